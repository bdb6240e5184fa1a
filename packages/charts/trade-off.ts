import type { Report } from '@scenario-sandbox/contract';
import { axisHeightPx, horizontalAxis, scaleFor, verticalAxis, verticalLabelsPx } from './axis.ts';
import { isFigure, withUnit } from './format.ts';
import { type Box, placeLabel } from './labels.ts';
import { counted, measureOf, optionColours, statisticsOf } from './read.ts';
import { chart, chartWidth, el, smallSizePx, text } from './svg.ts';
import { fit, opening, plain } from './text.ts';
import { type Colour, paint } from './theme.ts';
import type { Chart, Placement } from './types.ts';

const plotPx = 280;

interface Axis {
  readonly label: string;
  /** Name of the criterion, where the axis is one. */
  readonly criterion: string | null;
  readonly sign: 1 | -1;
  readonly unit: string;
  readonly values: readonly (number | null)[];
}

interface Point {
  readonly name: string;
  readonly colour: Colour;
  readonly x: number;
  readonly y: number;
  readonly onFrontier: boolean;
}

/**
 * Options by the two heaviest criteria or, with one objective, by their mean and their worst 5 %.
 * Filled points are on the Pareto frontier: no other option is at least as good on both.
 */
export function tradeOff(report: Report, place: Placement): readonly Chart[] {
  const axes = axesOf(report);
  const points = axes ? pointsOf(report, axes) : [];
  if (!axes || points.length < 2) return [];
  const width = chartWidth(place);
  const top = 30;
  const y = scaleFor(
    points.map((p) => p.y),
    [top + plotPx, top],
    { padding: 0.08 },
  );
  const left = verticalLabelsPx(y) + 10;
  const x = scaleFor(
    points.map((p) => p.x),
    [left, width - 20],
    { padding: 0.08 },
  );
  const taken: Box[] = points.map((p) => ({ x: x(p.x) - 7, y: y(p.y) - 7, width: 14, height: 14 }));
  const bounds = { x: left, y: top - 8, width: width - 8 - left, height: plotPx + 8 };
  const drawn = points.map(
    (point) =>
      drawPoint(point, x(point.x), y(point.y)) +
      placeLabel(point, x(point.x), y(point.y), taken, bounds),
  );
  const yTitle = fit(`↑ ${axes[1].label}`, width - 24, smallSizePx);
  return [
    chart(place, {
      kind: 'trade-off',
      title: titleOf(report, axes),
      summary: summarise(points, axes),
      height: top + plotPx + axisHeightPx,
      body:
        verticalAxis(y, left, width - 20) +
        text(12, 14, yTitle, { size: smallSizePx, colour: 'muted' }) +
        horizontalAxis(x, top, top + plotPx, axes[0].label) +
        drawn.join(''),
      table: {
        columns: ['option', axes[0].label, axes[1].label, 'on the frontier'],
        rows: points.map((p) => [p.name, p.x, p.y, p.onFrontier ? 'yes' : 'no']),
      },
    }),
  ];
}

function axesOf(report: Report): readonly [Axis, Axis] | null {
  const [first, second] = [...(report.analysis.objective?.criteria ?? [])]
    .filter(({ values }) => values.some(isFigure))
    .sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  if (first && second) {
    const axis = (criterion: typeof first): Axis => ({
      label: `${plain(criterion.label || criterion.id)} (value 0 to 1)`,
      criterion: plain(criterion.label || criterion.id),
      sign: 1,
      unit: '',
      values: criterion.values.map((value) => (isFigure(value) ? value : null)),
    });
    return [axis(first), axis(second)];
  }
  const measure = measureOf(report);
  if (measure.outcome === null) return null;
  const unit = measure.unit ? ` (${measure.unit})` : '';
  const sign = measure.direction === 'minimise' ? -1 : 1;
  const tail = sign === 1 ? 'cvar5' : 'p95';
  const column = (key: 'mean' | 'cvar5' | 'p95') =>
    report.decision.options.map((option) => {
      const value = statisticsOf(option, measure)?.[key];
      return isFigure(value) ? value : null;
    });
  const worst =
    tail === 'cvar5' ? `mean of the worst 5 % of ${measure.label}` : `P95 of ${measure.label}`;
  return [
    {
      label: `mean ${measure.label}${unit}`,
      criterion: null,
      sign,
      unit: measure.unit,
      values: column('mean'),
    },
    { label: `${worst}${unit}`, criterion: null, sign, unit: measure.unit, values: column(tail) },
  ];
}

function titleOf(report: Report, [across, up]: readonly [Axis, Axis]): string {
  const { label, direction } = measureOf(report);
  if (across.criterion && up.criterion)
    return `${opening(across.criterion)} against ${up.criterion}`;
  return `${opening(label)}: mean against ${direction === 'minimise' ? 'P95' : 'the worst 5 %'}`;
}

function pointsOf(report: Report, [across, up]: readonly [Axis, Axis]): Point[] {
  const colours = optionColours(report);
  const known = report.decision.options.flatMap((option, i) => {
    const x = across.values[i];
    const y = up.values[i];
    return isFigure(x) && isFigure(y) ? [{ option, x, y }] : [];
  });
  const good = (p: { x: number; y: number }) => [p.x * across.sign, p.y * up.sign] as const;
  return known.map((point) => {
    const [px, py] = good(point);
    const beaten = known.some((other) => {
      const [ox, oy] = good(other);
      return ox >= px && oy >= py && (ox > px || oy > py);
    });
    const { option, x, y } = point;
    return {
      name: plain(option.name),
      colour: colours.get(option.id) ?? 'other',
      x,
      y,
      onFrontier: !beaten,
    };
  });
}

const drawPoint = ({ onFrontier, colour }: Point, x: number, y: number): string =>
  el('circle', {
    cx: x,
    cy: y,
    r: 5.5,
    ...paint({ fill: onFrontier ? colour : 'surface', stroke: colour }),
    'stroke-width': 2,
  });

function summarise(points: readonly Point[], [across, up]: readonly [Axis, Axis]): string {
  const frontier = points.filter(({ onFrontier }) => onFrontier);
  const names = frontier
    .slice(0, 4)
    .map((p) => `${p.name} (${withUnit(p.x, across.unit)}, ${withUnit(p.y, up.unit)})`);
  const more = frontier.length > 4 ? ' and others' : '';
  return `${counted(frontier.length, 'option')} of ${points.length} on the frontier of ${across.label} and ${up.label}: ${names.join(', ')}${more}.`;
}
