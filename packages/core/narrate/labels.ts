/**
 * Words that users wrote, made safe to print among ours: no control characters, no direction
 * overrides, no backquotes (those are ours), never longer than asked.
 */

/** C0 and C1 controls, line separators. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Direction overrides and isolates, invisible separators, interlinear marks, tags. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** Letters of scripts that run right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Combining marks after the third on one letter: noise that spills over the lines around it. Written as
 * ranges, because what Unicode calls a mark grows from engine to engine and this text is hashed.
 */
const MARK = String.raw`[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]`;
const STACKED_MARKS = new RegExp(`(${MARK}{3})${MARK}+`, 'g');

/**
 * One line of plain text, at most `most` characters (an ellipsis marks what was left out).
 * Text that runs right to left is isolated, so that it cannot reorder the words around it.
 */
export function plain(text: string, most = 80): string {
  const head = text.length > 4 * most + 64 ? text.slice(0, 4 * most + 64) : text;
  const clean = head
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(/`/g, "'")
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const short = shorten(clean, most);
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}

function shorten(text: string, most: number): string {
  const points = [...text];
  if (points.length <= most) return text;
  const cut = points.slice(0, most - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** A name written for a program as words: `price_per_seat` → `price per seat`. */
export function words(name: string, most = 80): string {
  return plain(name.replace(/_+/g, ' '), most);
}

/**
 * Plain text as Markdown that renders as the same text: no emphasis, links, code, tables, raw HTML
 * or automatic links come of it.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/^(\s*)>/, '$1&gt;')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}\\.`)
    .replace(/(?<=\w)@(?=\w)/g, '\\@')
    .replace(/!(?=\\\[)/g, '\\!')
    .replace(/^(\s*)([-+#])/, '$1\\$2')
    .replace(/^(\s*)(=+\s*)$/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** An expression to be shown as written, between backquotes: code in Markdown. */
export const code = (expression: string, most = 60): string => `\`${plain(expression, most)}\``;

/** What may stand in code: the signs of an expression, none of them the start of a tag. */
const EXPRESSION = /^`(?!.*<[a-z!/?])[\w\s.,+\-*/^%<>=!()]+`$/i;

/** Sentences of ours as Markdown: what `code` set apart stays code where it is an expression. */
export function proseMarkdown(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (EXPRESSION.test(part) ? part : escapeMarkdown(part)))
    .join('');
}

/**
 * A name that reads as one thing inside a sentence: in quotation marks where it holds a comma, a colon,
 * a quotation, an “and” or more words than `mostWords`.
 */
export function quoted(name: string, mostWords: number): string {
  const long = name.split(' ').length > mostWords;
  return long || /["“;:]|,(?!\d)| and /.test(name) ? quotation(name) : name;
}

/** A name in quotation marks; quotation marks inside it become single ones. */
export function quotation(name: string): string {
  return `“${name.replace(/"([^"]*)"/g, '‘$1’').replace(/“([^”]*)”/g, '‘$1’')}”`;
}

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c`; of many, the first ones and how many more. */
export function list(items: readonly string[], most = 6): string {
  if (items.length > most) {
    return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`;
  }
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
