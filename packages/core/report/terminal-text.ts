import { bound } from './bound.ts';

/** Text laid out in cells of a terminal. */

/** East Asian wide and fullwidth characters and pictographs take two cells. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Combining marks, joiners and direction isolates take none. */
const NARROWEST = /[\p{M}\u200b-\u200f\u2066-\u2069]/u;

/** Cells the text takes. */
export function cells(text: string): number {
  let width = 0;
  for (const sign of text) width += NARROWEST.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return width;
}

/** The text cut to at most `width` cells, an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  if (cells(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const sign of text) {
    const next = used + cells(sign);
    if (next > width - 1) break;
    kept += sign;
    used = next;
  }
  return `${kept}…`;
}

export function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - cells(text)));
  return right ? space + text : text + space;
}

/** Lines of at most `width` cells, broken at spaces; every line but the first is indented. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  const room = () => Math.max(8, width - (lines.length === 0 ? 0 : cells(indent)));
  let line = '';
  for (const word of bound(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (cells(longer) > room() && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
    while (cells(line) > room()) {
      const head = cut(line, room()).slice(0, -1);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line].map((part, i) =>
    (i === 0 ? part : indent + part).replaceAll('\u00a0', ' '),
  );
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of a share, 0…1, of `width` cells. */
export function bar(share: number, width: number): string {
  const eighths = Math.floor(Math.min(1, Math.max(0, share)) * width * 8 + 0.5);
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}
