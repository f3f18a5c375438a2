import { h } from './dom.js';
import { cardMarkdown } from './text.js';
import { showMenu } from './menu.js';

const AC = globalThis.AdaptiveCards;

/** Mentions of the card that is being drawn: drawing is synchronous, and the renderer's markdown hook is static. */
let mentionsBeingDrawn = null;
let drawn = 0;

const FONT = "'Segoe UI Variable Text', 'Segoe UI', -apple-system, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";

const colour = (name, subtle = name) => ({
  default: `var(--card-${name})`, subtle: `var(--card-${subtle}-subtle)`,
  highlightColors: { default: 'var(--card-highlight)', subtle: 'var(--card-highlight)' },
});

const foreground = {
  default: colour('text'), dark: colour('text'), light: colour('light'), accent: colour('accent'),
  good: colour('good'), warning: colour('warning'), attention: colour('attention'),
};

const style = name => ({ backgroundColor: `var(--card-${name}-back)`, borderColor: `var(--card-${name}-line)`, foregroundColors: foreground });

// Colours are CSS variables, so that a change of theme does not redraw a card and wipe what was typed in it.
const hostConfig = AC && new AC.HostConfig({
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--card-separator)' },
  fontTypes: {
    default: { fontFamily: FONT, fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 }, fontWeights: { lighter: 300, default: 400, bolder: 600 } },
    monospace: { fontFamily: "Consolas, 'Liberation Mono', monospace", fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 }, fontWeights: { lighter: 300, default: 400, bolder: 600 } },
  },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: style('default'), emphasis: style('emphasis'), accent: style('accent'),
    good: style('good'), warning: style('warning'), attention: style('attention'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'default', color: 'default', size: 'default', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'default', color: 'default', size: 'default' },
    },
    errorMessage: { size: 'small', color: 'attention', spacing: 'small', weight: 'default' },
  },
  actions: {
    maxActions: 6, spacing: 'large', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left',
    preExpandSingleShowCardAction: false, iconPlacement: 'leftOfTitle', iconSize: 16, allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
  },
  adaptiveCard: { allowCustomStyle: true },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 16,
  },
  textStyles: {
    heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
    columnHeader: { size: 'default', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
  },
  textBlock: { headingLevel: 3 },
});

const DRAWN = new Set([
  'AdaptiveCard', 'TextBlock', 'RichTextBlock', 'TextRun', 'Image', 'ImageSet', 'FactSet', 'Container', 'ColumnSet', 'Column', 'Table', 'TableRow', 'TableCell',
  'ActionSet', 'Input.Text', 'Input.Number', 'Input.Date', 'Input.Time', 'Input.Toggle', 'Input.ChoiceSet',
  'Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ShowCard', 'Action.ToggleVisibility',
]);
const NOT_DRAWN = new Set(['data', 'msteams', 'metadata', 'requires', 'refresh', 'fallback']);

if (AC) {
  AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = cardMarkdown(text, mentionsBeingDrawn);
    result.didProcess = true;
  };
  AC.AdaptiveCard.onDisplayOverflowActionMenu = (actions, target) => {
    const box = target.getBoundingClientRect();
    const items = actions.map(action => h('button', { type: 'button', role: 'menuitem', onclick: () => action.execute() }, action.title ?? ''));
    // What stands outside of a modal dialog could not be clicked while it is open.
    showMenu(items, box.left, box.bottom + 4, target.closest('dialog') ?? document.body);
    return true;
  };
  for (const type of ['Media', 'Carousel']) AC.GlobalRegistry.elements.unregister(type);
}

/** The buttons of a card in the order in which the simulation counts them. */
function actionsOf(json, found = []) {
  for (const [name, child] of Object.entries(json)) {
    if (!child || typeof child !== 'object' || (!Array.isArray(json) && NOT_DRAWN.has(name))) continue;
    if (!Array.isArray(child) && typeof child.type === 'string' && child.type.startsWith('Action.')) {
      found.push(child);
      if (child.card) actionsOf(child.card, found);
    } else {
      actionsOf(child, found);
    }
  }
  return found;
}

/** The first way of naming this button, of those the API tries, that names no other. */
function nameOf(source, actions) {
  const found = wanted => actions.find(a => a.id === wanted) ?? actions.find(a => a.verb === wanted) ?? actions.find(a => a.title === wanted);
  const index = actions.indexOf(source);
  for (const wanted of [source.id, source.verb, source.title])
    if (wanted && (index < 0 || found(wanted) === source)) return wanted;
  return String(index);
}

/** What of a card this page does not draw: types that it does not know and that have nothing to fall back to. */
function notShown(json, found = new Set()) {
  for (const [name, child] of Object.entries(json)) {
    if (!child || typeof child !== 'object' || (!Array.isArray(json) && NOT_DRAWN.has(name))) continue;
    const type = Array.isArray(child) ? undefined : child.type;
    if (typeof type === 'string' && !DRAWN.has(type) && /^[A-Z]/.test(type)) {
      if (child.fallback === undefined) found.add(type);
      continue;
    }
    notShown(child, found);
  }
  if (json.authentication) found.add('sign-in by card');
  if (json['choices.data']) found.add('a search for choices');
  return found;
}

/**
 * Draws an Adaptive Card.
 * @param options.locale the viewer's language
 * @param options.onAction called with `{type, name, title, inputs, url}` once the inputs are valid
 * @returns `{element, notes, full}`; `notes` are lines on what is not shown
 */
export function drawCard(json, { locale, onAction }) {
  if (!AC) return { element: h('p', { class: 'note' }, 'Cards cannot be drawn: the package adaptivecards is not installed (npm ci in tests/TeamsSimulator).'), notes: [], full: false };

  const source = structuredClone(json);
  const actions = actionsOf(source);
  const sources = new Map();
  const context = new AC.SerializationContext();
  context.onParseAction = (action, from) => sources.set(action, from);
  const card = new AC.AdaptiveCard();
  card.hostConfig = hostConfig;
  card.onExecuteAction = action => {
    const from = sources.get(action) ?? {};
    const inputs = {};
    for (const input of Object.values(action.getReferencedInputs?.() ?? {}))
      inputs[input.id] = input.value === undefined || input.value === null ? '' : String(input.value);
    onAction({ type: action.getJsonTypeName(), name: nameOf(from, actions), title: action.title ?? '', inputs, url: action.url });
  };
  card.onAnchorClicked = (_, anchor) => {
    onAction({ type: 'Action.OpenUrl', url: anchor.href, title: anchor.textContent, inputs: {} });
    return true;
  };

  mentionsBeingDrawn = new Map((json.msteams?.entities ?? [])
    .filter(e => e?.type === 'mention' && typeof e.text === 'string')
    .map(e => [e.text.replace(/^<at>|<\/at>$/gi, ''), e.mentioned?.name ?? e.text]));
  let element;
  try {
    card.parse(source, context);
    card.lang = json.lang ?? locale;
    element = card.render();
  } catch (error) {
    console.error(error);
  } finally {
    mentionsBeingDrawn = null;
  }
  if (!element) return { element: h('p', { class: 'note' }, 'This card cannot be shown.'), notes: [], full: false };
  element.classList.add('card');
  element.lang = json.lang ?? locale;
  for (const button of element.querySelectorAll('.ac-pushButton')) button.type = 'button';
  // The renderer names radio buttons by the input's id, which other cards on the page have as well: they would be one group.
  drawn++;
  for (const radio of element.querySelectorAll('input[type=radio]')) radio.name = `card-${drawn}-${radio.name}`;
  const missing = [...notShown(json)];
  return {
    element,
    notes: missing.length ? [`Not shown by the simulated Teams: ${missing.join(', ')}.`] : [],
    full: json.msteams?.width?.toLowerCase?.() === 'full',
  };
}
