import type {
  Findings,
  Frame,
  InputFinding,
  OptionFinding,
  SensitivityFinding,
  TornadoBar,
} from '../decide/findings.ts';
import { estimate, figure, percent, range } from './figures.ts';
import { list, plain, quotation, quoted, words } from './labels.ts';
import type { Severity } from './types.ts';

/** Names and figures looked up in Findings, as the sentences about them need them. */

const NAME_LENGTH = 64;
/** Words from which a name is set apart in a sentence. */
const OPTION_WORDS = 4;
const INPUT_WORDS = 3;
/** Names that read as several things, beside a verb for one: `70 million bottles`, `Tiers`. */
const READS_AS_MANY = /^\d|[^sui]s$/i;
/** What a label says of how marks were given: `ease of use, marks 0 to 10`. */
const MARKING = /,\s*(marks?|points?|scores?|scale|rated)\b[^,]*\d[^,]*$/i;

/** The option's name, safe and short; its id where it has none. */
export function optionLabel(frame: Frame, id: string): string {
  const name = plain(frame.options.find((option) => option.id === id)?.name ?? '', NAME_LENGTH);
  return name === '' ? plain(id, NAME_LENGTH) : name;
}

/** The option's name as it stands in a sentence. */
export function optionName(frame: Frame, id: string): string {
  const label = optionLabel(frame, id);
  return READS_AS_MANY.test(label) ? quotation(label) : quoted(label, OPTION_WORDS);
}

/** The input of that name, as the option sees it when one is given. */
export function inputOf(frame: Frame, name: string, option?: string): InputFinding | undefined {
  const named = frame.inputs.filter((input) => input.name === name);
  return named.find((input) => option !== undefined && input.options.includes(option)) ?? named[0];
}

/** The criterion and the option of a direct score; null for any other input. */
function scoreOf(name: string): { criterion: string; option: string } | null {
  const [kind, criterion = '', option = ''] = name.split(':');
  return kind === 'score' && option !== '' ? { criterion, option } : null;
}

/**
 * An input as words, as the option sees it when one is given: its label, else its name with spaces;
 * `Talent (Berlin)` for a direct score.
 */
export function inputLabel(frame: Frame, name: string, option?: string): string {
  const label = plain(inputOf(frame, name, option)?.label ?? '', NAME_LENGTH);
  if (label !== '' && label !== name) return label;
  const score = scoreOf(name);
  return score === null
    ? words(name, NAME_LENGTH)
    : plain(`${criterionLabel(frame, score.criterion)} (${optionLabel(frame, score.option)})`, 96);
}

/** A label without what it adds after a comma, where three words or more stand before: the tables have all. */
const headOf = (label: string): string => /^\S+(?: [^\s,]+){2,}(?=, )/.exec(label)?.[0] ?? label;

/** An input as it stands in a sentence: in quotation marks where it is long, or something that happens. */
export function inputName(frame: Frame, name: string, option?: string): string {
  const score = scoreOf(name);
  if (score !== null) {
    return `${criterionName(frame, score.criterion)} (${optionLabel(frame, score.option)})`;
  }
  const label = headOf(inputLabel(frame, name, option));
  const input = inputOf(frame, name, option);
  return input !== undefined && isEvent(frame, input)
    ? quotation(label)
    : quoted(label, INPUT_WORDS);
}

/** An input with the options it holds for, where it is not shared by all. */
export function inputNameFor(frame: Frame, input: InputFinding): string {
  const name = inputName(frame, input.name, input.options[0]);
  const some = !input.shared && input.options.length < frame.options.length;
  if (!some || input.name.startsWith('score:')) return name;
  return `${name} (${list(
    input.options.map((id) => optionLabel(frame, id)),
    3,
  )})`;
}

/** The input as the recommended option sees it: what learning it, or its switching value, is about. */
export const learnedInput = (findings: Findings, name: string): InputFinding | undefined =>
  inputOf(findings.frame, name, findings.recommendation.primary ?? undefined);

/** Its name; of one drawn in every period, of its mean over them. */
export function learnedName(findings: Findings, name: string): string {
  const { frame, recommendation } = findings;
  const mean = learnedInput(findings, name)?.perPeriod ? 'the mean over the periods of ' : '';
  return `${mean}${inputName(frame, name, recommendation.primary ?? undefined)}`;
}

/** Whether an input either is or is not: 1 or 0. */
export function isEvent(frame: Frame, input: InputFinding): boolean {
  const spec = frame.scenario.variables?.[input.name];
  const dist = typeof spec === 'object' ? spec.dist : undefined;
  return input.kind === 'bernoulli' || dist === 'bernoulli';
}

/** Whether an input's chances follow from other inputs, so that it is no estimate of its own. */
export const isDerived = ({ kind }: InputFinding): boolean => kind === 'conditional';

/** Kinds whose values are counted or listed, so that a threshold is itself one of them. */
const DISCRETE: ReadonlySet<string> = new Set([
  'discrete',
  'empirical',
  'binomial',
  'poisson',
  'geometric',
  'negative_binomial',
]);

/** Whether a threshold is itself a value of the input. */
export const isCounted = ({ kind, perPeriod }: Pick<InputFinding, 'kind' | 'perPeriod'>): boolean =>
  !perPeriod && DISCRETE.has(kind);

/** Whether an input is drawn anew in every period from chances that others set: nobody can find it out. */
export const isLuck = (input: InputFinding): boolean => input.perPeriod && isDerived(input);

/** Where an input lies: `yes in 18 % of samples`, its 90 % range, or null where neither is known. */
export function spreadText(frame: Frame, input: InputFinding): string | null {
  if (isEvent(frame, input)) {
    const drawn = input.perPeriod ? 'periods' : 'samples';
    return Number.isFinite(input.mean) ? `yes in ${percent(input.mean)} of ${drawn}` : null;
  }
  return Number.isFinite(input.p95 - input.p5) ? range(input.p5, input.p95, input.unit) : null;
}

/** A criterion as words: its label, else its id. */
export function criterionLabel(frame: Frame, id: string): string {
  const spec = frame.scenario.criteria?.find((criterion) => criterion.id === id);
  return (
    plain((spec?.label ?? '').replace(MARKING, ''), NAME_LENGTH) ||
    words(id.replace(/-/g, ' '), NAME_LENGTH)
  );
}

export const criterionName = (frame: Frame, id: string): string =>
  quoted(criterionLabel(frame, id), INPUT_WORDS);

export function outcomeName(frame: Pick<Frame, 'outcomes'>, name: string): string {
  const label = plain(
    frame.outcomes.find((outcome) => outcome.name === name)?.label ?? '',
    NAME_LENGTH,
  );
  return label === '' || label === name ? words(name, NAME_LENGTH) : label;
}

/** A line of the model over periods as words: its label, else its name with spaces. */
export function lineName({ scenario }: Pick<Frame, 'scenario'>, name: string): string {
  const line = scenario.model?.[name];
  const label = typeof line === 'object' ? plain(line.label ?? '', NAME_LENGTH) : '';
  return label === '' ? words(name, NAME_LENGTH) : label;
}

export function outcomeUnit(frame: Frame, name: string): string | null {
  return frame.outcomes.find((outcome) => outcome.name === name)?.unit ?? null;
}

/** The title, as a short line. */
export function titleOf(frame: Frame): string {
  return plain(frame.scenario.title, 100) || plain(frame.scenario.id);
}

/** What the options are ranked by, as words: `npv`, or `the overall score`. */
export function objectiveName(findings: Findings): string {
  const { objective, frame } = findings;
  return objective?.kind === 'outcome' && objective.outcome !== null
    ? outcomeName(frame, objective.outcome)
    : 'the overall score';
}

export function objectiveUnit(findings: Findings): string {
  const unit = findings.objective?.unit ?? '';
  return findings.objective?.kind === 'score' && unit === '' ? 'points' : unit;
}

/** Points of a score that nobody tells apart. */
const SAME_POINTS = 0.1;

/** An amount in the objective's unit; of points no more than the first decimal unless their error is given. */
export function amount(findings: Findings, value: number, error?: number): string {
  const fine = findings.objective?.kind === 'score' ? Math.min(Math.abs(value), SAME_POINTS) : 0;
  return figure(value, { unit: objectiveUnit(findings), error: error ?? fine });
}

/** An amount that its own error drowns, to one digit. */
export function roughAmount(findings: Findings, value: number): string {
  return figure(value, { unit: objectiveUnit(findings), resolution: Math.abs(value) });
}

/** The option's figure on the objective, to the digits its Monte Carlo interval bears. */
export function optionValue(findings: Findings, option: OptionFinding): string {
  return estimate(option.value, objectiveUnit(findings));
}

export function optionOf(findings: Findings, id: string | null): OptionFinding | null {
  return findings.options.find((option) => option.id === id) ?? null;
}

export function winnerOf(findings: Findings): OptionFinding | null {
  return optionOf(findings, findings.recommendation.primary);
}

/** Options other than the winner, best rank first. */
export function rivalsOf(findings: Findings): OptionFinding[] {
  const { primary } = findings.recommendation;
  return findings.options
    .filter((option) => option.id !== primary)
    .sort((left, right) => left.rank - right.rank);
}

/** Ids of the rules that an option breaks. */
export const brokenRules = (findings: Findings, option: string): string[] =>
  findings.constraints
    .filter((rule) => rule.option === option && !rule.satisfied)
    .map(({ id }) => id);

/** Options beside the winner that may be chosen: all of them where the winner breaks a rule itself. */
export function allowedRivals(findings: Findings): OptionFinding[] {
  const { primary } = findings.recommendation;
  const rivals = rivalsOf(findings);
  return primary !== null && brokenRules(findings, primary).length > 0
    ? rivals
    : rivals.filter(({ id }) => brokenRules(findings, id).length === 0);
}

export function runnerUpOf(findings: Findings): OptionFinding | null {
  return optionOf(findings, findings.recommendation.runnerUp) ?? rivalsOf(findings)[0] ?? null;
}

/** Whether a tornado bar or a sensitivity index is about what the options are ranked by. */
function isAboutObjective(findings: Findings, outcome: string): boolean {
  const { objective, frame } = findings;
  if (objective === null) return false;
  if (objective.kind === 'outcome') return outcome === objective.outcome;
  return !frame.outcomes.some((known) => known.name === outcome);
}

export function swingOf(bar: TornadoBar): number {
  const swing = Math.abs(bar.high - bar.low);
  return Number.isFinite(swing) ? swing : 0;
}

/** Swings of the objective for one option, widest first. */
export function swingsOf(findings: Findings, option: string): TornadoBar[] {
  return findings.tornado
    .filter((bar) => bar.option === option && isAboutObjective(findings, bar.outcome))
    .sort((left, right) => swingOf(right) - swingOf(left));
}

/** Shares of the objective's variance for one option, largest total first. */
export function sharesOf(findings: Findings, option: string): SensitivityFinding[] {
  return findings.sensitivity
    .filter((index) => index.option === option && isAboutObjective(findings, index.outcome))
    .sort((left, right) => orZero(right.total.value) - orZero(left.total.value));
}

/** How much of the objective hangs on a variable, 0…1: its total index, else its share of the swings. */
export function relevanceOf(findings: Findings, variable: string): number {
  const winner = winnerOf(findings);
  if (winner === null) return 0;
  const share = sharesOf(findings, winner.id).find((index) => index.variable === variable);
  if (share !== undefined) return clamp01(share.total.value);
  const bars = swingsOf(findings, winner.id);
  const all = bars.reduce((sum, bar) => sum + swingOf(bar), 0);
  const own = bars.find((bar) => bar.variable === variable);
  return own === undefined || all === 0 ? 0 : swingOf(own) / all;
}

/** Standard deviation of the objective for an option; null where it is a score. */
export function objectiveSd(findings: Findings, option: OptionFinding): number | null {
  const outcome = findings.objective?.outcome ?? null;
  const sd = outcome === null ? undefined : option.outcomes[outcome]?.sd;
  return sd !== undefined && Number.isFinite(sd) && sd > 0 ? sd : null;
}

export const orZero = (value: number) => (Number.isFinite(value) ? value : 0);
export const clamp01 = (value: number) => Math.min(1, Math.max(0, orZero(value)));

const BASE: Record<Severity, number> = { info: 0, warning: 0.35, serious: 0.7 };

/** Weight of a remark: its severity first, then how much it bears on this decision (0…1). */
export function weigh(severity: Severity, relevance: number): number {
  return BASE[severity] + 0.3 * clamp01(relevance);
}
