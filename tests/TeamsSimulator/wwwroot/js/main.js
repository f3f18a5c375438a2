import { h } from './dom.js';
import { api, listen } from './api.js';
import { Pane } from './pane.js';
import { toast } from './dialogs.js';
import { openAbout, openFaults } from './panels.js';

const LOCALES = ['en-US', 'en-GB', 'pt-PT', 'es-ES'];
const SIDES = { customer: ['customer', 'stranger', 'colleague'], desk: ['agent', 'lead'] };
const find = testId => document.querySelector(`[data-testid="${testId}"]`);
const query = new URLSearchParams(location.search);

const world = { people: new Map(), team: null, botName: 'SupportBot', unread: new Set(), refreshPeople };
const seen = new Map();
const started = Date.now();
const panes = {};

start().catch(error => {
  console.error(error);
  toast(`The page could not start: ${error.message}`, 'error');
});

async function start() {
  useTheme(query.get('theme') ?? localStorage.getItem('theme') ?? (matchMedia('(prefers-contrast: more)').matches ? 'contrast' : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  find('theme').addEventListener('change', event => {
    useTheme(event.target.value);
    localStorage.setItem('theme', event.target.value);
    query.delete('theme');
  });
  const faults = () => openFaults([...world.people.values()]);
  find('open-faults').addEventListener('click', faults);
  find('open-about').addEventListener('click', () => openAbout(faults));
  for (const button of document.querySelectorAll('[data-show]')) button.addEventListener('click', () => showSide(button.dataset.show));
  document.addEventListener('click', followLink);

  await loadWorld();
  const support = world.team.channels.find(c => c.name === 'Support') ?? world.team.channels[0];
  const chosen = world.team.channels.find(c => c.name.toLowerCase() === query.get('view')) ?? support;
  panes.customer = makePane('customer', query.get('customer') ?? 'ana', { kind: 'personal' });
  panes.desk = makePane('desk', query.get('desk') ?? 'ivy', query.get('view') === 'chat' ? { kind: 'personal' } : { kind: 'channel', id: chosen.id });
  for (const side of Object.keys(SIDES)) {
    find(`person-${side}`).addEventListener('change', event => switchPerson(side, event.target.value));
    find(`locale-${side}`).addEventListener('change', event => setLocale(side, event.target.value));
    drawPickers(side);
  }
  listen(change => changed(change).catch(error => toast(error.message, 'error')), connected => {
    const banner = find('offline');
    // What happened while the stream was broken is fetched once it is back.
    if (connected && !banner.hidden) Promise.all([refreshPeople(), panes.customer.reload(), panes.desk.reload()]).catch(error => toast(error.message, 'error'));
    banner.hidden = connected;
  });
  await Promise.all([panes.customer.reload(), panes.desk.reload()]);
  document.body.dataset.ready = 'true';
}

function makePane(side, wanted, view) {
  const people = peopleOf(side);
  return new Pane({
    side, root: find(`pane-${side}`), world, view,
    personId: people.some(p => p.id === wanted) ? wanted : people[0].id,
    openMessage,
    onRead: pane => {
      remember();
      if (hiddenSide(side)) return;
      if (world.unread.delete(pane.conversation)) drawUnread();
    },
  });
}

/** The address tells who is shown, so that a reload or a bookmark comes back to it. */
function remember() {
  const { customer, desk } = panes;
  if (!customer || !desk) return;
  query.set('customer', customer.personId);
  query.set('desk', desk.personId);
  query.set('view', desk.channel ? desk.channelName().toLowerCase() : 'chat');
  const address = `${location.pathname}?${query}`;
  if (address !== location.pathname + location.search) history.replaceState(null, '', address);
}

const peopleOf = side => [...world.people.values()].filter(p => SIDES[side].includes(p.role));

async function loadWorld() {
  const [people, team] = await Promise.all([api.people(), api.team()]);
  world.people = new Map(people.map(p => [p.id, p]));
  world.team = team;
  const chats = await api.conversations(people[0].id);
  world.botName = chats.find(c => c.kind === 'personal')?.name ?? world.botName;
}

/** Answers whether anything about people or team is different now. */
async function refreshPeople() {
  const before = JSON.stringify([[...world.people.values()], world.team]);
  await loadWorld();
  if (JSON.stringify([[...world.people.values()], world.team]) === before) return false;
  for (const side of Object.keys(panes)) {
    drawPickers(side);
    panes[side].personChanged();
  }
  return true;
}

function drawPickers(side) {
  const person = find(`person-${side}`);
  person.replaceChildren(...peopleOf(side).map(p => h('option', { value: p.id }, `${p.name}${world.unread.has(p.conversationId) ? ' •' : ''}`)));
  person.value = panes[side].personId;
  const { locale } = panes[side].person();
  const choice = find(`locale-${side}`);
  choice.replaceChildren(...(LOCALES.includes(locale) ? LOCALES : [...LOCALES, locale]).map(l => h('option', { value: l }, l)));
  choice.value = locale;
}

function drawUnread() {
  for (const side of Object.keys(panes)) {
    drawPickers(side);
    panes[side].drawHead(panes[side].person());
  }
  const on = {
    customer: peopleOf('customer').some(p => world.unread.has(p.conversationId)),
    desk: [...world.team.channels.map(c => c.id), ...peopleOf('desk').map(p => p.conversationId)].some(id => world.unread.has(id)),
  };
  for (const button of document.querySelectorAll('[data-show]')) button.querySelector('.dot').hidden = !on[button.dataset.show];
}

async function switchPerson(side, personId) {
  await panes[side].show({ personId });
  drawPickers(side);
}

async function setLocale(side, locale) {
  const pane = panes[side];
  try {
    world.people.set(pane.personId, await api.patch(pane.personId, { locale }));
    for (const other of Object.values(panes)) if (other.personId === pane.personId) other.personChanged();
  } catch (error) {
    toast(error.message, 'error');
  }
  drawPickers(side);
}

async function changed({ conversation, message }) {
  const base = conversation.split(';')[0];
  const concerned = Object.values(panes).filter(p => p.covers(conversation) || p.conversation === base);
  if (message) {
    // Ids are times: an older one is an edit, which leaves nothing unread.
    const isNew = Number(message) > (seen.get(base) ?? started);
    if (isNew) seen.set(base, Number(message));
    if (isNew && !concerned.some(p => !hiddenSide(p.side))) {
      world.unread.add(base);
      drawUnread();
    }
    await Promise.all(concerned.map(p => p.reload()));
    return;
  }
  // What was under way before this change must not count as its effect.
  await Promise.all(concerned.map(p => p.loading));
  const shown = () => concerned.map(p => [...p.views.keys()].join()).join();
  const before = shown();
  const different = await refreshPeople();
  await Promise.all(concerned.map(p => p.reload()));
  if (!different && shown() === before && !world.team.channels.some(c => c.id === conversation))
    for (const pane of concerned) pane.botTypes(conversation);
}

const hiddenSide = side => getComputedStyle(find(`pane-${side}`)).display === 'none';

function showSide(side) {
  document.querySelector('main').dataset.showing = side;
  for (const button of document.querySelectorAll('[data-show]')) button.setAttribute('aria-pressed', String(button.dataset.show === side));
  const pane = panes[side];
  if (world.unread.delete(pane.conversation)) drawUnread();
  if (pane.stuck) pane.toBottom();
}

/** A link into the team: shows the message on the desk's side. */
function openMessage(conversation, message) {
  const channel = world.team.channels.find(c => c.id === conversation?.split(';')[0]);
  if (!channel) return false;
  showSide('desk');
  (async () => {
    await panes.desk.show({ view: { kind: 'channel', id: channel.id } });
    await panes.desk.reload();
    if (!panes.desk.reveal(message)) toast('That message is not in the channel any more.', 'error');
  })();
  return true;
}

function followLink(event) {
  const link = event.target.closest?.('.text a[href]');
  if (!link) return;
  event.preventDefault();
  const side = link.closest('#pane-desk') ? 'desk' : 'customer';
  panes[side].openUrl(link.href);
}

function useTheme(theme) {
  const known = ['light', 'dark', 'contrast'].includes(theme) ? theme : 'light';
  document.documentElement.dataset.theme = known;
  find('theme').value = known;
}
