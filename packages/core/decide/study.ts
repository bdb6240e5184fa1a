import type { StudySpec } from '@scenario-sandbox/contract';
import type { InputSource } from '../language/graph.ts';
import { normalQuantile, pow } from '../math/elementary.ts';
import { oneMoreSource } from '../simulate/draws.ts';
import { drawColumn } from '../simulate/draws-at.ts';
import { binsOf } from './bins.ts';
import { meanOf, squaresAbout } from './estimates.ts';
import { type Gain, gainOf } from './gain.ts';
import type { Conditional, Problem } from './problem.ts';
import { regressorOf } from './regression.ts';

/** Samples in which studies are simulated: the leads they are judged by are without noise. */
const STUDY_SAMPLES = 8_192;
/** Reserved source of the observations: no scenario can name it. */
const OBSERVATIONS: readonly [number, number] = [0xdec1de00, 0x57d1e500];

/**
 * Value of a study (EVSI)
 *
 * For each sample a study is simulated, given the variable's value there, and what one would expect
 * of the leads after it is regressed on the mean that it observed. Its value is what choosing by
 * that is worth; net of its cost, whether to buy it.
 *
 * Valid when: An observation is the variable with normal noise of the standard deviation that the
 * study states (`sd`); 0 means that the variable itself is seen, such as the result of a test.
 * Where none is stated, a proportion (a beta variable on 0 to 1) is counted by yes and no, and any
 * other variable has its own standard deviation as noise. Of a variable drawn in every period, the
 * mean over the periods is observed.
 *
 * Source: Strong, Oakley, Brennan & Breeze, Estimating the Expected Value of Sample Information
 * Using the Probabilistic Sensitivity Analysis Sample (2015); Kass & Wasserman, A Reference
 * Bayesian Test for Nested Hypotheses and its Relationship to the Schwarz Criterion (1995), for
 * noise as large as the uncertainty.
 *
 * In code: A study tells of the leads through the variable alone, so the regression on it can stand
 * for the leads without their noise, in the first 8,192 samples; what is observed comes from one more
 * dimension of the Sobol points. The error is that of the leads themselves.
 */
export function studyGain(problem: Problem, conditional: Conditional, study: StudySpec): Gain {
  const n = Math.min(conditional.column.length, STUDY_SAMPLES);
  const observed = observedMeans(problem, conditional, study, n);
  const regressor = regressorOf(binsOf(observed));
  const { of } = conditional.bins;
  const expected = conditional.leads.map(({ sharp: { all } }) => {
    const column = new Float64Array(n);
    for (let i = 0; i < n; i += 1) column[i] = all[of[i] as number] as number;
    return column;
  });
  return gainOf(
    regressor,
    expected.map((y) => regressor.on(y)),
    problem.leads().columns,
  );
}

/** Mean of observations simulated in each of the first `count` samples. */
function observedMeans(
  problem: Problem,
  { column: all, input }: Conditional,
  { n, sd }: StudySpec,
  count: number,
): Float64Array {
  const column = all.subarray(0, count);
  if (sd === 0) return column;
  const { samples } = problem;
  const source = oneMoreSource(samples.graph, OBSERVATIONS);
  const trials = Uint32Array.from(column.keys());
  const draws = drawColumn(source, samples.settings, trials);
  if (sd === undefined && isProportion(problem, input))
    return column.map((x, i) => binomialQuantile(n, x, draws[i] as number) / n);
  const noise = (sd ?? ownSd(all)) / Math.sqrt(n);
  return column.map((x, i) => x + noise * normalQuantile(draws[i] as number));
}

function ownSd(column: Float64Array): number {
  return Math.sqrt(squaresAbout(column, meanOf(column)) / column.length);
}

function isProportion(problem: Problem, input: number): boolean {
  const { distribution, perPeriod } = problem.samples.graph.inputs[input] as InputSource;
  if (perPeriod || distribution?.kind !== 'beta') return false;
  const { min = 0, max = 1 } = distribution.parameters;
  return min === 0 && max === 1;
}

/**
 * Least k with F(k) ≥ u for k successes in n trials of chance p; by its normal approximation with
 * continuity correction where the variance is above 50.
 */
export function binomialQuantile(n: number, p: number, u: number): number {
  if (p > 0.5) return n - binomialQuantile(n, 1 - p, 1 - u);
  if (!(p > 0)) return 0;
  const variance = n * p * (1 - p);
  if (variance > 50) {
    const k = Math.floor(n * p + Math.sqrt(variance) * normalQuantile(u) + 0.5);
    return Math.min(n, Math.max(0, k));
  }
  const odds = p / (1 - p);
  let mass = pow(1 - p, n);
  let sum = mass;
  let k = 0;
  while (sum < u && k < n) {
    mass *= ((n - k) / (k + 1)) * odds;
    sum += mass;
    k += 1;
  }
  return k;
}
