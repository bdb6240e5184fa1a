/**
 * Width of a text in pixels, estimated without a font: em widths by class of character, those of a
 * wide sans-serif (DejaVu Sans), so that what fits here fits in narrower faces too.
 */
export function textWidth(text: string, sizePx: number): number {
  let ems = 0;
  for (const character of text) ems += emWidth(character);
  return ems * sizePx;
}

function emWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (/\p{Mark}|\p{Default_Ignorable_Code_Point}/u.test(character)) return 0;
  if (
    code >= 0x1100 &&
    /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(character)
  )
    return 1;
  if (/\p{Extended_Pictographic}/u.test(character) && code > 0xff) return 1.3;
  if ("ijl|'.,:; !I()[]ft/-".includes(character)) return 0.38;
  if ('mwMW@%—'.includes(character)) return 0.98;
  if (/\p{Lu}/u.test(character)) return 0.72;
  return 0.63;
}

/** The text, or as much of it as fits, ending in an ellipsis. */
export function fit(text: string, widthPx: number, sizePx: number): string {
  if (textWidth(text, sizePx) <= widthPx) return text;
  let kept = '';
  let used = textWidth('…', sizePx);
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, 500))) {
    used += textWidth(segment, sizePx);
    if (used > widthPx) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A label as one printable line: no control or direction-override characters, 200 at most. */
export function plain(label: string): string {
  const line = label
    .toWellFormed()
    .slice(0, 1000)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '')
    .trim();
  return line.length > 200 ? `${[...line].slice(0, 199).join('')}…` : line;
}

/** A label as the beginning of a sentence. */
export const opening = (label: string): string => label.replace(/^\p{Ll}/u, (c) => c.toUpperCase());
