import { h, icon, avatar } from './dom.js';
import { MessageView, format } from './messages.js';
import { composeBox } from './compose.js';
import { toast } from './dialogs.js';
import { api } from './api.js';

const GROUPED_MS = 5 * 60 * 1000;
const TYPING_MS = 8000;

/** One side of the page: one person, looking at their chat with the bot or at a channel. */
export class Pane {
  /**
   * @param options.side `customer` or `desk`
   * @param options.world `{people: Map, team, botName}`, shared and live
   * @param options.openMessage follows a link to a message of the team
   */
  constructor({ side, root, world, personId, view, openMessage, onRead }) {
    Object.assign(this, { side, root, world, personId, view, openMessage, onRead });
    this.views = new Map();
    this.threads = new Map();
    this.stuck = true;
    this.generation = 0;
    this.loading = null;
    this.again = false;
    this.typing = new Map();

    this.head = h('header', { class: 'pane-head' });
    this.list = h('div', { class: 'list' });
    this.scroller = h('div', { class: 'scroller', tabindex: 0 }, this.list);
    this.typingLine = h('p', { class: 'typing', role: 'status', 'data-testid': `typing-${side}`, hidden: true }, dots(), h('span', {}));
    this.jump = h('button', { type: 'button', class: 'jump', hidden: true, onclick: () => this.toBottom() }, icon('down', 16), 'New messages');
    this.suggested = h('div', { class: 'suggested', role: 'group', 'aria-label': 'Suggested answers', hidden: true });
    this.foot = h('footer', { class: 'pane-foot' });
    root.replaceChildren(this.head, h('div', { class: 'scroll-frame' }, this.scroller, this.jump), this.typingLine, this.suggested, this.foot);

    const pin = () => {
      if (this.stuck) this.scroller.scrollTop = this.scroller.scrollHeight;
    };
    let heights = '';
    this.scroller.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.scroller;
      const before = heights;
      heights = `${scrollHeight} ${clientHeight}`;
      // A scroll that comes of a change in size is not the reader's.
      if (heights !== before && this.stuck) return pin();
      this.stuck = scrollHeight - scrollTop - clientHeight < 60;
      if (this.stuck) this.jump.hidden = true;
    }, { passive: true });
    const sizes = new ResizeObserver(pin);
    sizes.observe(this.list);
    sizes.observe(this.scroller);
    this.inView = new IntersectionObserver(entries => {
      for (const entry of entries)
        if (entry.isIntersecting) this.views.get(entry.target.dataset.messageId)?.refresh();
    }, { root: this.scroller, threshold: 0.1 });
    this.setUp();
  }

  person() {
    return this.world.people.get(this.personId);
  }

  get channel() {
    return this.view.kind === 'channel';
  }

  get conversation() {
    return this.channel ? this.view.id : this.person().conversationId;
  }

  async show({ personId = this.personId, view = this.view }) {
    if (personId === this.personId && JSON.stringify(view) === JSON.stringify(this.view)) return;
    Object.assign(this, { personId, view });
    this.setUp();
    await this.reload();
  }

  /** Everything but the messages: done when the person or what they look at has changed. */
  setUp() {
    this.generation++;
    this.inView.disconnect();
    this.views.clear();
    this.threads.clear();
    this.typing.clear();
    this.showTyping();
    this.list.replaceChildren();
    this.suggested.hidden = true;
    this.stuck = true;
    this.jump.hidden = true;
    this.first = true;
    this.scroller.setAttribute('role', this.channel ? 'feed' : 'log');
    this.scroller.setAttribute('aria-live', 'off');
    this.scroller.setAttribute('aria-label', this.channel ? `Posts in ${this.channelName()}` : `Chat of ${this.person().name} with ${this.world.botName}`);
    this.root.classList.toggle('is-channel', this.channel);
    this.root.style.setProperty('--here', this.side);
    this.drawFrame();
  }

  channelName() {
    return this.world.team.channels.find(c => c.id === this.view.id)?.name ?? '';
  }

  /** Head and foot; leaves what is typed alone unless the box itself must change. */
  drawFrame() {
    const person = this.person();
    this.list.lang = person.locale;
    this.drawHead(person);
    const mayWrite = this.channel ? this.world.team.members.includes(person.id) : person.installed;
    const foot = `${person.id} ${this.conversation} ${mayWrite} ${this.world.botName}`;
    if (foot === this.footDrawn) return;
    this.footDrawn = foot;
    if (mayWrite) {
      const box = composeBox({
        label: this.channel ? `New post in ${this.channelName()} as ${person.name}` : `Message as ${person.name}`,
        placeholder: this.channel ? `Start a post in ${this.channelName()}` : 'Type a message',
        testId: `compose-${this.side}`, sendTestId: `send-${this.side}`,
        mention: this.channel ? true : undefined, mentionTestId: `mention-${this.side}`, botName: () => this.world.botName,
        send: written => this.send(written, this.conversation),
      });
      this.foot.replaceChildren(box.element);
    } else if (this.channel) {
      this.foot.replaceChildren(h('p', { class: 'note' }, `${person.name} is not in the team.`));
    } else {
      this.foot.replaceChildren(h('div', { class: 'add-app' },
        h('p', {}, `${person.name} has not added ${this.world.botName}.`),
        h('button', { type: 'button', class: 'button primary', 'data-testid': `install-${this.side}`, onclick: event => this.install(event.currentTarget, true) }, 'Add')));
    }
  }

  drawHead(person) {
    const { world } = this;
    const chatHead = [
      avatar({ bot: true, name: world.botName }, 36),
      h('div', { class: 'head-text' }, h('h1', {}, world.botName), h('p', {}, `${person.name}, ${person.tenantName}`)),
    ];
    const install = !this.channel && person.installed
      ? h('button', { type: 'button', class: 'button quiet', 'data-testid': `uninstall-${this.side}`, onclick: event => this.install(event.currentTarget, false) }, 'Remove app')
      : null;
    if (this.side === 'customer') {
      this.head.replaceChildren(...chatHead, h('span', { class: 'gap' }), ...(install ? [install] : []));
      return;
    }
    const tabs = [
      ...world.team.channels.map(c => ({ kind: 'channel', id: c.id, label: c.name, testId: `view-${c.name.toLowerCase()}` })),
      { kind: 'personal', label: `Chat with ${world.botName}`, testId: 'view-chat' },
    ];
    const focused = this.head.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    this.head.replaceChildren(
      h('span', { class: 'team-mark', 'aria-hidden': 'true' }, world.team.name.split(' ').map(w => w[0]).join('').slice(0, 2)),
      h('div', { class: 'head-text' }, h('h1', {}, world.team.name), h('p', {}, `${person.name}, ${person.role === 'lead' ? 'team lead' : person.role}`)),
      h('nav', { class: 'tabs', 'aria-label': 'Channels and chat' }, ...tabs.map(tab => h('button', {
        type: 'button', 'data-testid': tab.testId, 'aria-current': tab.kind === this.view.kind && tab.id === this.view.id ? 'page' : false,
        onclick: () => this.show({ view: tab.kind === 'channel' ? { kind: 'channel', id: tab.id } : { kind: 'personal' } }),
      }, tab.label, this.world.unread.has(tab.id ?? person.conversationId) ? h('span', { class: 'dot', role: 'img', 'aria-label': 'unread' }) : null))),
      ...(install ? [install] : []));
    if (focused) this.head.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
  }

  async install(button, install) {
    button.disabled = true;
    try {
      const { botStatus } = await api.person(this.personId, install ? 'install' : 'uninstall');
      this.tellStatus(botStatus);
      await this.world.refreshPeople();
    } catch (error) {
      toast(error.message, 'error');
      button.disabled = false;
    }
  }

  async send({ text, files, mention }, conversation) {
    const { id } = this.person();
    try {
      const common = { conversation, mention: mention || undefined };
      let said;
      if (!files.length) said = await api.person(id, 'say', { text, ...common });
      for (const [index, file] of files.entries()) said = await api.attach(id, { file, text: index === 0 ? text : undefined, ...common });
      this.tellStatus(said.botStatus);
      if (said.heard === false) toast(`${this.world.botName} has not heard this: it was not mentioned.`);
    } catch (error) {
      toast(error.message, 'error');
      throw error;
    }
    this.reload();
  }

  tellStatus(status) {
    if (status === 0 || status >= 400) toast(`${this.world.botName} did not take it (HTTP ${status}). Teams shows nothing of this.`, 'error');
  }

  openUrl(address) {
    let url;
    try {
      url = new URL(address);
    } catch {
      return toast(`This is not an address: ${address}`, 'error');
    }
    if (/^teams\.(microsoft\.com|cloud\.microsoft|microsoft\.us)$/.test(url.hostname) && url.pathname.startsWith('/l/')) {
      const [, , kind, conversation, message] = url.pathname.split('/').map(decodeURIComponent);
      if (kind === 'message' && this.openMessage(conversation, message)) return;
      return toast(`Not shown by the simulated Teams: ${url.href}`);
    }
    if (url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'mailto:') window.open(url.href, '_blank', 'noopener');
    else toast(`Teams does not open ${url.protocol} links.`, 'error');
  }

  /** Fetches and shows; calls while one is under way make one more. */
  reload() {
    if (this.loading) {
      this.again = true;
      return this.loading;
    }
    this.loading = (async () => {
      try {
        do {
          this.again = false;
          await this.loadOnce();
        } while (this.again);
      } finally {
        this.loading = null;
      }
    })();
    return this.loading;
  }

  async loadOnce() {
    const generation = this.generation;
    let messages;
    try {
      messages = await api.messages(this.personId, this.conversation);
    } catch (error) {
      if (generation !== this.generation) return;
      messages = [];
      if (error.status !== 404) toast(error.message, 'error');
    }
    // The person was switched meanwhile; the switch has asked for its own.
    if (generation !== this.generation) {
      this.again = true;
      return;
    }
    this.reconcile(messages);
  }

  reconcile(messages) {
    const known = new Set(messages.map(m => m.id));
    for (const [id, view] of this.views)
      if (!known.has(id)) {
        this.inView.unobserve(view.element);
        view.element.remove();
        this.views.delete(id);
      }
    let fresh = [];
    for (const message of messages) {
      const view = this.views.get(message.id);
      if (!view) {
        const made = new MessageView(this, message);
        this.views.set(message.id, made);
        fresh.push(made);
      } else {
        const edits = view.message.edits;
        view.update(message);
        // An edited card is a new card: one that is on the screen refreshes at once.
        if (message.edits !== edits) this.watchAgain(view);
      }
    }
    if (this.channel) this.arrangeThreads(messages);
    else this.arrangeChat(messages);
    for (const view of fresh) this.inView.observe(view.element);

    const bots = fresh.filter(v => v.message.from.bot);
    for (const view of bots) this.typing.delete(view.message.conversation);
    this.showTyping();
    if (this.first) {
      this.first = false;
      this.scroller.scrollTop = this.scroller.scrollHeight;
      this.scroller.setAttribute('aria-live', 'polite');
      this.scroller.setAttribute('aria-relevant', 'additions');
    } else if (fresh.some(v => v.own && !v.message.rootId)) {
      this.toBottom();
    } else if (fresh.length && !this.stuck) {
      this.jump.hidden = false;
    }
    this.onRead(this);
  }

  watchAgain(view) {
    this.inView.unobserve(view.element);
    this.inView.observe(view.element);
  }

  toBottom() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  arrangeChat(messages) {
    const { locale, timezone } = this.person();
    const wanted = [];
    let last = null;
    let lastDay = null;
    for (const message of messages) {
      const day = format(new Date(message.sentAt), locale, timezone, { weekday: 'long', day: 'numeric', month: 'long' });
      if (day !== lastDay) wanted.push(this.dayLine(day));
      const grouped = day === lastDay && last && last.from.id === message.from.id && Date.parse(message.sentAt) - Date.parse(last.sentAt) < GROUPED_MS;
      const view = this.views.get(message.id);
      view.element.classList.toggle('grouped', Boolean(grouped));
      wanted.push(view.element);
      [last, lastDay] = [message, day];
    }
    if (!messages.length) wanted.push(this.emptyLine());
    place(this.list, wanted);
    this.showSuggested(messages.at(-1));
  }

  dayLine(day) {
    const found = [...this.list.children].find(e => e.classList.contains('day') && e.textContent === day);
    return found ?? h('p', { class: 'day' }, h('span', {}, day));
  }

  emptyLine() {
    return this.list.querySelector('.empty') ?? h('p', { class: 'empty' }, this.channel ? 'No posts yet.' : 'Nothing has been said yet.');
  }

  arrangeThreads(messages) {
    const roots = new Map();
    for (const message of messages) {
      const id = message.rootId ?? message.id;
      if (!roots.has(id)) roots.set(id, []);
      roots.get(id).push(message);
    }
    for (const [id, thread] of this.threads)
      if (!roots.has(id)) {
        thread.element.remove();
        this.threads.delete(id);
      }
    const wanted = [];
    for (const [id, posts] of roots) {
      const thread = this.threads.get(id) ?? this.addThread(id, posts[0].conversation);
      const [root, ...replies] = posts.map(m => this.views.get(m.id).element);
      place(thread.root, [root]);
      place(thread.replies, replies);
      thread.replies.hidden = replies.length === 0;
      thread.element.setAttribute('aria-label', `Post by ${posts[0].from.name}`);
      wanted.push(thread.element);
    }
    wanted.forEach((element, index) => {
      element.setAttribute('aria-posinset', index + 1);
      element.setAttribute('aria-setsize', wanted.length);
    });
    if (!wanted.length) wanted.push(this.emptyLine());
    place(this.list, wanted);
    this.suggested.hidden = true;
  }

  addThread(id, conversation) {
    const member = this.world.team.members.includes(this.personId);
    const reply = member ? composeBox({
      label: `Reply as ${this.person().name}`, placeholder: 'Reply', testId: 'reply', sendTestId: 'send-reply',
      mention: false, mentionTestId: 'mention-reply', botName: () => this.world.botName,
      send: written => this.send(written, conversation),
    }) : null;
    const thread = {
      conversation,
      root: h('div', { class: 'thread-root' }),
      replies: h('div', { class: 'thread-replies', role: 'group', 'aria-label': 'Replies', hidden: true }),
      typing: h('p', { class: 'typing', role: 'status', hidden: true }, dots(), h('span', {})),
    };
    thread.element = h('article', { class: 'thread', 'data-testid': 'thread', 'data-root-id': id }, thread.root, thread.replies, thread.typing, reply?.element);
    this.threads.set(id, thread);
    return thread;
  }

  showSuggested(last) {
    const actions = last && !last.deleted ? last.suggestedActions ?? [] : [];
    const key = actions.length ? `${last.id} ${last.edits} ${JSON.stringify(actions)}` : '';
    this.suggested.hidden = !actions.length;
    if (key === this.suggestedDrawn) return;
    this.suggestedDrawn = key;
    this.suggested.replaceChildren(...actions.map(action => h('button', {
      type: 'button', class: 'button pill', 'data-testid': 'suggested-action',
      onclick: async () => {
        if (action.type === 'openUrl') return this.openUrl(action.value);
        this.suggested.hidden = true;
        try {
          const answer = await api.person(this.personId, 'press', { conversation: last.conversation, message: last.id, action: action.title });
          this.tellStatus(answer.botStatus);
        } catch (error) {
          this.suggested.hidden = false;
          toast(error.message, 'error');
        }
        this.reload();
      },
    }, action.title)));
  }

  /** A change without a message that changed nothing that can be read: the bot is typing. */
  botTypes(conversation) {
    if (!this.covers(conversation)) return;
    clearTimeout(this.typing.get(conversation));
    this.typing.set(conversation, setTimeout(() => {
      this.typing.delete(conversation);
      this.showTyping();
    }, TYPING_MS));
    this.showTyping();
  }

  showTyping() {
    const words = `${this.world.botName} is typing`;
    const set = (line, on) => {
      line.hidden = !on;
      line.lastElementChild.textContent = on ? words : '';
    };
    set(this.typingLine, !this.channel && this.typing.size > 0);
    for (const thread of this.threads.values()) set(thread.typing, this.typing.has(thread.conversation));
  }

  covers(conversation) {
    return conversation === this.conversation || conversation.startsWith(`${this.conversation};messageid=`);
  }

  /** What of the person has changed: their language, zone, or whether they have the app. */
  personChanged() {
    this.drawFrame();
    for (const view of this.views.values()) view.showTimes();
    if (!this.channel) this.reload();
  }

  reveal(messageId) {
    const view = this.views.get(messageId);
    if (!view) return false;
    this.stuck = false;
    view.element.scrollIntoView({ block: 'center' });
    view.element.classList.add('flash');
    view.element.focus({ preventScroll: true });
    setTimeout(() => view.element.classList.remove('flash'), 2000);
    return true;
  }
}

/** Puts these children in this order, moving only those that are not where they belong, so that focus and scrolling stay. */
function place(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
}

const dots = () => h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
