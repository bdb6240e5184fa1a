import { scaleLinear } from 'd3-scale';
import { formatShare, formatTicks } from './format.ts';
import { line, smallSizePx, text } from './svg.ts';
import { fit, textWidth } from './text.ts';

export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

/**
 * A linear scale with ticks whose labels do not touch, written as percentages for a `share`, whole numbers
 * only where `whole`. Ends on a
 * round value unless `exact`; `padding` is the share of the range left free at each end. An empty or single-valued domain is widened so that its one value stands in the middle.
 */
export function scaleFor(
  values: readonly number[],
  range: readonly [number, number],
  { share = false, exact = false, whole = false, padding = 0 } = {},
): Scale {
  const finite = values.filter(Number.isFinite).map(drawable);
  let low = finite.length > 0 ? Math.min(...finite) : 0;
  let high = finite.length > 0 ? Math.max(...finite) : 1;
  if (!(high - low > Math.max(Math.abs(high), Math.abs(low)) * 1e-6)) {
    const margin = Math.abs(high) * 0.05 || 1;
    low -= margin;
    high += margin;
  }
  const pad = (high - low) * padding;
  low -= pad;
  high += pad;
  const length = Math.abs(range[1] - range[0]);
  const scale = scaleLinear().domain([low, high]).range(range);
  if (!exact) scale.nice(Math.max(2, Math.floor(length / 60)));
  const vertical = range[0] > range[1];
  const { ticks, labels } = roomyTicks(scale, length, vertical, { share, whole });
  const [d0 = low, d1 = high] = scale.domain();
  return Object.assign((value: number) => scale(value), {
    domain: [d0, d1] as const,
    range,
    ticks,
    labels,
  });
}

/** Ticks of a range near the ends of floating point have no distance; nobody reads such a chart. */
const drawable = (value: number): number =>
  Math.abs(value) < 1e-200 ? 0 : Math.max(-1e300, Math.min(1e300, value));

interface Ticked {
  readonly ticks: (count: number) => number[];
}

function roomyTicks(
  scale: Ticked,
  length: number,
  vertical: boolean,
  { share, whole }: { readonly share: boolean; readonly whole: boolean },
) {
  let ticks: number[] = [];
  let labels: string[] = [];
  for (let count = 8; count >= 1; count--) {
    ticks = scale.ticks(count).filter((tick) => !whole || Number.isInteger(tick));
    labels = share ? ticks.map(formatShare) : formatTicks(ticks);
    const widest = Math.max(0, ...labels.map((label) => textWidth(label, smallSizePx)));
    if (ticks.length * (vertical ? 26 : widest + 14) <= length) break;
  }
  return { ticks, labels };
}

/** Vertical rules with labels below `bottom` and the axis title under them. */
export function horizontalAxis(scale: Scale, top: number, bottom: number, title: string): string {
  const [left, right] = scale.range;
  const marks = scale.ticks.map((tick, i) => {
    const x = scale(tick);
    const label = scale.labels[i] ?? '';
    const half = textWidth(label, smallSizePx) / 2;
    const anchorX = Math.min(right + 14 - half, Math.max(half, x));
    return (
      line(x, top, x, bottom, 'rule') +
      text(anchorX, bottom + 15, label, { size: smallSizePx, anchor: 'middle', colour: 'muted' })
    );
  });
  const middle = (left + right) / 2;
  const room = 2 * Math.min(middle, right + 16 - middle);
  return (
    marks.join('') +
    text(middle, bottom + 32, fit(title, room, smallSizePx), {
      size: smallSizePx,
      anchor: 'middle',
      colour: 'muted',
    })
  );
}

/** Pixels that `horizontalAxis` takes below `bottom`. */
export const axisHeightPx = 40;

/** Horizontal rules with labels left of the plot. */
export function verticalAxis(scale: Scale, left: number, right: number): string {
  return scale.ticks
    .map((tick, i) => {
      const y = scale(tick);
      return (
        line(left, y, right, y, 'rule') +
        text(left - 6, y + 4, scale.labels[i] ?? '', {
          size: smallSizePx,
          anchor: 'end',
          colour: 'muted',
        })
      );
    })
    .join('');
}

/** Width that the labels of a vertical axis need. */
export const verticalLabelsPx = (scale: Scale): number =>
  Math.max(0, ...scale.labels.map((label) => textWidth(label, smallSizePx))) + 8;
