import type { Sweep } from '@scenario-sandbox/contract';
import {
  axisHeightPx,
  horizontalAxis,
  type Scale,
  scaleFor,
  verticalAxis,
  verticalLabelsPx,
} from './axis.ts';
import { formatShare, isFigure } from './format.ts';
import { chart, chartWidth, el, haloed, smallSizePx, text } from './svg.ts';
import { fit, plain, textWidth } from './text.ts';
import { type Colour, paint, seriesColours } from './theme.ts';
import type { Chart, Placement } from './types.ts';

const plotPx = 300;
/** More points than a page draws without delay; a larger sweep shows an even share of its runs. */
const mostPoints = 10_000;
/** Marks share a path: an element for each would take a page longer than all the rest. */
const marksInPath = 250;

type Point = readonly [x: number, y: number];
type Run = Sweep['runs'][number];
type Box = NonNullable<Sweep['discovery']>['boxes'][number];
type Limit = Box['limits'][number];

interface Group {
  readonly id: string;
  readonly name: string;
  readonly colour: Colour;
  readonly marks: (points: readonly Point[]) => string;
}

interface Axis {
  readonly label: string;
  /** Null: the value of what is recommended. */
  readonly variable: string | null;
}

interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly axes: readonly [Axis, Axis];
}

/**
 * Runs of a sweep by the two variables that say most, or by the one there is and the value reached, each
 * marked by the option recommended there; the boxes of scenario discovery are drawn around their runs.
 * None where fewer than two runs can be drawn.
 * labelOf: what a variable is called. (Default: its name)
 */
export function sweepMap(
  sweep: Sweep,
  place: Placement,
  labelOf: (variable: string) => string = (variable) => variable,
): Chart | null {
  const axes = axesOf(sweep, labelOf);
  const able = sweep.runs.filter((run) => axes.every((axis) => isFigure(figureOf(run, axis))));
  if (able.length < 2) return null;
  const shown = evenShare(able);
  const groups = groupsOf(sweep);
  const width = chartWidth(place);
  const legend = drawLegend(groups, width);
  const top = legend.height + 24;
  const values = (i: 0 | 1) => shown.map((run) => figureOf(run, axes[i]) ?? Number.NaN);
  const y = scaleFor(values(1), [top + plotPx, top], { padding: 0.04 });
  const left = verticalLabelsPx(y) + 10;
  const x = scaleFor(values(0), [left, width - 20], { padding: 0.04 });
  const boxes = sweep.discovery?.boxes ?? [];
  const frame = { x, y, axes };
  return chart(place, {
    kind: 'sweep-map',
    title: `What is recommended by ${axes[0].label}${axes[1].variable ? ` and ${axes[1].label}` : ''}`,
    summary: summarise(sweep, shown.length, groups),
    height: top + plotPx + axisHeightPx,
    body:
      legend.markup +
      verticalAxis(y, left, width - 20) +
      text(12, top - 10, fit(`↑ ${axes[1].label}`, width - 24, smallSizePx), {
        size: smallSizePx,
        colour: 'muted',
      }) +
      horizontalAxis(x, top, top + plotPx, axes[0].label) +
      drawRuns(shown, groups, frame) +
      boxes.map((box, i) => drawBox(box, i, boxes.length, frame)).join(''),
    table: {
      columns: [axes[0].label, axes[1].label, 'recommended'],
      rows: shown.map((run) => [
        figureOf(run, axes[0]),
        figureOf(run, axes[1]),
        groupOf(run, groups)?.name ?? 'none',
      ]),
    },
  });
}

/** The variables that the first boxes limit, before those in the order of the design. */
function axesOf(
  { variables, discovery, objective }: Sweep,
  labelOf: (variable: string) => string,
): readonly [Axis, Axis] {
  const limited = discovery?.boxes.flatMap(({ limits }) => limits.map((each) => each.variable));
  const [first = '', second] = new Set([...(limited ?? []), ...variables]);
  const unit = objective?.unit ? `, ${objective.unit}` : '';
  const reached = { label: `${plain(objective?.name ?? 'value')}${unit}`, variable: null };
  return [
    { label: plain(labelOf(first)), variable: first },
    second === undefined ? reached : { label: plain(labelOf(second)), variable: second },
  ];
}

const figureOf = (run: Run, { variable }: Axis): number | null =>
  variable === null ? run.value : (run.values[variable] ?? null);

function evenShare(runs: readonly Run[]): readonly Run[] {
  const step = Math.ceil(runs.length / mostPoints);
  return step === 1 ? runs : runs.filter((_, i) => i % step === 0);
}

/** Options by how often they are recommended; what has no colour of its own shares the last. */
function groupsOf({ recommendations, options }: Sweep): Group[] {
  const names = new Map(options.map(({ id, name }) => [id, name]));
  return recommendations.map(({ option }, i) => {
    const colour = seriesColours[i] ?? 'other';
    const name = plain(names.get(option) ?? option);
    return { id: option, name, colour, marks: marksOf(i, colour) };
  });
}

const groupOf = ({ recommendation }: Run, groups: readonly Group[]): Group | undefined =>
  groups.find(({ id }) => id === recommendation);

interface Shape {
  /** Path from its middle. */
  readonly d: string;
  /** Of a line; 0 for an area. */
  readonly strokePx: number;
  readonly cap?: 'round' | 'square';
}

/**
 * Shapes by place, so that colour is never alone, about 8 px wide. The first two, of which there are
 * most, are dots of a thick line: a page reads them in a fraction of the time of an outline.
 */
const shapes: readonly Shape[] = [
  { d: 'h.01', strokePx: 7.2, cap: 'round' },
  { d: 'h.01', strokePx: 6.8, cap: 'square' },
  { d: 'm0 -4.4l4.2 7.6h-8.4z', strokePx: 0 },
  { d: 'm0 -4.8l4.8 4.8l-4.8 4.8l-4.8 -4.8z', strokePx: 0 },
  { d: 'm-4 -4l8 8m-8 0l8 -8', strokePx: 2 },
  { d: 'm-4.6 0h9.2m-4.6 -4.6v9.2', strokePx: 2 },
];

function marksOf(i: number, colour: Colour): Group['marks'] {
  const { d, strokePx, cap } = shapes[i % shapes.length] as Shape;
  const ink =
    strokePx > 0
      ? {
          ...paint({ fill: 'none', stroke: colour }),
          'stroke-width': strokePx,
          'stroke-linecap': cap,
        }
      : paint({ fill: colour });
  const path = (points: readonly Point[]) =>
    el('path', {
      d: points.map(([x, y]) => `M${round(x)} ${round(y)}${d}`).join(''),
      ...ink,
      opacity: 0.8,
    });
  return (points) => chunksOf(points, marksInPath).map(path).join('');
}

const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );

const round = (value: number): number => Math.round(value * 10) / 10;

/** What is recommended more rarely lies over what is recommended more often. */
function drawRuns(runs: readonly Run[], groups: readonly Group[], { x, y, axes }: Frame): string {
  const at = (run: Run): Point => [x(figureOf(run, axes[0]) ?? 0), y(figureOf(run, axes[1]) ?? 0)];
  const points = Map.groupBy(runs, (run) => groupOf(run, groups));
  return [undefined, ...groups]
    .map((group) => {
      const those = (points.get(group) ?? []).map(at);
      return (group?.marks ?? marksOf(0, 'other'))(those);
    })
    .join('');
}

/** A box as far as the two axes show it; a side without a limit is the edge of the plot. */
function drawBox({ limits }: Box, place: number, count: number, { x, y, axes }: Frame): string {
  const limitOf = ({ variable }: Axis) => limits.find((each) => each.variable === variable);
  const [left, right] = span(x, limitOf(axes[0]));
  const [top, bottom] = span(y, limitOf(axes[1]));
  const label = count > 1 ? `box ${place + 1}` : 'box';
  return (
    el('rect', {
      ...{ x: left, y: top, width: right - left, height: bottom - top, rx: 3 },
      ...paint({ fill: 'none', stroke: 'ink' }),
      'stroke-width': 2,
      'stroke-dasharray': '6 4',
    }) + haloed(text(left + 6, top + 15, label, { size: smallSizePx, bold: true }))
  );
}

/** Ends of a limit in pixels, the smaller first. */
function span(scale: Scale, limit: Limit | undefined): readonly [number, number] {
  const [from, to] = scale.range;
  const a = limit && limit.min !== null ? scale(limit.min) : from;
  const b = limit && limit.max !== null ? scale(limit.max) : to;
  const within = (value: number) =>
    Math.max(Math.min(from, to), Math.min(Math.max(from, to), value));
  return [within(Math.min(a, b)), within(Math.max(a, b))];
}

function drawLegend(groups: readonly Group[], width: number) {
  let [x, y] = [12, 16];
  const parts = groups.map(({ name, marks }) => {
    const label = fit(name, width - 50, 12);
    const needed = 16 + textWidth(label, 12) + 18;
    if (x > 12 && x + needed > width) [x, y] = [12, y + 18];
    const drawn = marks([[x + 5, y - 4]]) + text(x + 16, y, label);
    x += needed;
    return drawn;
  });
  return { markup: parts.join(''), height: y + 4 };
}

function summarise(
  { done, recommendations, discovery }: Sweep,
  shown: number,
  groups: readonly Group[],
): string {
  const shares = recommendations
    .slice(0, 3)
    .map(({ runs }, i) => `${groups[i]?.name ?? ''} in ${formatShare(runs / done)}`);
  const boxes = discovery?.boxes ?? [];
  const [first] = boxes;
  const held = first
    ? ` ${boxes.length === 1 ? 'The box holds' : 'The first box holds'} ${formatShare(first.coverage)} of the runs of interest, and ${formatShare(first.density)} of its runs are of interest.`
    : '';
  const some = shown < done ? ` ${shown.toLocaleString('en')} of the runs are drawn.` : '';
  return `Of ${done.toLocaleString('en')} runs: ${shares.join(', ')} recommended.${held}${some}`;
}
