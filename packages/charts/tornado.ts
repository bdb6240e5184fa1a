import type { Report } from '@scenario-sandbox/contract';
import { inputLabelOf, inputRange } from '@scenario-sandbox/core/report/names.ts';
import { axisHeightPx, horizontalAxis, type Scale, scaleFor } from './axis.ts';
import { isFigure, withUnit } from './format.ts';
import { leaderOf, type Measure, sensitivityOf } from './read.ts';
import { layRows } from './rows.ts';
import { chart, chartWidth, el, line, smallSizePx, text } from './svg.ts';
import { fit, opening, plain } from './text.ts';
import { paint } from './theme.ts';
import type { Chart, Placement, SensitivityData } from './types.ts';

const barPx = 20;
const mostBars = 12;

interface Swing {
  readonly source: SensitivityData;
  readonly low: number;
  readonly high: number;
}

/**
 * Tornado of the leading option: the outcome as each variable moves from its 10th to its 90th
 * percentile, widest swing first.
 */
export function tornado(report: Report, place: Placement): readonly Chart[] {
  const leader = leaderOf(report);
  if (!leader) return [];
  const { entries, measure } = sensitivityOf(report, leader.id);
  const swings = swingsOf(entries);
  const first = swings[0];
  if (!first) return [];
  const shown = swings.slice(0, mostBars);
  const base = baseOf(swings);
  const rows = layRows(
    place,
    shown.map(({ source }) => ({
      label: inputLabelOf(report, source.variable, source.option),
      note: inputRange(report, source),
    })),
    barPx,
  );
  const values = [
    ...shown.flatMap(({ low, high }) => [low, high]),
    ...(base === null ? [] : [base]),
  ];
  const scale = scaleFor(values, [rows.left, rows.right]);
  const legendY = rows.bottom + axisHeightPx + 14;
  const baseX = base === null ? null : scale(base);
  return [
    chart(place, {
      kind: 'tornado',
      title: `What moves ${measure.label} under ${plain(leader.name)}`,
      summary: summarise(report, swings, silentOf(entries), measure, plain(leader.name)),
      height: legendY + 10,
      body:
        hatch(place) +
        horizontalAxis(scale, 4, rows.bottom, axisTitle(measure)) +
        rows.labels +
        shown.map((swing, i) => drawSwing(swing, base, rows.middle(i), scale, place)).join('') +
        (baseX === null ? '' : line(baseX, 4, baseX, rows.bottom, 'ink', 1.5)) +
        legend(place, legendY),
      table: {
        columns: [
          'variable',
          'input at P10',
          'input at P90',
          'outcome at P10',
          'outcome at P90',
          'swing',
        ],
        rows: swings.map(({ source, low, high }) => [
          source.variable,
          source.inputLow,
          source.inputHigh,
          low,
          high,
          Math.abs(high - low),
        ]),
      },
    }),
  ];
}

function swingsOf(entries: readonly SensitivityData[]): Swing[] {
  return entries
    .flatMap((source) =>
      isFigure(source.low) && isFigure(source.high)
        ? [{ source, low: source.low, high: source.high }]
        : [],
    )
    .sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low));
}

/** The outcome with every variable at its median, where the report states it. */
function baseOf(swings: readonly Swing[]): number | null {
  const stated = swings.find(({ source }) => isFigure(source.base))?.source.base;
  return isFigure(stated) ? stated : null;
}

const axisTitle = ({ label, unit }: Measure): string =>
  `${label}${unit ? ` (${unit})` : ''} as one variable moves from P10 to P90, the others at their median`;

function drawSwing(swing: Swing, base: number | null, y: number, scale: Scale, place: Placement) {
  const middle = scale(base ?? (swing.low + swing.high) / 2);
  return (
    half(middle, scale(swing.low), y, barPx, hatched(place)) +
    half(middle, scale(swing.high), y, barPx, solid)
  );
}

type Style = Readonly<Record<string, string>>;

const solid: Style = paint({ fill: 's1', stroke: 's1' });
const hatched = (place: Placement): Style => ({
  ...paint({ stroke: 's1' }),
  fill: `url(#${place.id}-hatch)`,
});

const half = (from: number, to: number, y: number, height: number, style: Style): string =>
  el('rect', {
    x: Math.min(from, to),
    y: y - height / 2,
    width: Math.max(0.5, Math.abs(to - from)),
    height,
    ...style,
  });

function hatch(place: Placement): string {
  const stripe = line(0, 0, 0, 6, 's1', 3);
  const size = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' };
  return el(
    'defs',
    {},
    el(
      'pattern',
      { id: `${place.id}-hatch`, ...size, patternTransform: 'rotate(45)' },
      el('rect', { width: 6, height: 6, ...paint({ fill: 'surface' }) }),
      stripe,
    ),
  );
}

function legend(place: Placement, y: number): string {
  const column = (chartWidth(place) - 24) / 2;
  const key = (x: number, label: string, style: Style) =>
    half(x, x + 22, y - 4, 11, style) +
    text(x + 28, y, fit(label, column - 32, smallSizePx), { size: smallSizePx, colour: 'muted' });
  return key(12, 'variable at P10', hatched(place)) + key(12 + column, 'variable at P90', solid);
}

/** Share of the variance from which an input without a swing is named. */
const tells = 0.1;

/** Inputs that move nothing with all else at its median, and yet make up much of the variance. */
const silentOf = (entries: readonly SensitivityData[]): SensitivityData[] =>
  entries.filter(
    ({ sobolTotal, low, high }) =>
      isFigure(sobolTotal) && sobolTotal >= tells && !(isFigure(low) && low !== high),
  );

function summarise(
  report: Report,
  swings: readonly Swing[],
  silent: readonly SensitivityData[],
  measure: Measure,
  name: string,
) {
  const [first, next] = swings;
  if (!first) return '';
  const swing = ({ low, high }: Swing) => withUnit(Math.abs(high - low), measure.unit);
  const labelOf = ({ variable, option }: SensitivityData) => inputLabelOf(report, variable, option);
  const lead = `${opening(labelOf(first.source))} moves ${measure.label} most under ${name}: from ${withUnit(first.low, measure.unit)} to ${withUnit(first.high, measure.unit)} between its 10th and 90th percentile, a swing of ${swing(first)}.`;
  const second = next ? ` Next is ${labelOf(next.source)} with ${swing(next)}.` : '';
  const rest =
    silent.length === 0
      ? ''
      : ` No bar, for ${silent.length === 1 ? 'it counts' : 'they count'} only together with other inputs: ${silent.map(labelOf).join(', ')}.`;
  return `${lead}${second}${rest}`;
}
