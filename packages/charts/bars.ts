import { axisHeightPx, horizontalAxis, type Scale, scaleFor } from './axis.ts';
import { layRows } from './rows.ts';
import { el, smallSizePx, text } from './svg.ts';
import { textWidth } from './text.ts';
import { paint } from './theme.ts';
import type { Placement } from './types.ts';

export interface Bar {
  readonly label: string;
  readonly note?: string;
  readonly strong?: boolean;
  readonly value: number;
  /** A part of the bar drawn solid; the rest is tinted. The whole bar is solid without it. */
  readonly part?: number;
  /** Written behind the bar. */
  readonly figure: string;
}

const barPx = 18;

/** Horizontal bars from zero with their figures behind them. */
export function drawBars(place: Placement, bars: readonly Bar[], axisTitle: string, share = false) {
  const widest = Math.max(0, ...bars.map(({ figure }) => textWidth(figure, smallSizePx)));
  const rows = layRows(place, bars, barPx, widest + 8);
  const values = share ? [0, 1] : [0, ...bars.map(({ value }) => value)];
  const scale = scaleFor(values, [rows.left, rows.right], { share });
  const drawn = bars.map((bar, i) => drawBar(bar, rows.middle(i), scale));
  return {
    height: rows.bottom + axisHeightPx,
    body: horizontalAxis(scale, 4, rows.bottom, axisTitle) + rows.labels + drawn.join(''),
  };
}

function drawBar({ value, part, figure }: Bar, y: number, scale: Scale): string {
  const style = paint({ fill: 's1', stroke: 's1' });
  const whole = box(
    value,
    y,
    scale,
    part === undefined ? style : { ...style, 'fill-opacity': 0.25 },
  );
  const inner = part === undefined ? '' : box(Math.min(part, value), y, scale, style);
  const end = Math.max(scale(value), scale(0));
  return whole + inner + text(end + 6, y + 4, figure, { size: smallSizePx });
}

function box(
  value: number,
  y: number,
  scale: Scale,
  style: Record<string, string | number>,
): string {
  const from = scale(0);
  const to = scale(value);
  const width = Math.max(0.5, Math.abs(to - from));
  return el('rect', { x: Math.min(from, to), y: y - barPx / 2, width, height: barPx, ...style });
}
