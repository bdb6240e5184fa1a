import type { Report } from '@scenario-sandbox/contract';
import { axisHeightPx, horizontalAxis, type Scale, scaleFor } from './axis.ts';
import { formatShare, isFigure } from './format.ts';
import { byRank, counted, drawnOf, isRecommended } from './read.ts';
import { layRows, mostRows } from './rows.ts';
import { chart, el, fits, smallSizePx, text } from './svg.ts';
import { plain } from './text.ts';
import { paint } from './theme.ts';
import type { Chart, OptionData, Placement } from './types.ts';

const barPx = 24;
/** Ranks drawn apart; the ones after share the last segment. */
const mostRanks = 5;
const opacities = [1, 0.55, 0.35, 0.22, 0.12, 0.06];

interface Shares {
  readonly option: OptionData;
  readonly name: string;
  readonly ranks: readonly number[];
}

/**
 * Rank acceptability: the share of samples in which each option takes each rank. Without ranks, how
 * often each option comes first. Source: Lahdelma & Salminen, Operations Research 49 (2001).
 */
export function acceptability(report: Report, place: Placement): readonly Chart[] {
  const shares = sharesOf(report);
  if (shares.length === 0) return [];
  const shown = shares.slice(0, mostRows);
  const rows = layRows(
    place,
    shown.map(({ option, name, ranks }) => ({
      label: name,
      strong: isRecommended(report, option.id),
      note: `first in ${formatShare(ranks[0])}`,
    })),
    barPx,
  );
  const scale = scaleFor([0, 1], [rows.left, rows.right], { share: true });
  const ranked = shares.some(({ ranks }) => ranks.length > 1);
  const depth = Math.max(...shares.map(({ ranks }) => ranks.length));
  return [
    chart(place, {
      kind: 'acceptability',
      title: ranked ? 'How often each option takes each rank' : 'How often each option is best',
      summary: summarise(shares) + drawnOf(shown.length, shares.length),
      height: rows.bottom + axisHeightPx,
      body:
        horizontalAxis(scale, 4, rows.bottom, 'share of samples') +
        rows.labels +
        shown.map(({ ranks }, i) => stack(ranks, rows.middle(i), scale, ranked)).join(''),
      table: {
        columns: ['option', ...Array.from({ length: depth }, (_, i) => `rank ${i + 1}`)],
        rows: shares.map(({ name, ranks }) => [
          name,
          ...Array.from({ length: depth }, (_, i) => ranks[i] ?? null),
        ]),
      },
    }),
  ];
}

function sharesOf(report: Report): Shares[] {
  const ranks = new Map(report.analysis.acceptability.map((entry) => [entry.option, entry.ranks]));
  return byRank(report).flatMap((option): Shares[] => {
    const known = ranks.get(option.id)?.map((share) => (isFigure(share) ? share : 0));
    const name = plain(option.name);
    if (known && known.length > 0) return [{ option, name, ranks: known }];
    return isFigure(option.probabilityBest)
      ? [{ option, name, ranks: [option.probabilityBest] }]
      : [];
  });
}

function stack(ranks: readonly number[], y: number, scale: Scale, ranked: boolean): string {
  const rest = ranks.slice(mostRanks).reduce((sum, share) => sum + share, 0);
  const segments = rest > 0 ? [...ranks.slice(0, mostRanks), rest] : ranks.slice(0, mostRanks);
  let from = 0;
  return segments
    .map((share, i) => {
      const x = scale(Math.min(1, from));
      from += Math.max(0, share);
      const width = Math.max(0, scale(Math.min(1, from)) - x);
      if (width === 0) return '';
      const rank = i < mostRanks ? ordinal(i + 1) : 'later';
      return segment(x, y, width, i, ranked ? `${rank} ${formatShare(share)}` : formatShare(share));
    })
    .join('');
}

function segment(x: number, y: number, width: number, place: number, label: string): string {
  const style = { ...paint({ fill: 's1', stroke: 'surface' }), 'fill-opacity': opacities[place] };
  const box = el('rect', { x, y: y - barPx / 2, width, height: barPx, ...style });
  if (!fits(label, width, smallSizePx)) return box;
  const colour = place === 0 ? 'surface' : 'ink';
  const middle = x + width / 2;
  return box + text(middle, y + 4, label, { size: smallSizePx, anchor: 'middle', colour });
}

const ordinal = (rank: number): string =>
  ['1st', '2nd', '3rd', '4th', '5th'][rank - 1] ?? `${rank}th`;

function summarise(shares: readonly Shares[]): string {
  const sorted = shares.toSorted((a, b) => (b.ranks[0] ?? 0) - (a.ranks[0] ?? 0));
  const [first, ...others] = sorted;
  if (!first) return '';
  const lead = `${first.name} is best in ${formatShare(first.ranks[0])} of samples`;
  if (others.length === 0) return `${lead}; there is no other option.`;
  const next = others.slice(0, 3).map(({ name, ranks }) => `${name} in ${formatShare(ranks[0])}`);
  const more =
    others.length > 3 ? `, and ${counted(others.length - 3, 'other option')} less often` : '';
  return `${lead}, ${next.join(', ')}${more}.`;
}
