import { isPair, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';

/**
 * Where a formula in `{ … }` or `[ … ]` was cut at a comma that stands inside its parentheses, as in
 * `{ profit: 10 * min(order, demand) }`: YAML reads two entries. The key or index of what was cut, or null.
 */
export function cutShort(collection: YAMLMap | YAMLSeq): string | number | null {
  if (collection.flow !== true) return null;
  let start = -1;
  let open = 0;
  for (const [index, item] of collection.items.entries()) {
    const rest = open > 0 ? restOf(item) : null;
    if (rest === null) start = index;
    open = rest === null ? opened(formulaOf(item)) : open + opened(rest);
    if (rest !== null && open <= 0) return keyOf(collection.items[start], start);
  }
  return null;
}

/** What a cut leaves: in a list another entry, in a map a key without a value. */
function restOf(item: unknown): unknown {
  if (!isPair(item)) return item;
  const { key, value } = item;
  return value === null || (isScalar(value) && value.value === null) ? key : null;
}

const keyOf = (item: unknown, index: number): string | number =>
  isPair(item) && isScalar(item.key) ? String(item.key.value) : index;

const formulaOf = (item: unknown): unknown => (isPair(item) ? item.value : item);

/** Parentheses opened less those closed in a text without quotes. */
function opened(node: unknown): number {
  if (!isScalar(node) || node.type !== 'PLAIN' || typeof node.value !== 'string') return 0;
  return node.value.split('(').length - node.value.split(')').length;
}
