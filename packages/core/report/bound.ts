/** A space at which no line may end: before a per cent sign or the k, m, bn, tn of an amount. */
const BOUND = /(?<=\d) (?=(?:%|k|m|bn|tn)(?:[\s,.;:)]|$))/g;

/** The text with those spaces made non-breaking. */
export const bound = (text: string): string => text.replace(BOUND, '\u00a0');
