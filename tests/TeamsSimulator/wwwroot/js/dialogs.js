import { h, icon } from './dom.js';
import { drawCard } from './cards.js';
import { api } from './api.js';

/** A toast in the corner; it stays long enough to be read. */
export function toast(text, kind = 'info') {
  const close = () => element.remove();
  const element = h('div', { class: `toast toast-${kind}`, 'data-testid': 'toast' },
    h('span', {}, text),
    h('button', { type: 'button', class: 'icon-button small', 'aria-label': 'Dismiss', onclick: close }, icon('close', 14)));
  document.querySelector('.toasts').append(element);
  setTimeout(close, 5000 + 60 * text.length);
}

/** A modal dialog: focus stays in it, Escape closes it, and focus returns to where it was. */
export function modal({ title, testId, className = '', width, height, lang, onClose }) {
  const before = document.activeElement;
  const heading = h('h2', { id: `title-${testId}` }, title);
  const body = h('div', { class: 'modal-body' });
  const element = h('dialog', { class: `modal ${className}`, 'data-testid': testId, 'aria-labelledby': heading.id, lang },
    h('header', {}, heading, h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', 'data-testid': `${testId}-close`, onclick: () => element.close() }, icon('close'))),
    body);
  if (width) element.style.width = width;
  if (height) body.style.minHeight = height;
  element.addEventListener('keydown', event => {
    if (event.key === 'Tab') keepFocus(event, element);
  });
  element.addEventListener('close', () => {
    element.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  });
  document.body.append(element);
  element.showModal();
  return { element, body, heading, close: () => element.close() };
}

function keepFocus(event, element) {
  const stops = [...element.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')]
    .filter(e => !e.disabled && e.tabIndex >= 0 && e.offsetParent !== null);
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement !== edge && element.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
}

const WIDTHS = { small: '430px', medium: '600px', large: '840px' };
const HEIGHTS = { small: '180px', medium: '320px', large: '480px' };
const size = (value, named) => value === undefined ? undefined : named[value] ?? (Number(value) ? `${Number(value)}px` : undefined);

/** Shows a task module, submits it, and shows what it goes on with, until it closes. */
export function openTask(person, first, { openUrl, onSubmitted }) {
  let task = first;
  let busy = false;
  let submitted = false;
  const shown = modal({
    title: task.title ?? '', testId: 'task-module', className: 'task', lang: person.locale,
    width: size(task.width, WIDTHS) ?? WIDTHS.medium, height: size(task.height, HEIGHTS),
    onClose: () => {
      // A dialog that the bot closed is closed already; by the cross or Escape the bot is not told either.
      if (!submitted) api.person(person.id, 'close', { task: task.id }).catch(error => toast(error.message, 'error'));
    },
  });
  const status = h('p', { class: 'status status-error', role: 'alert' });
  draw();

  function draw() {
    shown.heading.textContent = task.title ?? '';
    shown.element.style.width = size(task.width, WIDTHS) ?? WIDTHS.medium;
    status.textContent = '';
    if (!task.card) {
      shown.body.replaceChildren(h('p', { class: 'note' }, task.url ? 'Not shown by the simulated Teams: a dialog that holds a web page.' : 'The dialog holds no card.'));
      return;
    }
    const { element, notes } = drawCard(task.card, { locale: person.locale, onAction: submit });
    shown.body.replaceChildren(element, ...notes.map(n => h('p', { class: 'note' }, n)), status);
    const focusable = element.querySelector('input, textarea, select, button') ?? shown.element.querySelector('button');
    focusable?.focus();
  }

  async function submit(action) {
    if (action.type === 'Action.OpenUrl') return openUrl(action.url);
    if (busy) return;
    busy = true;
    status.textContent = '';
    shown.body.setAttribute('aria-busy', 'true');
    try {
      const answer = await api.person(person.id, 'press', { action: action.name, inputs: action.inputs, task: task.id });
      if (answer.error) {
        status.textContent = answer.error;
      } else if (answer.task) {
        task = answer.task;
        draw();
      } else {
        submitted = true;
        shown.close();
      }
      if (answer.message) toast(answer.message);
      onSubmitted();
    } catch (error) {
      status.textContent = error.message;
    } finally {
      busy = false;
      shown.body.removeAttribute('aria-busy');
    }
  }
}
