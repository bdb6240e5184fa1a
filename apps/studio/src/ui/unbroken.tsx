import type { ReactNode } from 'react';

/** Figures in which a line could end, as reports write them: `−€30 k`, `12 %`, `−€30`. */
const figures = /([−-]?(?:[€$£¥]\s?)?\d[\d,.]*\s(?:%|k|m|bn|tn)(?![\p{L}\d])|[−-][€$£¥]\d[\d,.]*)/u;

/** The text in pieces; every second one is a figure in which no line may end. */
export const piecesOf = (text: string): string[] => text.split(figures);

/** The text with its figures held together; not a character of it changes. */
export function unbroken(text: string): ReactNode {
  const pieces = piecesOf(text);
  if (pieces.length === 1) return text;
  return pieces.map((piece, i) =>
    i % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which only grows
      <span key={i} className="figure">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}
