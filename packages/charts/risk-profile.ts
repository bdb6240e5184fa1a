import type { Report } from '@scenario-sandbox/contract';
import { range } from 'd3-array';
import { line as linePath } from 'd3-shape';
import { axisHeightPx, horizontalAxis, type Scale, scaleFor, verticalAxis } from './axis.ts';
import { formatShare, withUnit } from './format.ts';
import { drawLegend } from './legend.ts';
import { probabilityBelow, type QuantileCurve, quantileAt, quantileCurve } from './quantiles.ts';
import { byRank, type Measure, measureOf, optionColours, statisticsOf } from './read.ts';
import { chart, chartWidth, el, line, px } from './svg.ts';
import { plain } from './text.ts';
import { paint } from './theme.ts';
import type { Chart, OptionData, Placement } from './types.ts';

const plotPx = 240;
const mostLines = 6;
const levels = range(0.01, 1, 0.01);

interface Profile {
  readonly option: OptionData;
  readonly name: string;
  readonly curve: QuantileCurve;
  /** P(outcome < 0), and in words. */
  readonly loss: number;
  readonly lossText: string;
}

/** Cumulative risk profile: for each option, the probability that the outcome is at most x. */
export function riskProfile(report: Report, place: Placement): readonly Chart[] {
  const measure = measureOf(report);
  const profiles = byRank(report).flatMap((option): Profile[] => {
    const statistics = statisticsOf(option, measure) ?? {};
    const curve = quantileCurve(statistics);
    if (!curve) return [];
    const loss = probabilityBelow(curve, 0);
    // Between a few percentiles the probability is read off a straight line.
    const about = statistics.quantiles || loss === 0 || loss === 1 ? '' : 'about ';
    const lossText = about + formatShare(loss);
    return [{ option, name: plain(option.name), curve, loss, lossText }];
  });
  if (profiles.length === 0) return [];
  const drawn = profiles.slice(0, mostLines);
  const colours = optionColours(report);
  const width = chartWidth(place);
  const crossesZero = profiles.some(({ loss }) => loss > 0 && loss < 1);
  const legend = drawLegend(
    drawn.map(({ option, name, lossText }) => ({
      label: crossesZero ? `${name}: ${lossText} below 0` : name,
      colour: colours.get(option.id) ?? 'other',
    })),
    width,
  );
  const top = legend.height + 12;
  const y = scaleFor([0, 1], [top + plotPx, top], { share: true });
  const x = scaleFor(
    drawn.flatMap(({ curve }) => [quantileAt(curve, 0.01), quantileAt(curve, 0.99)]),
    [52, width - 20],
  );
  const lines = drawn.map(({ option, curve }, i) =>
    el('path', {
      d: profilePath(curve, x, y),
      ...paint({ fill: 'none', stroke: colours.get(option.id) ?? 'other' }),
      'stroke-width': 2.2,
      'stroke-dasharray': legend.dashes[i],
    }),
  );
  const axisTitle = `${measure.label}${measure.unit ? ` (${measure.unit})` : ''}, or less`;
  return [
    chart(place, {
      kind: 'risk-profile',
      title: `Cumulative risk profile of ${measure.label}`,
      summary: summarise(profiles, measure, crossesZero),
      height: top + plotPx + axisHeightPx,
      body:
        legend.markup +
        verticalAxis(y, 52, width - 20) +
        horizontalAxis(x, top, top + plotPx, axisTitle) +
        (crossesZero && x.domain[0] < 0 ? line(x(0), top, x(0), top + plotPx, 'muted', 1.5) : '') +
        lines.join(''),
      table: {
        columns: ['option', 'probability', measure.label],
        rows: profiles.flatMap(({ name, curve }) =>
          [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => [name, p, quantileAt(curve, p)]),
        ),
      },
    }),
  ];
}

function profilePath(curve: QuantileCurve, x: Scale, y: Scale): string {
  const draw = linePath<number>(
    (p) => x(quantileAt(curve, p)),
    (p) => y(p),
  ).digits(2);
  const first = quantileAt(curve, 0.01);
  const last = quantileAt(curve, 0.99);
  const start = `M${px(x(x.domain[0]))},${px(y(0))}H${px(x(first))}`;
  return `${start}${draw(levels)?.replace('M', 'L') ?? ''}L${px(x(last))},${px(y(1))}H${px(x(x.domain[1]))}`;
}

function summarise(profiles: readonly Profile[], measure: Measure, crossesZero: boolean): string {
  const named = profiles.slice(0, 3);
  if (crossesZero) {
    const losses = named.map(({ name, lossText }) => `${name} ${lossText}`);
    return `Probability that ${measure.label} is below 0: ${losses.join(', ')}.`;
  }
  const tails = named.map(
    ({ name, curve }) => `${name} ${withUnit(quantileAt(curve, 0.05), measure.unit)}`,
  );
  return `One sample in twenty falls below, for ${measure.label}: ${tails.join(', ')}.`;
}
