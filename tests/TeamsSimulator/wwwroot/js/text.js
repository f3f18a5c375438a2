// What people and bots write becomes DOM nodes here, of the few kinds below and no other.

const INLINE_TAGS = { b: 'strong', strong: 'strong', i: 'em', em: 'em', u: 'u', s: 's', strike: 's', del: 's', code: 'code', sub: 'sub', sup: 'sup' };
const BLOCK_TAGS = new Set(['p', 'div', 'ul', 'ol', 'li', 'blockquote', 'pre', 'h1', 'h2', 'h3']);
const HEADINGS = { h1: 'h3', h2: 'h4', h3: 'h5' };
const ENTITY = /^&(#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/i;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** An address that a message may link to, or null. Teams opens https (and mailto) only. */
export function safeLink(address) {
  try {
    const url = new URL(address.trim());
    return url.protocol === 'https:' || url.protocol === 'mailto:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? url.href : null;
  } catch {
    return null;
  }
}

const isLoopback = host => host === 'localhost' || host === '127.0.0.1' || host === '[::1]';

function node(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

function anchor(href) {
  const element = document.createElement('a');
  element.href = href;
  element.target = '_blank';
  element.rel = 'noopener noreferrer';
  return element;
}

export function mention(name) {
  const element = node('strong', name);
  element.className = 'mention';
  return element;
}

/** @param format `plain`, `xml`, or else Teams' markdown with the few tags it knows */
export function renderText(text, format) {
  const box = document.createElement('div');
  box.className = 'text';
  if (format === 'plain') {
    box.classList.add('text-plain');
    box.append(text);
  } else if (format === 'xml' || /<\/?(ul|ol|li|p|div|pre|blockquote|h[1-3])\b/i.test(text)) {
    box.append(...renderHtml(text, format !== 'xml').childNodes);
  } else {
    box.append(...markdownBlocks(text, inlineFull));
  }
  return box;
}

/** The text/html form of a person's message; pictures come as attachments of their own. */
export function renderHtml(html, markdown = false) {
  // A document of DOMParser has no window: nothing in it runs or loads.
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const box = document.createElement('div');
  box.className = 'text';
  copyAllowed(parsed.body, box, markdown);
  return box;
}

function copyAllowed(from, to, markdown) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      if (markdown) to.append(...inlineFull(child.data));
      else to.append(child.data);
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const tag = child.localName;
    if (['script', 'style', 'template', 'iframe', 'object', 'svg', 'math', 'img'].includes(tag)) continue;
    if (tag === 'br') {
      to.append(document.createElement('br'));
      continue;
    }
    if (tag === 'at' || (child.getAttribute('itemtype') ?? '').endsWith('/Mention')) {
      to.append(mention(child.textContent));
      continue;
    }
    const link = tag === 'a' ? safeLink(child.getAttribute('href') ?? '') : null;
    const made = link ? anchor(link) : INLINE_TAGS[tag] ? document.createElement(INLINE_TAGS[tag])
      : BLOCK_TAGS.has(tag) ? document.createElement(HEADINGS[tag] ?? tag) : null;
    if (made) to.append(made);
    copyAllowed(child, made ?? to, markdown && tag !== 'pre' && tag !== 'code');
  }
}

const DEEPEST_QUOTE = 5;

/** Paragraphs, lists, quotes, headings and fenced code. */
function markdownBlocks(text, inline, depth = 0) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks = [];
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) blocks.push(node('p', ...inline(joinLines(paragraph))));
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    let match;
    if (/^\s*$/.test(line)) {
      flush();
    } else if (/^\s*```/.test(line)) {
      flush();
      const code = [];
      while (++i < lines.length && !/^\s*```/.test(lines[i])) code.push(lines[i]);
      blocks.push(node('pre', node('code', code.join('\n'))));
    } else if ((match = /^(#{1,3})\s+(.*)$/.exec(line))) {
      flush();
      blocks.push(node(HEADINGS[`h${match[1].length}`], ...inline(match[2])));
    } else if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) {
      flush();
      blocks.push(document.createElement('hr'));
    } else if (depth < DEEPEST_QUOTE && /^\s*>\s?/.test(line)) {
      flush();
      const quoted = [];
      for (; i < lines.length && /^\s*>\s?/.test(lines[i]); i++) quoted.push(lines[i].replace(/^\s*>\s?/, ''));
      i--;
      blocks.push(node('blockquote', ...markdownBlocks(quoted.join('\n'), inline, depth + 1)));
    } else if (LIST.test(line)) {
      flush();
      const end = listEnd(lines, i);
      blocks.push(list(lines.slice(i, end), inline));
      i = end - 1;
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return blocks;
}

const LIST = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

function listEnd(lines, from) {
  const first = LIST.exec(lines[from]);
  let end = from;
  for (; end < lines.length && lines[end].trim(); end++) {
    const item = LIST.exec(lines[end]);
    if (!item && !/^\s{2,}/.test(lines[end])) break;
    if (item && item[1].length <= first[1].length && Boolean(item[2]) !== Boolean(first[2])) break;
  }
  return end;
}

function list(lines, inline) {
  const first = LIST.exec(lines[0]);
  const made = document.createElement(first[2] ? 'ol' : 'ul');
  if (first[2] && first[2] !== '1') made.start = Number(first[2]);
  for (let i = 0; i < lines.length;) {
    const item = LIST.exec(lines[i]);
    const nested = [];
    const texts = [item ? item[3] : lines[i].trim()];
    for (i++; i < lines.length; i++) {
      const next = LIST.exec(lines[i]);
      if (next && next[1].length <= first[1].length) break;
      if (next || nested.length) nested.push(lines[i]);
      else texts.push(lines[i].trim());
    }
    made.append(node('li', ...inline(joinLines(texts)), ...(nested.length ? [list(nested, inline)] : [])));
  }
  return made;
}

// One line break is a space, two trailing spaces make it one.
const joinLines = lines => lines.map((line, i) => i === lines.length - 1 ? line.trim() : / {2,}$/.test(line) ? `${line.trim()}\n` : `${line.trim()} `).join('');

const inlineFull = text => inline(text, { tags: true, code: true, strike: true, mentions: null });

const EMPHASIS = [['***', 'strong'], ['**', 'strong'], ['__', 'strong'], ['~~', 's'], ['*', 'em'], ['_', 'em']];

function inline(text, allowed) {
  const root = document.createDocumentFragment();
  const open = [{ element: root, close: null }];
  let literal = '';
  // Marks that nothing further on closes: what was once sought in vain is not sought again.
  const hopeless = new Set();
  const top = () => open[open.length - 1];
  const flush = () => {
    if (literal) top().element.append(literal);
    literal = '';
  };
  const put = element => {
    flush();
    top().element.append(element);
  };
  const start = (element, close) => {
    put(element);
    open.push({ element, close });
  };
  const finish = close => {
    const index = open.findLastIndex(level => level.close === close);
    if (index < 1) return false;
    flush();
    open.length = index;
    return true;
  };

  for (let i = 0; i < text.length;) {
    const rest = text.slice(i);
    let match;
    if (text[i] === '\n') {
      put(document.createElement('br'));
      i++;
    } else if (text[i] === '\\' && /^\\[\\`*_{}[\]()#+\-.!~<>|]/.test(rest)) {
      literal += text[i + 1];
      i += 2;
    } else if (text[i] === '&' && (match = ENTITY.exec(rest))) {
      literal += decodeEntity(match[1]);
      i += match[0].length;
    } else if (text[i] === '`') {
      const ticks = /^`+/.exec(rest)[0];
      const end = allowed.code && !hopeless.has(ticks) ? closingTicks(text, i + ticks.length, ticks) : -1;
      if (end < 0) {
        hopeless.add(ticks);
        literal += ticks;
        i += ticks.length;
      } else {
        put(node('code', text.slice(i + ticks.length, end)));
        i = end + ticks.length;
      }
    } else if (text[i] === '<' && (match = /^<at>([^<]*)<\/at>/i.exec(rest)) && (allowed.tags || allowed.mentions?.has(match[1]))) {
      put(mention(decodeAll(allowed.mentions?.get(match[1]) ?? match[1])));
      i += match[0].length;
    } else if (allowed.tags && text[i] === '<' && (match = /^<br\s*\/?>/i.exec(rest))) {
      put(document.createElement('br'));
      i += match[0].length;
    } else if (allowed.tags && text[i] === '<' && (match = /^<a\s+href\s*=\s*(?:"([^"]{0,2100})"|'([^']{0,2100})')[^>]{0,200}>/i.exec(rest)) && safeLink(decodeAll(match[1] ?? match[2]))) {
      start(anchor(safeLink(decodeAll(match[1] ?? match[2]))), '</a>');
      i += match[0].length;
    } else if (allowed.tags && text[i] === '<' && (match = /^<(\/?)([a-z]+)>/i.exec(rest)) && (match[2].toLowerCase() === 'a' ? match[1] : INLINE_TAGS[match[2].toLowerCase()])) {
      const name = match[2].toLowerCase();
      if (!match[1]) start(document.createElement(INLINE_TAGS[name]), `</${name}>`);
      else if (!finish(`</${name}>`)) literal += match[0];
      i += match[0].length;
    } else if (text[i] === '[' && allowed.links !== false && (match = linkAt(text, i))) {
      const link = anchor(match.href);
      link.append(...inline(match.label, { ...allowed, tags: false, links: false }));
      put(link);
      i = match.end;
    } else {
      const found = EMPHASIS.find(([mark, tag]) => rest.startsWith(mark) && (tag !== 's' || allowed.strike));
      if (!found) {
        literal += text[i++];
        continue;
      }
      const [mark, tag] = found;
      const before = text[i - 1] ?? ' ';
      const after = text[i + mark.length] ?? ' ';
      const wordInside = mark[0] === '_' && /[\p{L}\p{N}]/u.test(before);
      if (!/\s/.test(before) && finishable(open, mark) && !(mark[0] === '_' && /[\p{L}\p{N}]/u.test(after))) finish(mark);
      else if (!/\s/.test(after) && !wordInside && !hopeless.has(mark) && (closes(text, i + mark.length, mark) || !hopeless.add(mark))) {
        start(document.createElement(tag), mark);
        if (mark === '***') {
          const both = document.createElement('em');
          top().element.append(both);
          top().element = both;
        }
      }
      else literal += mark;
      i += mark.length;
    }
  }
  flush();
  return root.childNodes;
}

function closingTicks(text, from, ticks) {
  for (let at = text.indexOf(ticks, from + 1); at > 0; at = text.indexOf(ticks, at)) {
    const run = /^`+/.exec(text.slice(at))[0].length;
    if (run === ticks.length) return at;
    at += run;
  }
  return -1;
}

const LONGEST_LABEL = 1000;
const LONGEST_ADDRESS = 2100;

/** `[label](address "title")` from here on, if its address may be linked to. */
function linkAt(text, from) {
  let depth = 0;
  let at = from;
  for (; at < text.length && at - from < LONGEST_LABEL; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) break;
  }
  if (text[at] !== ']' || text[at + 1] !== '(') return null;
  const match = /^([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\)/.exec(text.slice(at + 2, at + 2 + LONGEST_ADDRESS));
  const href = match && safeLink(unescape(match[1]));
  return href ? { href, label: text.slice(from + 1, at), end: at + 2 + match[0].length } : null;
}

const finishable = (open, mark) => open.some(level => level.close === mark);

/** Whether an emphasis that opens here is closed later on; what is not stays as it was typed. */
function closes(text, from, mark) {
  for (let at = text.indexOf(mark, from + 1); at > 0; at = text.indexOf(mark, at + 1))
    if (!/\s/.test(text[at - 1]) && text[at - 1] !== '\\' && !(mark.length === 1 && (text[at + 1] === mark || text[at - 1] === mark))) return true;
  return false;
}

const unescape = address => decodeAll(address.replace(/\\([\\`*_{}[\]()#+\-.!~<>])/g, '$1'));

function decodeEntity(entity) {
  const code = entity[0] === '#' ? (/^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10)) : null;
  if (code === null) return NAMED[entity.toLowerCase()];
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

const decodeAll = text => text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi, (_, entity) => decodeEntity(entity));

/** What a card's TextBlock may hold: bold, italic, lists and links, and mentions that the card explains. Answers HTML, serialised from nodes. */
export function cardMarkdown(text, mentions) {
  const box = document.createElement('div');
  const inlineCard = line => inline(line, { tags: false, code: false, strike: false, mentions });
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) box.append(node('p', ...inlineCard(joinLines(paragraph))));
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i].trim()) {
      flush();
    } else if (LIST.test(lines[i])) {
      flush();
      const end = listEnd(lines, i);
      box.append(list(lines.slice(i, end), inlineCard));
      i = end - 1;
    } else {
      paragraph.push(lines[i]);
    }
  }
  flush();
  return box.innerHTML;
}
