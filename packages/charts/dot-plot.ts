import type { Report } from '@scenario-sandbox/contract';
import { axisHeightPx, horizontalAxis, type Scale, scaleFor } from './axis.ts';
import { isFigure, rangeWithUnit, withUnit } from './format.ts';
import { type QuantileCurve, quantileCurve, quantileDots } from './quantiles.ts';
import {
  byRank,
  counted,
  drawnOf,
  isRecommended,
  leaderOf,
  type Measure,
  measureOf,
  optionColours,
  statisticsOf,
} from './read.ts';
import { layRows, mostRows } from './rows.ts';
import { chart, el, haloed, line, smallSizePx, text } from './svg.ts';
import { plain } from './text.ts';
import { type Colour, paint } from './theme.ts';
import type { Chart, ChartTable, OptionData, Placement } from './types.ts';

const rowPx = 50;
/** Radius of a dot: as large as leaves about 60 columns, so that dots pile up into a shape. */
const leastRadiusPx = 3;
const mostRadiusPx = 5;
const columnsOfDots = 60;

const radiusOf = ({ range: [left, right] }: Scale): number =>
  Math.min(mostRadiusPx, Math.max(leastRadiusPx, (right - left) / (2 * columnsOfDots)));

/**
 * Quantile dot plot of the objective's outcome: 50 equally likely values per option, so that counting
 * dots answers "how often". Source: Kay, Kola, Hullman & Munson, CHI 2016.
 */
export function dotPlot(report: Report, place: Placement): readonly Chart[] {
  const measure = measureOf(report);
  const options = byRank(report).filter((option) => statisticsOf(option, measure));
  if (options.length === 0) return [];
  const shown = options.slice(0, mostRows);
  const curves = shown.map((option) => quantileCurve(statisticsOf(option, measure) ?? {}));
  const rows = layRows(
    place,
    shown.map((option) => ({
      label: plain(option.name),
      strong: isRecommended(report, option.id),
      note:
        medianNote(option, measure) + (isRecommended(report, option.id) ? ' · recommended' : ''),
    })),
    rowPx,
  );
  const scale = scaleFor(clippedDomain(curves), [rows.left, rows.right]);
  const colours = optionColours(report);
  const marks = curves.map((curve, i) => {
    const option = shown[i];
    const base = rows.middle(i) + rowPx / 2 - 2;
    if (!option || !curve) return text(rows.left, base - 16, 'no figures', { colour: 'muted' });
    return (
      dots(curve, scale, base, colours.get(option.id) ?? 'other') + medianTick(curve, scale, base)
    );
  });
  const axisTitle = measure.unit ? `${measure.label} (${measure.unit})` : measure.label;
  return [
    chart(place, {
      kind: 'outcomes',
      title: `Range of ${measure.label} by option`,
      summary: summarise(report, options, measure) + drawnOf(shown.length, options.length),
      height: rows.bottom + axisHeightPx,
      body:
        horizontalAxis(scale, 4, rows.bottom, axisTitle) +
        zeroRule(scale, rows.bottom) +
        rows.labels +
        marks.join(''),
      table: tableOf(options, measure),
    }),
  ];
}

const medianNote = (option: OptionData, measure: Measure): string =>
  `median ${withUnit(statisticsOf(option, measure)?.p50, measure.unit)}`;

/** The dots' extent, but never more than the P5–P95 span again on either side: tails must not crush it. */
function clippedDomain(curves: readonly (QuantileCurve | null)[]): number[] {
  const inner: number[] = [];
  const outer: number[] = [];
  for (const curve of curves) {
    if (!curve) continue;
    const values = quantileDots(curve);
    outer.push(values[0] ?? 0, values.at(-1) ?? 0);
    inner.push(values[2] ?? 0, values.at(-3) ?? 0);
  }
  if (inner.length === 0) return [];
  const low = Math.min(...inner);
  const high = Math.max(...inner);
  const span = high - low;
  return [Math.max(Math.min(...outer), low - span), Math.min(Math.max(...outer), high + span)];
}

function dots(curve: QuantileCurve, scale: Scale, base: number, colour: Colour): string {
  const [low, high] = scale.domain;
  const radiusPx = radiusOf(scale);
  const columns = new Map<number, number>();
  let below = 0;
  let above = 0;
  for (const value of quantileDots(curve)) {
    if (value < low) below++;
    else if (value > high) above++;
    else {
      const column = Math.round(scale(value) / (2 * radiusPx));
      columns.set(column, (columns.get(column) ?? 0) + 1);
    }
  }
  const tallest = Math.max(1, ...columns.values());
  const step = Math.min(2 * radiusPx, (rowPx - 2 * radiusPx) / tallest);
  const circles = [...columns].flatMap(([column, count]) =>
    Array.from({ length: count }, (_, k) =>
      el('circle', {
        cx: column * 2 * radiusPx,
        cy: base - radiusPx - k * step,
        r: radiusPx - 0.4,
      }),
    ),
  );
  return el('g', paint({ fill: colour }), ...circles) + beyond(scale, base, below, above);
}

function beyond(scale: Scale, base: number, below: number, above: number): string {
  const [left, right] = scale.range;
  const style = { size: smallSizePx, colour: 'muted' } as const;
  const low = below > 0 ? text(left, base - 38, `◂ ${below} of 50 lower`, style) : '';
  const high =
    above > 0 ? text(right, base - 38, `${above} of 50 higher ▸`, { ...style, anchor: 'end' }) : '';
  return haloed(low + high);
}

function medianTick(curve: QuantileCurve, scale: Scale, base: number): string {
  const x = scale(quantileDots(curve, 1)[0] ?? 0);
  return line(x, base + 1, x, base + 6, 'ink', 2);
}

const zeroRule = (scale: Scale, bottom: number): string =>
  scale.domain[0] < 0 && scale.domain[1] > 0
    ? line(scale(0), 4, scale(0), bottom, 'muted', 1.5)
    : '';

function summarise(report: Report, options: readonly OptionData[], measure: Measure): string {
  const leader = leaderOf(report) ?? options[0];
  const statistics = leader && statisticsOf(leader, measure);
  if (!leader || !statistics || !isFigure(statistics.p5) || !isFigure(statistics.p95)) {
    return `${measure.label} has no usable figures for ${counted(options.length, 'option')}.`;
  }
  const range = rangeWithUnit(statistics.p5, statistics.p95, measure.unit);
  const first = `${plain(leader.name)}: median ${withUnit(statistics.p50, measure.unit)}, 90 % of samples from ${range}.`;
  const others = options.filter(({ id }) => id !== leader.id).slice(0, 3);
  if (others.length === 0) return first;
  const medians = others.map(
    (option) =>
      `${plain(option.name)} ${withUnit(statisticsOf(option, measure)?.p50, measure.unit)}`,
  );
  const which = options.length > 4 ? 'next three' : 'others';
  return `${first} Medians of the ${which}: ${medians.join(', ')}.`;
}

const columns = ['mean', 'sd', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95', 'cvar5'] as const;

function tableOf(options: readonly OptionData[], measure: Measure): ChartTable {
  return {
    columns: ['option', ...columns],
    rows: options.map((option) => [
      plain(option.name),
      ...columns.map((column) => statisticsOf(option, measure)?.[column] ?? null),
    ]),
  };
}
