import type { Report } from '@scenario-sandbox/contract';
import { inputLabelOf } from '@scenario-sandbox/core/report/names.ts';
import { drawBars } from './bars.ts';
import { formatShare, isFigure } from './format.ts';
import { leaderOf, sensitivityOf } from './read.ts';
import { chart } from './svg.ts';
import { opening, plain } from './text.ts';
import type { Chart, Placement } from './types.ts';

const mostBars = 12;

/**
 * Sobol indices of the leading option's outcome: the share of its variance that goes with each
 * variable, alone (solid) and with its interactions (whole bar).
 */
export function sensitivity(report: Report, place: Placement): readonly Chart[] {
  const leader = leaderOf(report);
  if (!leader) return [];
  const { entries, measure } = sensitivityOf(report, leader.id);
  const indices = entries
    .flatMap(({ variable, sobolFirst, sobolTotal }) =>
      isFigure(sobolTotal)
        ? [
            {
              variable,
              total: clamp(sobolTotal),
              first: clamp(isFigure(sobolFirst) ? sobolFirst : 0),
            },
          ]
        : [],
    )
    .sort((a, b) => b.total - a.total);
  const labelOf = (variable: string) => inputLabelOf(report, variable, leader.id);
  const [top, next] = indices;
  if (!top) return [];
  const bars = indices.slice(0, mostBars).map(({ variable, total, first }) => ({
    label: labelOf(variable),
    value: total,
    part: first,
    figure: formatShare(total),
  }));
  const subject = `${measure.label} under ${plain(leader.name)}`;
  const second = next
    ? ` ${opening(labelOf(next.variable))} follows with ${formatShare(next.total)}.`
    : '';
  return [
    chart(place, {
      kind: 'sensitivity',
      title: `Where the uncertainty of ${subject} comes from`,
      summary: `${formatShare(top.total)} of the variance of ${subject} goes with ${labelOf(top.variable)}, ${formatShare(top.first)} with it alone.${second}`,
      ...drawBars(place, bars, 'share of variance: solid alone, tinted with interactions', true),
      table: {
        columns: ['variable', 'first order', 'total'],
        rows: indices.map(({ variable, first, total }) => [variable, first, total]),
      },
    }),
  ];
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
