import type { Report } from '@scenario-sandbox/contract';
import { isFigure } from './format.ts';
import { plain } from './text.ts';
import { type Colour, seriesColours } from './theme.ts';
import type { OptionData, StatisticsData } from './types.ts';

/** What the options are judged on: an outcome where there is one, else the score. */
export interface Measure {
  readonly outcome: string | null;
  readonly label: string;
  readonly unit: string;
  readonly direction: 'maximise' | 'minimise';
}

/** The outcome of the objective; with several criteria that of the heaviest one that has an outcome. */
export function measureOf(report: Report): Measure {
  const { objective } = report.analysis;
  const known = report.decision.options.flatMap((option) => Object.keys(option.outcomes));
  const criteria = (objective?.criteria ?? []).toSorted(
    (a, b) => (b.weight ?? 0) - (a.weight ?? 0),
  );
  const wanted = [objective?.outcome, ...criteria.map(({ outcome }) => outcome), ...known];
  const outcome = wanted.find((name) => name != null && known.includes(name)) ?? null;
  const direct = objective?.outcome === outcome ? objective : null;
  return {
    ...describe(report, outcome ?? 'score', direct?.unit ?? ''),
    outcome,
    direction:
      direct?.direction ??
      criteria.find((entry) => entry.outcome === outcome)?.direction ??
      'maximise',
  };
}

function describe(report: Report, outcome: string, unit: string) {
  const framed = report.frame.outcomes.find(({ name }) => name === outcome);
  return { label: plain(framed?.label || outcome), unit: plain(framed?.unit || unit) };
}

/**
 * The sensitivity entries of one option: for the measured outcome or, where it has none, for the
 * outcome that the report puts first.
 */
export function sensitivityOf(report: Report, option: string) {
  const measure = measureOf(report);
  const entries = report.analysis.sensitivity.filter((entry) => entry.option === option);
  const outcome = entries.some((entry) => entry.outcome === measure.outcome)
    ? measure.outcome
    : (entries[0]?.outcome ?? null);
  return {
    entries: entries.filter((entry) => entry.outcome === outcome),
    measure:
      outcome === measure.outcome || outcome === null
        ? measure
        : {
            ...measure,
            ...describe(report, outcome, report.analysis.objective?.unit ?? ''),
            outcome,
          },
  };
}

export function statisticsOf(option: OptionData, measure: Measure): StatisticsData | null {
  if (measure.outcome === null) return null;
  return option.outcomes[measure.outcome] ?? null;
}

/** Options from first to last rank; those without a rank come after, in the order written. */
export function byRank(report: Report): readonly OptionData[] {
  const place = (option: OptionData) => (isFigure(option.rank) ? option.rank : Infinity);
  return report.decision.options
    .map((option, order) => ({ option, order }))
    .sort((a, b) => compare(place(a.option), place(b.option)) || a.order - b.order)
    .map(({ option }) => option);
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

export const optionName = (report: Report, id: string): string =>
  plain(report.decision.options.find((option) => option.id === id)?.name || id);

/** The recommended option, or the first by rank where none is. */
export function leaderOf(report: Report): OptionData | null {
  const primary = report.recommendation.primary;
  return report.decision.options.find(({ id }) => id === primary) ?? byRank(report)[0] ?? null;
}

export const isRecommended = (report: Report, id: string): boolean =>
  report.recommendation.primary === id;

/**
 * A colour per option, the same in every chart of a report: in the order written while there are
 * hues enough, else the best six by rank, and grey for the rest.
 */
export function optionColours(report: Report): ReadonlyMap<string, Colour> {
  const few = report.decision.options.length <= seriesColours.length;
  const ordered = few ? report.decision.options : byRank(report);
  return new Map(ordered.map(({ id }, i) => [id, seriesColours[i] ?? 'other']));
}

/** A sentence for charts that leave rows to their table; empty when none are left out. */
export const drawnOf = (shown: number, all: number): string =>
  shown < all ? ` The chart shows the first ${shown} of ${all}; the table has them all.` : '';

/** "3 options", "1 option". */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
