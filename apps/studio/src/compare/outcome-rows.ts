import type { Compare, Scenario } from '@scenario-sandbox/contract';

type OutcomeDelta = Compare['delta']['options'][number]['outcomes'][number];

type Verdict = 'worse' | 'better' | 'within chance' | 'not judged';

/** One outcome of one option on both sides, and what its difference means for the decision. */
export interface OutcomeRow {
  readonly option: string;
  /** The option's name. */
  readonly name: string;
  readonly delta: OutcomeDelta;
  readonly verdict: Verdict;
  /** The change as a share of the baseline, positive where it is for the worse; null without a direction. */
  readonly harm: number | null;
}

/** Which way an outcome should go. */
export type Directions = ReadonlyMap<string, 'maximise' | 'minimise'>;

/** Directions of the outcomes that a scenario is decided by. */
export function directionsOf(scenario: Scenario | null | undefined): Directions {
  const { objective, criteria = [] } = scenario ?? {};
  const goals = Object.entries(objective ?? {}).flatMap(([direction, outcome]) =>
    (direction === 'maximise' || direction === 'minimise') && typeof outcome === 'string'
      ? [[outcome, direction] as const]
      : [],
  );
  const judged = criteria.flatMap(({ outcome, direction }) =>
    typeof outcome === 'string' ? [[outcome, direction ?? 'maximise'] as const] : [],
  );
  return new Map([...goals, ...judged]);
}

export function outcomeRows({ delta }: Compare, directions: Directions): OutcomeRow[] {
  return delta.options.flatMap(({ id, name, outcomes }) =>
    outcomes.map((each) => ({ option: id, name, delta: each, ...judged(each, directions) })),
  );
}

function judged(
  { outcome, left, difference: { value, low, high } }: OutcomeDelta,
  directions: Directions,
): Pick<OutcomeRow, 'verdict' | 'harm'> {
  const direction = directions.get(outcome);
  if (direction === undefined || value === null) return { verdict: 'not judged', harm: null };
  const worse = direction === 'maximise' ? -value : value;
  const harm = worse === 0 ? 0 : worse / (Math.abs(left ?? 0) || Number.MIN_VALUE);
  const open = low === null || high === null || (low <= 0 && high >= 0);
  if (open) return { verdict: 'within chance', harm };
  return { verdict: worse > 0 ? 'worse' : 'better', harm };
}

const size = ({ delta: { left, difference } }: OutcomeRow): number =>
  Math.abs(difference.value ?? 0) / (Math.abs(left ?? 0) || Number.MIN_VALUE);

const descending = (a: number, b: number): number => (a === b ? 0 : a < b ? 1 : -1);

/** What has no direction comes after what has. */
const byHarm = (sign: 1 | -1) => (a: OutcomeRow, b: OutcomeRow) =>
  a.harm === null || b.harm === null
    ? Number(a.harm === null) - Number(b.harm === null)
    : sign * descending(a.harm, b.harm);

/** Orders of the rows; the first is how they stand unless asked otherwise. */
export const orders = {
  'Worse first': byHarm(1),
  'Better first': byHarm(-1),
  'Largest change first': (a: OutcomeRow, b: OutcomeRow) => descending(size(a), size(b)),
  'As in the scenario': () => 0,
} as const;

export type Order = keyof typeof orders;
