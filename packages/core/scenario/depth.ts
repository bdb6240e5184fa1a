import { CST } from 'yaml';

/**
 * Whether a text's maps and lists are nested deeper than a limit. Looked at before anything reads the
 * tokens recursively, so that a hostile text cannot exhaust the call stack.
 */
export function tooDeep(tokens: readonly CST.Token[], limit: number): boolean {
  const queue = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { token, depth } = next;
    if (depth > limit) return true;
    if (token.type === 'document') {
      if (token.value) queue.push({ token: token.value, depth });
    } else if (CST.isCollection(token)) {
      for (const item of token.items) {
        if (item.key) queue.push({ token: item.key, depth: depth + 1 });
        if (item.value) queue.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return false;
}
