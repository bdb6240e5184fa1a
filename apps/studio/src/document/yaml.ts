import type { Scenario } from '@scenario-sandbox/contract';
import { replaceEqualDeep } from '@tanstack/react-query';
import { isScalar, parseDocument, type Scalar, stringify, visit } from 'yaml';

export type Path = readonly (string | number)[];

export interface Parsed {
  /** Null where the text is no map with options: then only the YAML tab can show it. */
  readonly scenario: Scenario | null;
  readonly error: string | null;
  /** Of the error, from 1; null where it is about the whole text. */
  readonly line: number | null;
}

const unreadable = (error: string, line: number | null = null): Parsed => ({
  scenario: null,
  error,
  line,
});

type Read = ReturnType<typeof parseDocument>;

interface Last {
  readonly text: string;
  readonly document: Read;
  /** Its nodes know where in the text they stand. */
  readonly placed: boolean;
}

/** What was read or written last: reading is most of what a change takes, and is done once for it. */
let last: Last | null = null;

function lastOf(text: string): Last {
  if (last?.text !== text) {
    last = { text, document: parseDocument(text, { prettyErrors: true }), placed: true };
  }
  return last;
}

/** What was made of a document last. */
let lastValue: unknown = null;

/**
 * Reads a document far enough to show it. Whether it can be run is the linter's word. What is as it was in the
 * document before is the same object: nothing that follows from it need be worked out again.
 */
export function parseScenario(text: string): Parsed {
  const { document } = lastOf(text);
  const [error] = document.errors;
  if (error) {
    const [words = 'It is no YAML'] = error.message.split('\n');
    return unreadable(words.replace(/:$/, ''), error.linePos?.[0].line);
  }
  let value: unknown;
  try {
    value = replaceEqualDeep(lastValue, document.toJS({ maxAliasCount: 100 }));
    lastValue = value;
  } catch {
    return unreadable('It has too many aliases');
  }
  const missing = missingOf(value);
  if (missing.length > 0) return unreadable(`A scenario needs ${missing.join(', ')}`);
  return { scenario: value as Scenario, error: null, line: null };
}

/** What a value must have before it can be shown as a scenario, and has not. */
function missingOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['an id, a title and options'];
  const { id, title, options } = value as Record<string, unknown>;
  const listed =
    Array.isArray(options) && options.every((o) => typeof o === 'object' && o !== null);
  const has = { 'an id': typeof id === 'string', 'a title': typeof title === 'string' };
  return Object.entries({ ...has, 'a list of options': listed }).flatMap(([what, there]) =>
    there ? [] : [what],
  );
}

export const writeScenario = (scenario: Scenario): string =>
  stringify(scenario, { lineWidth: 100 });

/** The text with one value set; comments and everything else stay as written. */
export const setAt = (text: string, path: Path, value: unknown): string =>
  (Number.isFinite(value) ? withNumber(text, path, Number(value)) : null) ??
  rewritten(text, (document) => document.setIn(path, nodeOf(document, value)));

/** A number in the place of a plain scalar, the rest of the text untouched; null where none stands. */
function withNumber(text: string, path: Path, value: number): string | null {
  const { document, placed } = lastOf(text);
  const scalar = document.getIn(path, true);
  if (!placed || document.errors.length > 0 || !isPlain(scalar)) return null;
  const [from, to] = scalar.range;
  const written = String(value);
  Object.assign(scalar, {
    value,
    source: written,
    format: undefined,
    minFractionDigits: undefined,
  });
  moveAfter(document, from, from + written.length - to);
  last = { text: text.slice(0, from) + written + text.slice(to), document, placed };
  return last.text;
}

const isPlain = (node: unknown): node is Scalar.Parsed =>
  isScalar(node) &&
  node.type === 'PLAIN' &&
  node.tag === undefined &&
  node.range != null &&
  node.range[0] < node.range[1];

/** Everything behind a place in the text, moved by so many characters. */
function moveAfter(document: Read, place: number, by: number): void {
  const moved = (offset: number) => (offset > place ? offset + by : offset);
  visit(document, {
    Node(_, node) {
      if (!node.range) return;
      const [start, end, after] = node.range;
      node.range = [moved(start), moved(end), moved(after)];
    },
  });
}

export const removeAt = (text: string, path: Path): string =>
  rewritten(text, (document) => document.deleteIn(path));

function rewritten(text: string, change: (document: Read) => void): string {
  const { document } = lastOf(text);
  // A change that fails half-way leaves a document that no text has.
  last = null;
  change(document);
  const next = document.toString({ lineWidth: 100 });
  last = { text: next, document, placed: false };
  return next;
}

/** A map or list as a node, so that the next change finds its way into it; a scalar takes the place's own. */
const nodeOf = (document: Read, value: unknown): unknown =>
  typeof value === 'object' && value !== null ? document.createNode(value) : value;

/** `options[1].set.price` or `variables.churn` as a path. */
export function readPath(path: string): Path {
  const steps = [...path.matchAll(/\[(\d+)\]|\["([^"]+)"\]|([^.[\]]+)/g)];
  return steps.map(([, index, quoted, name]) => (index ? Number(index) : (quoted ?? name ?? '')));
}

/**
 * A reference into the scenario (`options.usage.set.price`, by id) as a path of the document, where
 * options, criteria and constraints are lists.
 */
export function resolveReference(scenario: Scenario, reference: string): Path {
  const [list, id, ...rest] = readPath(reference);
  const entries = (scenario as Record<string, unknown>)[String(list)];
  if (!Array.isArray(entries) || typeof id !== 'string') return readPath(reference);
  const index = entries.findIndex((entry) => entry?.id === id);
  return index < 0 ? readPath(reference) : [String(list), index, ...rest];
}
