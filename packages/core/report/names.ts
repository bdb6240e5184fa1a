import type { Report, ReportOption, ReportStatistics } from '@scenario-sandbox/contract';
import { figure, fixed, percent, range, within } from '../narrate/figures.ts';
import { list, plain } from '../narrate/labels.ts';
import { isCounted } from '../narrate/view.ts';

/** Names and figures of a report as its printed forms show them. */

const NAME_LENGTH = 64;
const NONE = '–';
const OVER_PERIODS = ' (mean over the periods)';

export const optionLabel = (report: Report, id: string): string =>
  plain(report.decision.options.find((option) => option.id === id)?.name ?? '', NAME_LENGTH) ||
  plain(id, NAME_LENGTH);

/** The input of that name, as the option sees it when one is given. */
function inputOf(report: Report, name: string, option?: string) {
  const named = report.frame.inputs.filter((input) => input.name === name);
  return named.find(({ options }) => option !== undefined && options.includes(option)) ?? named[0];
}

export const inputLabel = (report: Report, name: string, option?: string): string =>
  plain(inputOf(report, name, option)?.label ?? name, 2 * NAME_LENGTH);

/** What is learned of an input, or switched on: of one drawn in every period, its mean over them. */
export function learnedLabel(
  report: Report,
  name: string,
  option = report.recommendation.primary ?? undefined,
): string {
  const mean = inputOf(report, name, option)?.perPeriod === true ? OVER_PERIODS : '';
  return `${inputLabel(report, name, option)}${mean}`;
}

/** The input a threshold is meant for, with its options where it is not shared by all. */
export function switchLabel(
  report: Report,
  { variable, options = [] }: Report['analysis']['switchovers'][number],
): string {
  const input = inputOf(report, variable, options[0]);
  const name = learnedLabel(report, variable, options[0]);
  const some = input?.shared === false && options.length < report.decision.options.length;
  if (!some || variable.startsWith('score:')) return name;
  return `${name} (${list(
    options.map((id) => optionLabel(report, id)),
    3,
  )})`;
}

/** An input beside figures of one option, whose name need not be said again. */
export const inputLabelOf = (report: Report, name: string, option: string): string =>
  inputLabel(report, name, option).replace(` (${optionLabel(report, option)})`, '');

/** Name of what the options are ranked by. */
export function objectiveLabel(report: Report): string {
  const outcome = report.analysis.objective?.outcome ?? null;
  const label = report.frame.outcomes.find(({ name }) => name === outcome)?.label;
  return outcome === null ? 'the overall score' : plain(label ?? outcome, NAME_LENGTH);
}

export const objectiveUnit = (report: Report): string => report.analysis.objective?.unit ?? '';

/** Statistics of the outcome the options are ranked by; null with several criteria. */
export function objectiveStatistics(report: Report, option: ReportOption): ReportStatistics | null {
  return option.outcomes[report.analysis.objective?.outcome ?? ''] ?? null;
}

/** Options best first; those without a rank last, in the order of the scenario. */
export function rankedOptions(report: Report): ReportOption[] {
  return [...report.decision.options].sort(
    (left, right) => (left.rank ?? Infinity) - (right.rank ?? Infinity) || 0,
  );
}

/** Rows about what the options are ranked by, for the recommended option, in the report's order. */
export function driverRows(report: Report) {
  const { objective, sensitivity } = report.analysis;
  const known = new Set(report.frame.outcomes.map(({ name }) => name));
  return sensitivity.filter(
    ({ option, outcome }) =>
      option === report.recommendation.primary &&
      (objective?.kind === 'outcome' ? outcome === objective.outcome : !known.has(outcome)),
  );
}

export const figureOr = (
  value: number | null | undefined,
  unit: string | null = null,
  error = 0,
): string => (value === null || value === undefined ? NONE : figure(value, { unit, error }));

export const percentOr = (value: number | null): string => (value === null ? NONE : percent(value));

export const scoreOr = (value: number | null): string => (value === null ? NONE : fixed(value, 1));

export const rangeOr = (low: number | null, high: number | null, unit: string | null): string =>
  low === null || high === null ? NONE : range(low, high, unit);

/** Whether an input is 1 where something happens and 0 where it does not. */
const isEvent = ({ kind, p5, p50, p95 }: Report['frame']['inputs'][number]): boolean =>
  kind === 'bernoulli' ||
  (kind === 'conditional' && p5 === 0 && p95 === 1 && (p50 === 0 || p50 === 1));

/** What an input was moved between: p10 and p90, also where nothing came of it. */
export function inputRange(report: Report, row: Report['analysis']['sensitivity'][number]): string {
  const input = inputOf(report, row.variable, row.option);
  if (input !== undefined && isEvent(input)) return 'no or yes';
  return rangeOr(
    row.inputLow ?? input?.p10 ?? null,
    row.inputHigh ?? input?.p90 ?? null,
    input?.unit ?? null,
  );
}

/** Where another option leads, to the digits that the input's 90 % range bears: `above 3 %`, `happens`. */
export function placeText(
  report: Report,
  { variable, options, threshold, side, until }: Report['analysis']['switchovers'][number],
): string {
  const input = inputOf(report, variable, options?.[0]);
  if (input?.perPeriod === false && isEvent(input)) {
    return side === 'below' ? 'does not happen' : 'happens';
  }
  const text = (value: number | null) => {
    if (value === null) return NONE;
    return input?.p5 == null || input.p95 === null
      ? figure(value, { unit: input?.unit ?? null })
      : within(value, input.p5, input.p95, input.unit);
  };
  if (until !== undefined) return `between ${text(threshold)} and ${text(until)}`;
  return input !== undefined && isCounted(input)
    ? `at ${text(threshold)} or ${side === 'below' ? 'less' : 'more'}`
    : `${side} ${text(threshold)}`;
}

/** The same as a clause: `churn is above 3 %`; `“serious defect” happens`. */
export function switchClause(
  report: Report,
  change: Report['analysis']['switchovers'][number],
): string {
  const [label, place] = [switchLabel(report, change), placeText(report, change)];
  return /happens?$/.test(place) ? `“${label}” ${place}` : `${label} is ${place}`;
}
