/** Builds an element. Text is only ever set as text; nothing on this page passes through innerHTML except what cards.js escapes itself. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

const SHAPES = {
  send: 'M3 3.5 17.5 10 3 16.5l1.8-5.5L11 10l-6.2-1z',
  attach: 'M13.5 6.5v7a3.5 3.5 0 0 1-7 0V5.5a2.3 2.3 0 0 1 4.6 0v7.7a1.1 1.1 0 0 1-2.2 0V6.5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  edit: 'M4 16l.8-3.4L13.2 4.2a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2zM12 5.5l2.5 2.5',
  delete: 'M4 6h12M8 6V4h4v2M5.5 6l.8 10h7.4l.8-10M8.5 9v4.5M11.5 9v4.5',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M10 4v12M5 11l5 5 5-5',
  file: 'M6 3h5.5L15 6.5V17H6zM11 3v4h4',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0-3v4.2a1.9 1.9 0 0 0 3.8 0V10a6.8 6.8 0 1 0-2.8 5.5',
};

export function icon(name, size = 20) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 20 20', width: size, height: size, 'aria-hidden': 'true', class: `icon icon-${name}` }))
    svg.setAttribute(key, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

export const REACTIONS = ['like', 'heart', 'laugh', 'surprised', 'sad', 'angry'];

const FACES = {
  like: [['path', { d: 'M3 9h3v7H3zM7 9l3-6c1.5 0 2 1 1.7 2.3L11.2 8H16c1 0 1.5.8 1.3 1.7l-1.2 5c-.2.8-.8 1.3-1.6 1.3H7z', fill: '#ffb02e' }]],
  heart: [['path', { d: 'M10 16.5S3 12.5 3 7.7C3 5.5 4.6 4 6.5 4 8 4 9.3 4.8 10 6.2 10.7 4.8 12 4 13.5 4 15.4 4 17 5.5 17 7.7c0 4.8-7 8.8-7 8.8z', fill: '#d92c3f' }]],
  laugh: ['face', ['path', { d: 'M5.5 10.5h9a4.5 4.5 0 0 1-9 0z', fill: '#402a14' }], ['path', { d: 'M5.5 7.8l1.5-1 1.5 1M11.5 7.8l1.5-1 1.5 1', stroke: '#402a14', fill: 'none' }]],
  surprised: ['face', ['circle', { cx: 7, cy: 8, r: 1.1, fill: '#402a14' }], ['circle', { cx: 13, cy: 8, r: 1.1, fill: '#402a14' }], ['ellipse', { cx: 10, cy: 13, rx: 1.7, ry: 2.2, fill: '#402a14' }]],
  sad: ['face', ['circle', { cx: 7, cy: 8, r: 1.1, fill: '#402a14' }], ['circle', { cx: 13, cy: 8, r: 1.1, fill: '#402a14' }], ['path', { d: 'M6.5 14.2q3.5-3.2 7 0', stroke: '#402a14', fill: 'none', 'stroke-width': 1.3 }]],
  angry: ['face', ['path', { d: 'M5.5 6.5l3 1.5M14.5 6.5l-3 1.5M7 14q3-2 6 0', stroke: '#402a14', fill: 'none', 'stroke-width': 1.3 }], ['circle', { cx: 7.2, cy: 9, r: 1, fill: '#402a14' }], ['circle', { cx: 12.8, cy: 9, r: 1, fill: '#402a14' }]],
};

export function reactionIcon(name, size = 18) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 20 20', width: size, height: size, 'aria-hidden': 'true' })) svg.setAttribute(key, value);
  for (const part of FACES[name] ?? FACES.like) {
    const [tag, attributes] = part === 'face' ? ['circle', { cx: 10, cy: 10, r: 7.5, fill: name === 'angry' ? '#f4743b' : '#ffc83d' }] : part;
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}

const COLOURS = ['#8a3a86', '#0f6c6f', '#8f4a12', '#3a5a9b', '#7a3048', '#3f6b2a'];

export function avatar(from, size = 32) {
  if (from.bot)
    return h('span', { class: 'avatar avatar-bot', style: `--size:${size}px`, 'aria-hidden': 'true' }, botGlyph());
  const initials = from.name.split(/\s+/).map(word => word[0] ?? '').slice(0, 2).join('');
  const colour = COLOURS[[...from.name].reduce((sum, c) => sum + c.codePointAt(0), 0) % COLOURS.length];
  return h('span', { class: 'avatar', style: `--size:${size}px;--colour:${colour}`, 'aria-hidden': 'true' }, initials);
}

function botGlyph() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M4 12v-2a6 6 0 0 1 12 0v2M4 11.5h1.5v3.5H4.8A.8.8 0 0 1 4 14.2zM16 11.5h-1.5v3.5h.7a.8.8 0 0 0 .8-.8zM15.5 15c0 1.5-1.5 2-3.5 2');
  svg.append(path);
  return svg;
}
