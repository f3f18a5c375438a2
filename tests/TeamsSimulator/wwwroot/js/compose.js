import { h, icon } from './dom.js';

/**
 * A box to write in: Enter sends, Shift+Enter starts a line; pictures and files by button, drop or paste.
 * @param options.mention undefined: no mention button; otherwise whether it is on at first
 * @param options.send async `({text, files, mention})`; when it throws, what was written stays
 */
export function composeBox({ label, placeholder, testId, sendTestId, mention, mentionTestId, botName, send }) {
  let files = [];
  let sending = false;

  const field = h('textarea', { rows: 1, placeholder, 'aria-label': label, 'data-testid': testId, autocomplete: 'off' });
  const picker = h('input', { type: 'file', multiple: true, hidden: true, tabindex: -1, 'aria-hidden': 'true', 'data-testid': `${testId}-file` });
  const staged = h('ul', { class: 'staged', 'aria-label': 'To be sent along', hidden: true });
  const sendButton = h('button', { type: 'button', class: 'icon-button send', 'aria-label': 'Send', title: 'Send (Enter)', 'data-testid': sendTestId, onclick: submit }, icon('send'));
  const mentionButton = mention === undefined ? null : h('button', {
    type: 'button', class: 'mention-toggle', 'aria-pressed': String(mention), 'data-testid': mentionTestId,
    title: `The app hears a message in a channel only when it is mentioned`,
    onclick: () => mentionButton.setAttribute('aria-pressed', String(mentionButton.getAttribute('aria-pressed') !== 'true')),
  }, icon('at', 16), botName());
  const box = h('div', { class: 'compose', role: 'group', 'aria-label': label },
    staged,
    h('div', { class: 'compose-row' },
      field,
      h('div', { class: 'compose-tools' },
        mentionButton,
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Attach a picture or file', title: 'Attach a picture or file', onclick: () => picker.click() }, icon('attach')),
        sendButton, picker)));

  field.addEventListener('input', fit);
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener('paste', event => {
    const pasted = [...event.clipboardData.files];
    if (!pasted.length) return;
    event.preventDefault();
    add(pasted);
  });
  picker.addEventListener('change', () => {
    add([...picker.files]);
    picker.value = '';
    field.focus();
  });
  box.addEventListener('dragover', event => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    box.classList.add('dropping');
  });
  box.addEventListener('dragleave', event => {
    if (!box.contains(event.relatedTarget)) box.classList.remove('dropping');
  });
  box.addEventListener('drop', event => {
    event.preventDefault();
    box.classList.remove('dropping');
    add([...event.dataTransfer.files]);
    field.focus();
  });

  function fit() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
    sendButton.classList.toggle('ready', Boolean(field.value.trim() || files.length));
  }

  function add(more) {
    files = [...files, ...more];
    showStaged();
  }

  function showStaged() {
    staged.hidden = files.length === 0;
    staged.replaceChildren(...files.map(file => {
      const picture = file.type.startsWith('image/');
      const preview = picture ? h('img', { src: URL.createObjectURL(file), alt: '' }) : icon('file');
      if (picture) preview.addEventListener('load', () => URL.revokeObjectURL(preview.src), { once: true });
      return h('li', {}, preview, h('span', {}, file.name),
        h('button', {
          type: 'button', class: 'icon-button small', 'aria-label': `Leave out ${file.name}`,
          onclick: () => {
            files = files.filter(f => f !== file);
            showStaged();
            field.focus();
          },
        }, icon('close', 14)));
    }));
    fit();
  }

  async function submit() {
    const text = field.value.trim();
    if (sending || (!text && !files.length)) return;
    const kept = { text: field.value, files };
    const mentioned = mentionButton?.getAttribute('aria-pressed') === 'true';
    sending = true;
    field.value = '';
    files = [];
    showStaged();
    try {
      await send({ text, files: kept.files, mention: mentioned });
    } catch {
      // The page has said why; nothing that was written is lost.
      field.value = kept.text + (field.value ? `\n${field.value}` : '');
      files = [...kept.files, ...files];
      showStaged();
    } finally {
      sending = false;
    }
  }

  return {
    element: box,
    field,
    clear() {
      field.value = '';
      files = [];
      showStaged();
    },
  };
}
