import type { Scenario } from '@scenario-sandbox/contract';
import type { Graph } from '../language/graph.ts';
import type { Summary, SummaryRequest } from '../simulate/types.ts';
import { errorOfMean } from './estimates.ts';
import { isNeutral } from './utility.ts';
import { criteriaOf, outcomeName, type Valuation } from './valuation.ts';

/**
 * A run of so many samples keeps the outcomes of its first 131,072 alone, where its ranking can do without
 * the rest: memory stops growing with the samples. Analyses that go sample by sample read the first ones.
 */
export const SUMMARISED_FROM = 524_288;
export const OUTCOME_SAMPLES = 131_072;

const FIGURES = [
  ...(['mean', 'sd', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const),
  ...(['min', 'max', 'nan', 'infinite'] as const),
];

/**
 * What a large run is asked about all its samples, or null where its ranking needs the values themselves:
 * with several criteria, a value function, a risk tolerance, or nothing to rank by.
 */
export function requestOf(scenario: Scenario, graph: Graph): SummaryRequest | null {
  const [criterion, ...others] = criteriaOf(scenario);
  if (criterion === undefined || others.length > 0 || !isNeutral(scenario)) return null;
  if (criterion.value !== undefined || criterion.scale !== undefined) return null;
  return {
    figures: FIGURES,
    compared: {
      outcome: graph.outcomeNames.indexOf(outcomeName(criterion)),
      minimise: criterion.direction === 'minimise',
    },
  };
}

/**
 * Standard error, by batch means, of an option's mean of the outcome that ranks, or of its difference to
 * another option's.
 */
export function errorOfWhole(
  { means }: Summary,
  { criteria }: Valuation,
  option: number,
  other?: number,
): number {
  const outcome = criteria[0]?.outcome ?? 0;
  const own = means[option]?.[outcome] as Float64Array;
  if (other === undefined) return errorOfMean(own);
  const others = means[other]?.[outcome] as Float64Array;
  return errorOfMean(own.map((mean, run) => mean - (others[run] as number)));
}
