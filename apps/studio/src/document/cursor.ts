import { isMap, isNode, isPair, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';
import type { Path } from './yaml.ts';

/** Where in a document the cursor stands. */
export interface Cursor {
  /** Of the map whose key is written, or of the value. */
  readonly path: Path;
  readonly role: 'key' | 'value';
  /** Nothing but indentation, or an entry's dash, stands before the word: a value may become a map. */
  readonly alone: boolean;
  /** The word that is being written, and where it begins. */
  readonly word: string;
  readonly from: number;
  /** The document around the cursor, as far as it can be read. */
  readonly around: unknown;
}

/** No scenario holds this. */
const mark = 'zZcursorZz';

/** Null inside comments, in the midst of a word, and where the text says nothing of its place. */
export function cursorAt(text: string, offset: number): Cursor | null {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/(^|\s)#/.test(before) || /^\w/.test(text.slice(offset))) return null;
  const [word = ''] = /[A-Za-z_][\w-]*$/.exec(before) ?? [];
  const document = parseDocument(`${text.slice(0, offset)}${mark}${text.slice(offset)}`);
  let found: Pick<Cursor, 'path' | 'role'> | null = null;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (typeof node.value !== 'string' || !node.value.includes(mark)) return undefined;
      const path = pathOf([...ancestors, node] as readonly unknown[]);
      found = key === 'key' ? { path: path.slice(0, -1), role: 'key' } : { path, role: 'value' };
      return visit.BREAK;
    },
  });
  if (!found) return null;
  return {
    ...(found as Pick<Cursor, 'path' | 'role'>),
    alone: /^[\s-]*$/.test(before.slice(0, before.length - word.length)),
    word,
    from: offset - word.length,
    around: documentValue(document),
  };
}

/** Keys and indices from the document's root down to the last node. */
function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, i): Path => {
    const next = nodes[i + 1];
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    if (isSeq(node) && next) return [node.items.indexOf(next as Node)];
    return [];
  });
}

function documentValue(document: ReturnType<typeof parseDocument>): unknown {
  const { contents } = document;
  if (!isNode(contents) || !isMap(contents)) return null;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

/** Whether a key is the one that is being written. */
export const isMarked = (key: string): boolean => key.includes(mark);
