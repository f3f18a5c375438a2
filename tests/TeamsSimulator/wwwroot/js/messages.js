import { h, icon, avatar, reactionIcon, REACTIONS } from './dom.js';
import { renderText, renderHtml } from './text.js';
import { drawCard } from './cards.js';
import { openTask, toast } from './dialogs.js';
import { api } from './api.js';
import { showMenu } from './menu.js';

const CARD = 'application/vnd.microsoft.card.adaptive';
const FILE = 'application/vnd.microsoft.teams.file.download.info';

/** One message on the screen. Its element stays the same for as long as the message is shown; only what is in it is redrawn. */
export class MessageView {
  /** @param pane `{person(), reload(), openUrl(url)}` */
  constructor(pane, message) {
    this.pane = pane;
    this.message = message;
    this.drawn = null;
    this.busy = false;
    this.editing = false;
    this.redrawNext = false;
    this.refreshed = null;

    this.author = h('span', { class: 'author' });
    this.time = h('time', {});
    this.marks = h('span', { class: 'marks' });
    this.body = h('div', { class: 'body' });
    this.reactions = h('div', { class: 'reactions', hidden: true });
    this.status = h('p', { class: 'status status-error', role: 'alert', hidden: true });
    this.tools = h('div', { class: 'tools-over' });
    this.column = h('div', { class: 'column' },
      h('div', { class: 'meta' }, this.author, this.time, this.marks),
      h('div', { class: 'bubble' }, this.body, this.tools), this.status, this.reactions);
    this.element = h('article', { class: 'message', 'data-testid': 'message', 'data-message-id': message.id, tabindex: -1 },
      avatar(message.from), this.column);
    this.element.addEventListener('contextmenu', event => {
      if (this.message.deleted || event.target.closest('a, input, textarea, select, img')) return;
      event.preventDefault();
      this.openMenu(event.clientX, event.clientY);
    });
    this.update(message);
  }

  get own() {
    return this.message.from.id === this.pane.person().id;
  }

  get card() {
    return this.message.attachments?.find(a => a.contentType === CARD)?.content;
  }

  update(message) {
    this.message = message;
    this.element.dataset.edits = message.edits ?? 0;
    this.element.classList.toggle('own', this.own);
    this.element.classList.toggle('from-bot', message.from.bot);
    this.author.textContent = message.from.name;
    this.showTimes();
    const content = JSON.stringify([message.text, message.textFormat, message.attachments, message.deleted, message.edits]);
    if (!this.editing && (content !== this.drawn || this.redrawNext)) {
      this.drawn = content;
      this.redrawNext = false;
      this.redraw();
    }
    this.showReactions();
  }

  showTimes() {
    const { locale, timezone } = this.pane.person();
    const sent = new Date(this.message.sentAt);
    this.time.dateTime = this.message.sentAt;
    // A chat has a line for each day; posts of a channel bear their own date.
    const day = { dateStyle: 'short' };
    const today = format(sent, locale, timezone, day) === format(new Date(), locale, timezone, day);
    this.time.textContent = format(sent, locale, timezone, { hour: 'numeric', minute: '2-digit', ...(today || !this.message.rootId ? {} : { day: 'numeric', month: 'short' }) });
    this.time.title = format(sent, locale, timezone, { dateStyle: 'full', timeStyle: 'medium' });
    // Teams marks what people have edited; a card that a bot has updated bears no mark.
    const edited = this.message.editedAt && !this.message.deleted && !this.message.from.bot;
    this.marks.textContent = edited ? 'Edited' : '';
    this.marks.title = edited ? format(new Date(this.message.editedAt), locale, timezone, { dateStyle: 'full', timeStyle: 'medium' }) : '';
  }

  redraw() {
    const { message } = this;
    const focused = this.focusedPlace();
    const parts = [];
    let full = false;
    this.hasCard = false;
    if (message.deleted) {
      parts.push(h('p', { class: 'gone' }, 'This message has been deleted.'));
    } else {
      const attachments = message.attachments ?? [];
      // The html that Teams makes of a person's message tells more than the text, until the message is edited.
      const html = !message.from.bot && !message.edits ? attachments.find(a => a.contentType === 'text/html')?.content : undefined;
      if (typeof html === 'string') {
        const text = renderHtml(html);
        if (text.textContent.trim()) parts.push(text);
      } else if (message.text) {
        parts.push(renderText(message.text, message.textFormat));
      }
      for (const attachment of attachments) {
        const shown = this.drawAttachment(attachment);
        if (!shown) continue;
        parts.push(...shown.elements);
        full ||= shown.full;
      }
    }
    this.element.classList.toggle('has-card', this.hasCard);
    this.element.classList.toggle('wide', full);
    this.element.classList.toggle('deleted', Boolean(message.deleted));
    this.body.replaceChildren(...parts);
    this.drawTools();
    this.restoreFocus(focused);
  }

  drawAttachment(attachment) {
    const only = (...elements) => ({ elements, full: false });
    const type = attachment.contentType ?? '';
    if (type === 'text/html') return null;
    if (type === CARD) {
      this.hasCard = true;
      const { element, notes, full } = drawCard(attachment.content ?? {}, { locale: this.pane.person().locale, onAction: action => this.press(action) });
      return { elements: [element, ...notes.map(n => h('p', { class: 'note' }, n))], full };
    }
    if (type.startsWith('image/'))
      return only(h('a', { class: 'picture', href: attachment.url, target: '_blank', rel: 'noopener' }, h('img', { src: attachment.url, alt: attachment.name ?? 'Picture', loading: 'lazy' })));
    if (type === FILE)
      return only(h('a', { class: 'file', href: attachment.url, target: '_blank', rel: 'noopener', download: attachment.name }, icon('file'), h('span', {}, attachment.name)));
    return only(h('p', { class: 'note' }, `Not shown by the simulated Teams: an attachment of type ${type}.`));
  }

  /** Where in the body the focus is, to be found again after a redraw. */
  focusedPlace() {
    const focused = document.activeElement;
    if (!focused || !this.body.contains(focused)) return null;
    const label = e => e.getAttribute('aria-label') ?? e.textContent;
    return { tag: focused.localName, label: label(focused), find: tag => [...this.body.querySelectorAll(tag)].find(e => label(e) === label(focused)) };
  }

  restoreFocus(place) {
    if (!place) return;
    (place.find(place.tag) ?? this.element).focus({ preventScroll: true });
  }

  async press(action) {
    if (action.type === 'Action.OpenUrl') return this.pane.openUrl(action.url);
    if (this.busy) return;
    await this.working(async () => {
      const person = this.pane.person();
      const answer = await api.person(person.id, 'press', {
        conversation: this.message.conversation, message: this.message.id, action: action.name, inputs: action.inputs,
      });
      if (answer.card) this.redrawNext = true;
      if (answer.error) this.fail(answer.error);
      if (answer.message) toast(answer.message);
      if (answer.url) this.pane.openUrl(answer.url);
      if (answer.task) openTask(person, answer.task, { openUrl: url => this.pane.openUrl(url), onSubmitted: () => this.pane.reload() });
    });
    this.pane.reload();
  }

  async working(what) {
    this.busy = true;
    this.fail('');
    this.body.setAttribute('aria-busy', 'true');
    try {
      await what();
    } catch (error) {
      this.fail(error.message);
    } finally {
      this.busy = false;
      this.body.removeAttribute('aria-busy');
    }
  }

  fail(text) {
    this.status.textContent = text;
    this.status.hidden = !text;
  }

  /** The refresh that a client makes by itself when the card comes into view; the simulation decides whether it is due. */
  async refresh() {
    const card = this.card;
    const { id, mri } = this.pane.person();
    if (!card?.refresh?.action || this.message.deleted) return;
    if (Array.isArray(card.refresh.userIds) && !card.refresh.userIds.includes(mri)) return;
    try {
      const answer = await api.person(id, 'refresh', { conversation: this.message.conversation, message: this.message.id });
      if (answer.card) this.pane.reload();
    } catch (error) {
      this.fail(error.message);
    }
  }

  drawTools() {
    if (this.message.deleted) {
      this.tools.replaceChildren();
      return;
    }
    const react = this.own ? [] : REACTIONS.slice(0, 4).map(name => h('button', {
      // By keyboard they are reached in the menu, so that each message is one stop.
      type: 'button', class: 'icon-button small', tabindex: -1, 'aria-label': `React: ${name}`, title: name, onclick: () => this.react(name),
    }, reactionIcon(name)));
    const more = h('button', {
      type: 'button', class: 'icon-button small', 'aria-label': `More for the message of ${this.message.from.name}`, 'aria-haspopup': 'menu', 'data-testid': 'message-more',
      onclick: () => {
        const box = more.getBoundingClientRect();
        this.openMenu(box.left, box.bottom);
      },
    }, icon('more', 18));
    this.tools.replaceChildren(...react, more);
  }

  openMenu(x, y) {
    const items = REACTIONS.map(name => h('button', {
      type: 'button', role: 'menuitem', class: 'menu-face', 'aria-label': `React: ${name}`, title: name, 'data-testid': `react-${name}`, onclick: () => this.react(name),
    }, reactionIcon(name, 20)));
    const rows = this.own ? [
      h('button', { type: 'button', role: 'menuitem', 'data-testid': 'message-edit', onclick: () => this.edit() }, icon('edit', 18), 'Edit'),
      h('button', { type: 'button', role: 'menuitem', 'data-testid': 'message-delete', onclick: () => this.remove() }, icon('delete', 18), 'Delete'),
    ] : [];
    showMenu([h('div', { class: 'menu-faces', role: 'none' }, ...items), ...rows], x, y);
  }

  async react(reaction) {
    const { id } = this.pane.person();
    const remove = (this.message.reactions ?? []).some(r => r.person === id && r.reaction === reaction);
    await this.do('react', { reaction, remove });
  }

  async do(what, more = {}) {
    try {
      await api.person(this.pane.person().id, what, { conversation: this.message.conversation, message: this.message.id, ...more });
      this.fail('');
    } catch (error) {
      this.fail(error.message);
    }
    this.pane.reload();
  }

  edit() {
    this.editing = true;
    const field = h('textarea', { 'aria-label': 'Edit the message', 'data-testid': 'edit-text', rows: 2 });
    field.value = this.body.querySelector('.text') && this.message.text ? this.message.text.replace(/^<at>[^<]*<\/at>\s*/, '') : '';
    const stop = () => {
      this.editing = false;
      this.redrawNext = true;
      this.update(this.message);
      this.element.focus({ preventScroll: true });
    };
    const save = async () => {
      const text = field.value.trim();
      stop();
      if (text && text !== this.message.text) await this.do('edit', { text });
    };
    field.addEventListener('keydown', event => {
      if (event.key === 'Escape') stop();
      else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        save();
      }
    });
    this.tools.replaceChildren();
    this.body.replaceChildren(h('div', { class: 'editor' }, field, h('div', { class: 'form-buttons' },
      h('button', { type: 'button', class: 'button', onclick: stop }, 'Cancel'),
      h('button', { type: 'button', class: 'button primary', 'data-testid': 'edit-save', onclick: save }, 'Save'))));
    field.focus();
  }

  remove() {
    return this.do('delete');
  }

  showReactions() {
    const counted = new Map();
    for (const { person, reaction } of this.message.reactions ?? []) counted.set(reaction, [...(counted.get(reaction) ?? []), person]);
    this.reactions.hidden = counted.size === 0 || Boolean(this.message.deleted);
    const { id } = this.pane.person();
    this.reactions.replaceChildren(...[...counted].map(([reaction, people]) => h('button', {
      type: 'button', class: 'reaction', 'aria-pressed': String(people.includes(id)), 'aria-label': `${reaction}: ${people.length}`, title: `${reaction}: ${people.join(', ')}`,
      onclick: () => this.react(reaction),
    }, reactionIcon(reaction, 16), String(people.length))));
  }
}

export function format(date, locale, timeZone, options) {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(date);
  } catch (error) {
    // A language or zone that this browser does not know must not hide the message.
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat('en', options).format(date);
  }
}
