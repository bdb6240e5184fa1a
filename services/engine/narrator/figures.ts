/** A number as people write one: grouped, with a fraction or an exponent, in digits of any script. */
const FIGURE = /\p{Nd}+(?:[.,'\u202f]\p{Nd}+)*(?:[eE][+\-−]?\p{Nd}+)?/gu;
/** The number of an item of a Markdown list says nothing about the decision. */
const LIST_MARK = /^\p{Nd}{1,2}[.)]\s*$/u;

/** The figures of a text, each in one spelling: `1,200.50` and `1200.5` are the same. */
export function figuresOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(FIGURE)].map(([figure]) => spell(figure)));
}

function spell(figure: string): string {
  const plain = figure.replace(/[,'\u202f]/g, '');
  const value = Number(plain);
  return Number.isFinite(value) ? String(value) : plain;
}

/**
 * Strikes out (`~~…~~`) the figures of a word that are not among those known.
 * lineStart: the word is the first of its line, where a number can be a list's.
 */
export function strikeUnknown(
  word: string,
  known: ReadonlySet<string>,
  lineStart: boolean,
): { readonly text: string; readonly struck: number } {
  if (lineStart && LIST_MARK.test(word)) return { text: word, struck: 0 };
  let struck = 0;
  const text = word.replace(FIGURE, (figure) => {
    if (known.has(spell(figure))) return figure;
    struck += 1;
    return `~~${figure}~~`;
  });
  return { text, struck };
}
