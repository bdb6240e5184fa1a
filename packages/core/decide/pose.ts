import type { Samples, Simulator, Statistics, Summary } from '../simulate/types.ts';
import { conditionalsOf, leadsOf } from './conditional.ts';
import { constraintFindings } from './constraints.ts';
import { allFinite, errorOfMean, estimate } from './estimates.ts';
import type { ConstraintFinding, Estimate, Frame } from './findings.ts';
import { once } from './once.ts';
import { gather } from './order.ts';
import type { Problem } from './problem.ts';
import { outcomeStatistics } from './summary.ts';
import { utilityOf } from './utility.ts';
import { type Valuation, valuationOf } from './valuation.ts';
import { variablesOf } from './variables.ts';
import { errorOfWhole } from './whole.ts';

/** Options and samples of a run, valued. The samples must hold one at least. More: see DecideContext. */
export function problemOf(
  frame: Frame,
  samples: Samples,
  simulator: Simulator,
  {
    brief = false,
    whole = null,
  }: { readonly brief?: boolean; readonly whole?: Summary | null } = {},
): Problem {
  const statistics = outcomeStatistics(samples, simulator, frame.scenario, { brief, whole });
  const valuation = valuationOf(frame, samples, statistics);
  const all = valuation.overall(samples.outcomes);
  const kept = finiteSamples(all, samples.count);
  const values = kept === null ? all : all.map((column) => gather(column, kept));
  const utility = utilityOf(frame.scenario, values);
  const utilities = values.map((column) => utility.utilities(column));
  const errorOf = (column: Float64Array, d: number) =>
    whole === null ? errorOfMean(column) : errorOfWhole(whole, valuation, d);
  const worth = values.map(
    (column, d) =>
      (utility.neutral && kept === null
        ? knownWorth(valuation, statistics[d] ?? [], () => errorOf(column, d))
        : null) ?? utility.certainty(column),
  );
  const constraints = constraintFindings(frame, samples);
  const problem: Problem = {
    frame,
    samples,
    simulator,
    whole,
    valuation,
    statistics,
    kept,
    count: kept === null ? samples.count : kept.length,
    values,
    utility,
    utilities,
    worth,
    constraints,
    candidates: candidatesOf(frame, constraints, worth),
    variables: variablesOf(frame.scenario, samples.graph),
    leads: once(() => leadsOf(problem)),
    conditionals: once(() => conditionalsOf(problem, problem.leads())),
  };
  return problem;
}

/** Samples in which every option has a finite value, or null where all do. */
function finiteSamples(values: readonly Float64Array[], count: number): Uint32Array | null {
  if (values.every(allFinite)) return null;
  const kept = new Uint32Array(count);
  let n = 0;
  for (let i = 0; i < count; i += 1) {
    if (values.every((column) => Number.isFinite(column[i]))) {
      kept[n] = i;
      n += 1;
    }
  }
  return kept.slice(0, n);
}

/** Worth with the mean that is printed, where that is what ranks: no second sum that differs in its last digits. */
function knownWorth(
  { objective, criteria }: Valuation,
  statistics: readonly Statistics[],
  error: () => number,
): Estimate | null {
  const known = statistics[criteria[0]?.outcome ?? -1];
  if (objective.kind !== 'outcome' || known === undefined) return null;
  const sign = objective.direction === 'maximise' ? 1 : -1;
  return estimate(sign * known.mean, error());
}

function candidatesOf(
  frame: Frame,
  constraints: readonly ConstraintFinding[],
  worth: readonly Estimate[],
): number[] {
  const failed = new Set(constraints.filter((c) => !c.satisfied).map((c) => c.option));
  const options = frame.options.map((_, d) => d);
  const feasible = options.filter((d) => !failed.has(frame.options[d]?.id ?? ''));
  const candidates = feasible.length > 0 ? feasible : options;
  return candidates.sort((a, b) => (worth[b]?.value ?? 0) - (worth[a]?.value ?? 0));
}
