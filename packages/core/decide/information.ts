import type { StudySpec } from '@scenario-sandbox/contract';
import { meanAndError, meanOf, Z95 } from './estimates.ts';
import type { Estimate, InformationFinding } from './findings.ts';
import { type Gain, gainOf } from './gain.ts';
import { jointGain } from './joint.ts';
import type { Conditional, Leads, Problem } from './problem.ts';
import { studyGain } from './study.ts';

/** Where the value of information is not worked out. */
export const noInformation = (unit: string): InformationFinding => ({
  unit,
  evpi: { value: 0, low: 0, high: 0 },
  evppi: [],
  groups: [],
  studies: [],
});

/**
 * Value of information
 *
 * What it is worth to know before choosing: everything (EVPI), one variable or a group of
 * correlated ones (EVPPI), or the result of a study (EVSI), before and after its cost. EVPI is the
 * mean, over the samples, of the best option there, less the mean of the best option overall.
 *
 * Valid when: Choices are among the options that satisfy the constraints. 0 ≤ EVSI ≤ EVPPI of a
 * variable ≤ EVPPI of its group ≤ EVPI hold of the true figures, and estimates are kept to them.
 *
 * Source: Howard, Information Value Theory (1966); Raiffa & Schlaifer, Applied Statistical Decision
 * Theory (1961).
 */
export function informationOf(problem: Problem): InformationFinding {
  const leads = problem.leads();
  const price = priceOf(problem, leads);
  const evpi = perfectInformation(problem, price);
  const conditionals = problem.conditionals();
  const known = conditionals.map((conditional) => {
    const { value, error } = price(gainOf(conditional.regressor, conditional.leads, leads.columns));
    return { variable: conditional.variable.name, value: Math.min(value, evpi.value), error };
  });
  const worth = new Map(known.map((k) => [k.variable, k.value]));
  const studies = [problem.frame.scenario.study ?? []].flat();
  return {
    unit: problem.valuation.objective.unit,
    evpi,
    evppi: known.sort((a, b) => b.value - a.value),
    groups: groupsOf(conditionals).map((members) => {
      const least = Math.max(...members.map((m) => worth.get(m.variable.name) ?? 0));
      const joint = price(jointGain(members, leads)).value;
      const value = Math.min(evpi.value, Math.max(least, joint));
      return { variables: members.map((m) => m.variable.name), value };
    }),
    studies: studies.map((study) => {
      const conditional = conditionals.find((c) => c.variable.name === study.variable);
      return studyFinding(problem, study, conditional, price, worth.get(study.variable) ?? 0);
    }),
  };
}

/** Turns a rise in mean utility into the unit of the objective. */
function priceOf({ utilities, utility }: Problem, { best }: Leads): (gain: Gain) => Gain {
  const now = meanOf(utilities[best] as Float64Array);
  const worth = utility.certain(now);
  return ({ value, error }) => ({
    value: utility.neutral ? value : utility.certain(now + value) - worth,
    error: error * utility.slope(now + value),
  });
}

/** EVPI: mean of the best option's utility in each sample over the mean of the best on average. */
function perfectInformation(problem: Problem, price: (gain: Gain) => Gain): Estimate {
  const { candidates, utilities, count } = problem;
  const best = utilities[candidates[0] as number] as Float64Array;
  const gains = new Float64Array(count);
  for (const d of candidates.slice(1)) {
    const other = utilities[d] as Float64Array;
    for (let i = 0; i < count; i += 1) {
      const lead = (other[i] as number) - (best[i] as number);
      if (lead > (gains[i] as number)) gains[i] = lead;
    }
  }
  const { mean, error } = meanAndError(gains);
  const priced = price({ value: mean, error });
  const half = Z95 * priced.error;
  return { value: priced.value, low: Math.max(0, priced.value - half), high: priced.value + half };
}

/** Correlated groups of which two members at least were regressed on. */
function groupsOf(conditionals: readonly Conditional[]): Conditional[][] {
  const leaders = new Set(conditionals.map((c) => c.variable.group[0]));
  return [...leaders]
    .map((leader) => conditionals.filter((c) => c.variable.group[0] === leader))
    .filter((members) => members.length > 1);
}

function studyFinding(
  problem: Problem,
  study: StudySpec,
  conditional: Conditional | undefined,
  price: (gain: Gain) => Gain,
  most: number,
): InformationFinding['studies'][number] {
  const cost = study.cost ?? 0;
  const gain =
    conditional === undefined
      ? { value: 0, error: 0 }
      : price(studyGain(problem, conditional, study));
  const evsi = Math.min(most, gain.value);
  return {
    ...{ variable: study.variable, n: study.n, ...(study.sd !== undefined && { sd: study.sd }) },
    ...{ cost, evsi, net: evsi - cost, error: gain.error },
  };
}
