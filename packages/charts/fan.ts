import type { Report } from '@scenario-sandbox/contract';
import { isPlainNumber } from '@scenario-sandbox/core/narrate/units.ts';
import { area, line as linePath } from 'd3-shape';
import { horizontalAxis, type Scale, scaleFor, verticalAxis, verticalLabelsPx } from './axis.ts';
import { isFigure, rangeWithUnit, withUnit } from './format.ts';
import { byRank, leaderOf, optionColours } from './read.ts';
import { chart, chartWidth, el, text } from './svg.ts';
import { fit, opening, plain } from './text.ts';
import { type Colour, paint } from './theme.ts';
import type { Chart, Figure, OptionData, Placement, StatisticsData } from './types.ts';

const plotPx = 150;
const panelPx = plotPx + 72;
const mostPanels = 6;
const mostSeries = 12;

interface Line {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
}

/** One chart per series: a panel per option with the median, P25–P75 and P5–P95 of each period. */
export function fans(report: Report, place: Placement): readonly Chart[] {
  const names = new Set(report.decision.options.flatMap(({ series }) => Object.keys(series)));
  return [...names].slice(0, mostSeries).flatMap((name) => {
    const described = report.frame.series.find((entry) => entry.name === name);
    const label = plain(described?.label || name);
    return fan(report, place, { name, label, unit: plain(described?.unit ?? '') });
  });
}

function fan(report: Report, place: Placement, series: Line): readonly Chart[] {
  const options = byRank(report).filter((option) => periodsOf(option, series).some(known));
  if (options.length === 0) return [];
  const shown = options.filter((option) => !isFlat(periodsOf(option, series))).slice(0, mostPanels);
  if (shown.length === 0) return [];
  const width = chartWidth(place);
  const across = width >= 560 && shown.length > 1 ? 2 : 1;
  const values = shown.flatMap((option) =>
    periodsOf(option, series).flatMap(({ p5, p95 }) => [p5, p95].filter(isFigure)),
  );
  const column = width / across;
  const count = Math.max(...shown.map((option) => periodsOf(option, series).length));
  const colours = optionColours(report);
  const panels = shown.map((option, i) => {
    const y = scaleFor(values, [30 + plotPx, 30]);
    const left = verticalLabelsPx(y) + 8;
    const x = scaleFor([0, Math.max(1, count - 1)], [left, column - 18], {
      exact: true,
      whole: true,
    });
    const colour = colours.get(option.id) ?? 'other';
    const move = `translate(${(i % across) * column} ${Math.floor(i / across) * panelPx})`;
    const heading = text(left, 18, fit(plain(option.name), column - left - 8, 13), { bold: true });
    const axes =
      verticalAxis(y, left, column - 18) +
      horizontalAxis(x, 30, 30 + plotPx, report.frame.periods?.unit ?? 'period');
    return el(
      'g',
      { transform: move },
      heading,
      axes,
      bands(periodsOf(option, series), x, y, colour),
    );
  });
  return [
    chart(place, {
      kind: `series-${safeId(series.name)}`,
      title: `${opening(series.label)} over time${isPlainNumber(series.unit) ? '' : ` (${series.unit})`}`,
      summary: summarise(report, options, shown, series, count),
      height: Math.ceil(shown.length / across) * panelPx + 4,
      body: panels.join(''),
      table: {
        columns: ['option', 'period', 'mean', ...percentiles],
        rows: options.flatMap((option) =>
          periodsOf(option, series).map((period, t) => [
            plain(option.name),
            t,
            period.mean ?? null,
            ...percentiles.map((key) => period[key] ?? null),
          ]),
        ),
      },
    }),
  ];
}

const percentiles = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;
const known = ({ p50 }: StatisticsData): boolean => isFigure(p50);
const isZero = (periods: readonly StatisticsData[]): boolean =>
  periods.every(({ min, max }) => min === 0 && max === 0);
/** Nothing would be seen of it: 0 from P5 to P95 in every period. */
const isFlat = (periods: readonly StatisticsData[]): boolean =>
  periods.every(({ p5, p95 }) => p5 === 0 && p95 === 0);
const periodsOf = (option: OptionData, { name }: Line): readonly StatisticsData[] =>
  option.series[name] ?? [];
const safeId = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, '-');

function bands(periods: readonly StatisticsData[], x: Scale, y: Scale, colour: Colour): string {
  const band = (low: 'p5' | 'p25', high: 'p75' | 'p95', opacity: number) => {
    const draw = area<StatisticsData>()
      .defined((period) => isFigure(period[low]) && isFigure(period[high]))
      .x((_, t) => x(t))
      .y0((period) => y(number(period[low])))
      .y1((period) => y(number(period[high])))
      .digits(2);
    return el('path', {
      d: draw(periods) ?? '',
      ...paint({ fill: colour }),
      'fill-opacity': opacity,
    });
  };
  const median = linePath<StatisticsData>()
    .defined(known)
    .x((_, t) => x(t))
    .y(({ p50 }) => y(number(p50)))
    .digits(2);
  const stroke = { ...paint({ fill: 'none', stroke: colour }), 'stroke-width': 2.2 };
  const single = periods.length === 1 ? { 'stroke-linecap': 'round' as const } : {};
  return (
    band('p5', 'p95', 0.16) +
    band('p25', 'p75', 0.3) +
    el('path', { d: median(periods) ?? '', ...stroke, ...single })
  );
}

const number = (value: Figure): number => (isFigure(value) ? value : 0);

function summarise(
  report: Report,
  options: readonly OptionData[],
  shown: readonly OptionData[],
  series: Line,
  count: number,
) {
  const leader = shown.find(({ id }) => id === leaderOf(report)?.id) ?? shown[0];
  const last = leader && periodsOf(leader, series).findLast(known);
  if (!leader || !last) return '';
  const unit = report.frame.periods?.unit ?? 'period';
  const flat = options.filter((option) => isFlat(periodsOf(option, series)));
  const [zero, nearly] = [true, false].map((always) =>
    flat.filter((option) => isZero(periodsOf(option, series)) === always),
  );
  const rest = [
    ...(zero?.length ? [` Always 0, and not drawn: ${names(zero)}.`] : []),
    ...(nearly?.length ? [` 0 from P5 to P95, and not drawn: ${names(nearly)}.`] : []),
  ].join('');
  return `In ${unit} ${count - 1} the median of ${series.label} under ${plain(leader.name)} is ${withUnit(last.p50, series.unit)}, 90 % of samples from ${rangeWithUnit(last.p5, last.p95, series.unit)}.${rest} Line: median; dark band: P25 to P75; light band: P5 to P95.`;
}

const names = (options: readonly OptionData[]): string =>
  options.map(({ name }) => plain(name)).join(', ');
