/**
 * The candidate closest to a word, or null where none is close enough to be a slip of the finger:
 * one edit in words of three letters, and about one more for every three more. Words that differ in
 * case alone are half an edit apart, so `NPV` finds `npv`.
 * Of equally close candidates the first is given.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longest = Math.max(word.length, candidate.length);
    if (longest > MAX_LENGTH || Math.abs(word.length - candidate.length) > longest / 3) continue;
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const distance = edits + (edits === 0 && word !== candidate ? 0.5 : 0);
    if (distance <= allowed(longest) && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const MAX_LENGTH = 64;

function allowed(length: number): number {
  return length < 3 ? 0.5 : Math.max(1, length / 3);
}

/**
 * Fewest insertions, deletions, replacements and swaps of neighbours that turn one word into the
 * other, no letter edited twice.
 * Source: Damerau, A technique for computer detection and correction of spelling errors, CACM 7 (1964).
 */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1];
      let edits = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (swapped) edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? left.length;
}
