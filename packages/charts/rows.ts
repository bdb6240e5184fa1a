import { chartWidth, haloed, smallSizePx, text } from './svg.ts';
import { fit, textWidth } from './text.ts';
import type { Placement } from './types.ts';

/** What stands before a row's marks: a label and a smaller line under it. */
export interface RowLabel {
  readonly label: string;
  readonly note?: string;
  readonly strong?: boolean;
}

export interface Rows {
  readonly width: number;
  /** Horizontal extent of the marks. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** Vertical middle of a row's marks. */
  readonly middle: (row: number) => number;
  readonly labels: string;
}

/** Rows a chart shows; the table has them all. */
export const mostRows = 24;

const narrowPx = 480;
/** Below this, labels that the column would cut go above their rows. */
const mediumPx = 680;
const labelShare = 0.36;
const paddingPx = 12;
const topPx = 8;

/**
 * Places rows of marks `markPx` high: labels in a column on the left, or above each row where the
 * chart is narrow. `rightPx` is kept free at the right for figures.
 */
export function layRows(
  place: Placement,
  labels: readonly RowLabel[],
  markPx: number,
  rightPx = 0,
): Rows {
  const width = chartWidth(place);
  const widest = Math.max(40, ...labels.map(labelWidth));
  const stacked = width < narrowPx || (width < mediumPx && widest > width * labelShare);
  const noted = labels.some(({ note }) => note);
  const column = Math.min(width * labelShare, widest);
  const left = stacked ? paddingPx + 4 : paddingPx + column + 12;
  const headPx = stacked ? (noted ? 34 : 19) : 0;
  const rowPx = Math.max(headPx + markPx, noted && !stacked ? 36 : 0) + (stacked ? 16 : 8);
  const middle = (row: number) => topPx + row * rowPx + headPx + (stacked ? markPx : rowPx) / 2;
  const room = stacked ? width - 2 * paddingPx : column;
  const drawn = labels.map((row, i) => {
    const aboveMarks = topPx + i * rowPx + (noted && !row.note ? 29 : 14);
    const y = stacked ? aboveMarks : middle(i) + (row.note ? -3 : 4);
    return drawLabel(row, stacked ? 'start' : 'end', stacked ? paddingPx : left - 12, y, room);
  });
  return {
    width,
    left,
    right: width - paddingPx - 4 - rightPx,
    bottom: topPx + labels.length * rowPx + 2,
    middle,
    labels: haloed(drawn.join('')),
  };
}

const labelWidth = ({ label, note = '', strong }: RowLabel): number =>
  Math.max(textWidth(label, strong ? 13 : 12), textWidth(note, smallSizePx));

function drawLabel(
  { label, note, strong = false }: RowLabel,
  anchor: 'start' | 'end',
  x: number,
  y: number,
  room: number,
): string {
  const name = text(x, y, fit(label, room, strong ? 13 : 12), { anchor, bold: strong });
  if (!note) return name;
  const style = { anchor, size: smallSizePx, colour: 'muted' } as const;
  return name + text(x, y + 15, fit(note, room, smallSizePx), style);
}
