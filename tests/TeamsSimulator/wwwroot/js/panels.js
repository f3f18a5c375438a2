import { h } from './dom.js';
import { api } from './api.js';
import { modal, toast } from './dialogs.js';

const FAULTS = [
  ['throttle', 'Throttle: 429 with Retry-After'],
  ['blocked', 'Blocked: 403 MessageWritesBlocked'],
  ['channelDeleted', 'Channel deleted: 404 ConversationNotFound'],
  ['slow', 'Slow: takes effect, answers late'],
  ['badGatewayAfterDelivery', 'Bad gateway after delivery: 502, yet delivered'],
  ['badGateway', 'Bad gateway: 502, not delivered'],
  ['reset', 'Connection reset'],
  ['notInRoster', 'Bot not in the roster: 403'],
  ['preconditionFailed', 'Precondition failed: 412'],
  ['redeliver', 'To the bot: the same activity again'],
  ['redeliverNewId', 'To the bot: again with a new id'],
];

export function openFaults(people) {
  const { body } = modal({ title: 'Faults', testId: 'fault-panel', className: 'panel' });
  const kind = h('select', { 'data-testid': 'fault-kind' }, ...FAULTS.map(([value, text]) => h('option', { value }, text)));
  const person = h('select', { 'data-testid': 'fault-person' }, h('option', { value: '' }, 'anybody and any channel'), ...people.map(p => h('option', { value: p.id }, p.name)));
  const count = h('input', { type: 'number', min: 1, max: 1000, value: 1, 'data-testid': 'fault-count' });
  const seconds = h('input', { type: 'number', min: 0, max: 600, step: 'any', placeholder: 'as usual', 'data-testid': 'fault-seconds' });
  const list = h('ul', { class: 'rows', 'data-testid': 'fault-list' });
  const wrong = h('ul', { class: 'rows', 'data-testid': 'violations' });
  const attempt = async what => {
    try {
      await what();
      await show();
    } catch (error) {
      toast(error.message, 'error');
    }
  };
  body.append(
    h('p', {}, 'The next calls of the bot, or the next activities to it, go wrong in the way you choose, with the answer that Teams would give.'),
    h('form', {
      class: 'fault-form',
      onsubmit: event => {
        event.preventDefault();
        attempt(() => api.addFault({
          kind: kind.value,
          match: person.value ? { person: person.value } : undefined,
          count: Number(count.value) || 1,
          seconds: seconds.value === '' ? undefined : Number(seconds.value),
        }));
      },
    },
    h('label', {}, 'What goes wrong', kind),
    h('label', {}, 'In whose personal chat', person),
    h('label', {}, 'How often', count),
    h('label', {}, 'Seconds', seconds),
    h('div', { class: 'form-buttons' },
      h('button', { class: 'button primary', 'data-testid': 'fault-add' }, 'Add'),
      h('button', { type: 'button', class: 'button', 'data-testid': 'fault-clear', onclick: () => attempt(api.clearFaults) }, 'Clear all'))),
    h('h3', {}, 'Waiting'), list,
    h('h3', {}, 'What Teams would have refused'), wrong);

  async function show() {
    const [waiting, violations] = await Promise.all([api.faults(), api.violations()]);
    list.replaceChildren(...waiting.map(f => h('li', {},
      h('strong', {}, FAULTS.find(([k]) => k === f.kind)?.[1] ?? f.kind),
      ` ${f.count === 1 ? 'once' : `${f.count} times`}${f.seconds != null ? `, ${f.seconds} s` : ''}${describe(f.match)}`)));
    if (!waiting.length) list.append(h('li', { class: 'nothing' }, 'Nothing: all goes well.'));
    wrong.replaceChildren(...violations.slice(-20).reverse().map(v => h('li', {}, h('strong', {}, v.kind), ` ${v.method ?? ''} ${v.path ?? ''} ${v.detail}`)));
    if (!violations.length) wrong.append(h('li', { class: 'nothing' }, 'Nothing so far.'));
  }
  const describe = match => {
    const parts = Object.entries(match ?? {}).filter(([, value]) => value).map(([name, value]) => `${name} ${value}`);
    return parts.length ? `, only ${parts.join(', ')}` : '';
  };
  attempt(async () => {});
}

export function openAbout(openFaultPanel) {
  const { body, close } = modal({ title: 'What is this?', testId: 'about', className: 'panel' });
  body.append(
    h('p', {}, h('strong', {}, 'This is not Microsoft Teams.'), ' It is a simulation of as much of it as SupportBot needs, so that the bot can be tried and tested without a tenant, an account or the internet. It is not made by Microsoft.'),
    h('p', {}, 'On the left is the bot\'s personal chat with a customer, on the right the channel in which the desk works. You play both: choose who you are at the top. The bot behind it is the real one; it talks to this page through the same REST calls, the same activities and the same errors as it would to Teams.'),
    h('h3', {}, 'What it does not show'),
    h('ul', {},
      h('li', {}, 'Of cards: media, charts, carousels, code blocks and whatever else came after schema 1.5, sign-in by card, people pickers (typeahead search), Action.OpenUrlDialog and Action.InsertImage. A card that has any of these says so.'),
      h('li', {}, 'Dialogs that hold a web page, message extensions, tabs, meetings, group chats, calls, search, and the formatting bar of the message box.'),
      h('li', {}, 'Links into Teams, except to a message of this team; other links open in a new tab.')),
    h('p', {}, 'Everything here goes through an HTTP API that is written down in tests/TeamsSimulator/README.md; what you do by hand a script can do as well.'),
    h('p', {}, h('button', {
      type: 'button', class: 'button', onclick: () => {
        close();
        openFaultPanel();
      },
    }, 'Make something go wrong')));
}
