import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type YAMLMap,
} from 'yaml';
import { cutShort } from './cut-short.ts';
import { tokensOf } from './depth.ts';
import { member, Problems } from './problems.ts';

/** Longest text that is read, in UTF-16 code units. */
export const MAX_TEXT = 500_000;
/** Deepest nesting of maps and lists. */
export const MAX_DEPTH = 32;
/** Most words, marks and spaces between them: some 49,000 entries of lists. */
export const MAX_PIECES = 200_000;
/** Most values that aliases may stand for, counted with repetition: nothing small grows large. */
const MAX_ALIASES = 100;

/** One slip makes YAML fail in many places; those after the first few say nothing new. */
const MAX_SYNTAX = 3;

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds what stands at a path such as `options[1].set.price` in the text it was read from. */
export interface Lines {
  /** `offset`: characters into the value there. Null where the path leads nowhere. */
  locate(path: string, offset?: number): Position | null;
}

export type DocumentRead =
  | { readonly value: unknown; readonly lines: Lines }
  | { readonly problems: Problems; readonly lines: Lines };

/**
 * Reads YAML 1.2 (core schema, no tags of its own) or JSON into plain values.
 * Problems found: text that is too long or too deep, syntax, repeated keys, aliases that unfold too
 * far, numbers that are not finite.
 */
export function readDocument(text: string, format: 'yaml' | 'json'): DocumentRead {
  const problems = new Problems();
  const counter = new LineCounter();
  const none: Lines = { locate: () => null };
  if (text.length > MAX_TEXT) {
    problems.error(
      'TOO_LARGE',
      '',
      `The text has ${text.length} characters and at most ${MAX_TEXT} are read.`,
    );
    return { problems, lines: none };
  }
  const tokens = tokensOf(text, { depth: MAX_DEPTH, pieces: MAX_PIECES }, counter.addNewLine);
  if (typeof tokens === 'string') {
    const [code, message] = tooMuch[tokens];
    problems.error(code, '', message);
    return { problems, lines: none };
  }
  const documents = [
    ...new Composer({ schema: 'core', uniqueKeys: false, keepSourceTokens: false }).compose(
      tokens,
      true,
    ),
  ];
  const document = documents[0] as Document.Parsed;
  const lines = createLines(document, counter, text);
  if (documents.length > 1) {
    problems.error(
      'SYNTAX',
      '',
      'The text holds several YAML documents (---); keep one scenario per file.',
    );
  }
  reportSyntax(document, counter, problems);
  if (format === 'json') checkJson(text, counter, problems);
  if (!problems.hasErrors) checkNodes(document.contents, '', { problems, counter, around: [] });
  if (problems.hasErrors) return { problems, lines };
  return convert(document, problems, lines);
}

const tooMuch = {
  depth: [
    'TOO_DEEP',
    `The text is nested more than ${MAX_DEPTH} deep; a scenario needs less than ten.`,
  ],
  pieces: [
    'TOO_LARGE',
    `The text has more than ${MAX_PIECES} words and marks; thin out its longest list of data.`,
  ],
} as const;

function convert(document: Document.Parsed, problems: Problems, lines: Lines): DocumentRead {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), lines };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    problems.error(
      'ALIASES',
      '',
      'Aliases (*name) unfold to too much, or name no anchor; write the values out.',
    );
    return { problems, lines };
  }
}

function reportSyntax(document: Document.Parsed, counter: LineCounter, problems: Problems): void {
  const found = [...document.errors, ...document.warnings];
  for (const { pos, message, code } of found.slice(0, MAX_SYNTAX)) {
    const { line, col } = counter.linePos(pos[0]);
    const plain =
      code === 'TAG_RESOLVE_FAILED' ? 'tags such as !name are not read' : firstLine(message);
    problems.errorAt('SYNTAX', { line, column: col }, `Line ${line}: ${plain}.`);
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '')
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/closing ["']quote$/, 'closing quote')
    .replace(/[.:]$/, '');
}

/** JSON is read as YAML, which forgives more, so its own parser has the last word. */
function checkJson(text: string, counter: LineCounter, problems: Problems): void {
  try {
    JSON.parse(text);
  } catch (error) {
    if (problems.hasErrors) return;
    const found = /position (\d+)/.exec(error instanceof Error ? error.message : '');
    const { line, col } = counter.linePos(Number(found?.[1] ?? 0));
    const place = found ? `Line ${line}: ` : '';
    problems.errorAt(
      'SYNTAX',
      { line, column: col },
      `${place}This is not JSON; look for a missing quote, a trailing comma or a comment, or name the file .yaml.`,
    );
  }
}

interface Check {
  readonly problems: Problems;
  readonly counter: LineCounter;
  /** Anchors of the nodes around: an alias of one of them would hold itself. */
  readonly around: readonly string[];
}

const PLAIN_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** What the parser lets through and a scenario must not hold. */
function checkNodes(node: Node | null, path: string, outer: Check): void {
  if (isAlias(node)) {
    if (outer.around.includes(node.source)) {
      outer.problems.error(
        'ALIASES',
        path,
        `*${node.source} stands inside what it names; write it out.`,
      );
    }
    return;
  }
  const check = node?.anchor ? { ...outer, around: [...outer.around, node.anchor] } : outer;
  if (node?.tag !== undefined && !PLAIN_TAG.test(node.tag)) {
    check.problems.error('SYNTAX', path, 'tags such as !name are not read; write the plain value.');
  }
  if (isSeq(node)) {
    const cut = cutShort(node);
    if (cut !== null) reportCut(member(path, cut), check);
    for (const [index, item] of node.items.entries()) {
      checkNodes(item as Node | null, member(path, index), check);
    }
  } else if (isMap(node)) {
    checkMap(node, path, check);
  } else if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value)) {
    const advice = 'numbers must be finite; leave a bound out instead of giving infinity.';
    check.problems.error('NOT_FINITE', path, advice);
  }
}

function reportCut(path: string, { problems }: Check): void {
  const advice =
    'inside { } and [ ] a comma ends a value; put the whole formula in quotes, such as "min(a, b)".';
  problems.error('SYNTAX', path, advice);
}

function checkMap(map: YAMLMap, path: string, check: Check): void {
  const { problems, counter } = check;
  const cut = cutShort(map);
  if (cut !== null) {
    reportCut(member(path, cut), check);
    return;
  }
  const seen = new Set<string>();
  for (const { key, value } of map.items) {
    if (!isScalar(key)) {
      problems.error('SYNTAX', path, 'a key must be a plain word or text in quotes.');
      continue;
    }
    const name = String(key.value);
    const place = member(path, name);
    if (seen.has(name)) {
      // The path leads to the first of them, so the line is that of the key itself.
      const { line, col } = counter.linePos(key.range?.[0] ?? 0);
      problems.error('REPEATED_KEY', place, 'this key is given twice; keep one.', {
        line,
        column: col,
      });
    }
    seen.add(name);
    checkNodes(value as Node | null, place, check);
  }
}

function createLines(document: Document.Parsed, counter: LineCounter, text: string): Lines {
  const indices = new WeakMap<YAMLMap, ReadonlyMap<string, Node | null>>();
  return {
    locate(path, offset) {
      const node = find(document, path, indices);
      const start = node?.range?.[0];
      if (start === undefined) return null;
      const { line, col } = counter.linePos(start + shift(node, text, start, offset));
      return { line, column: col };
    },
  };
}

/** Follows a path as far as it leads; what is missing is reported where it should have been. */
function find(
  document: Document.Parsed,
  path: string,
  indices: WeakMap<YAMLMap, ReadonlyMap<string, Node | null>>,
): Node | null {
  let at: Node | null = document.contents;
  for (const step of stepsOf(path)) {
    if (isAlias(at)) at = at.resolve(document) ?? null;
    let next: Node | null | undefined;
    if (isMap(at)) {
      const index = indices.get(at) ?? indexOf(at);
      indices.set(at, index);
      next = index.get(String(step));
    } else if (isSeq(at)) {
      next = at.get(step, true) as Node | undefined;
    }
    if (next === undefined) break;
    at = next;
  }
  return at;
}

/** Values by key, the first of each: a map's own look-up walks its entries. */
function indexOf({ items }: YAMLMap): ReadonlyMap<string, Node | null> {
  const index = new Map<string, Node | null>();
  for (const { key, value } of items) {
    if (isScalar(key) && !index.has(String(key.value))) {
      index.set(String(key.value), value as Node | null);
    }
  }
  return index;
}

function stepsOf(path: string): (string | number)[] {
  const steps = path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g);
  return [...steps].map(([, index, quoted, name = '']) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name : (JSON.parse(quoted) as string);
  });
}

/** Characters from a value's start to its `offset`th; 0 where quotes or folding make it uncertain. */
function shift(node: Node | null, text: string, start: number, offset?: number): number {
  if (offset === undefined || !isScalar(node) || typeof node.value !== 'string') return 0;
  const quote = text[start] === '"' || text[start] === "'" ? 1 : 0;
  const written = text.slice(start + quote, start + quote + node.value.length);
  return written === node.value ? quote + offset : 0;
}
