import { expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { directions, scrambleWords, sobol } from '../random/sobol.ts';
import { uniform } from '../random/uniform.ts';
import { errorOfMean, errorsFor, meanAndError, Z95 } from './estimates.ts';

const N = 4_096;
const key = (d: number) => [d, 7] as const;
const independent = (seed: number) => (trial: number, d: number) => uniform(seed, key(d), trial, 0);
const even = (seed: number) => {
  const scrambles = [0, 1].map((d) => scrambleWords(seed, key(d), 0));
  return (trial: number, d: number) =>
    sobol(directions(d), scrambles[d] as readonly [number, number], trial);
};

/** Over 400 seeds: the share of intervals that hold the mean of f, 0, and their mean half-width. */
function intervals(draws: typeof even, f: (x: number, y: number) => number) {
  let [held, width] = [0, 0];
  for (let seed = 1; seed <= 400; seed += 1) {
    const draw = draws(seed);
    const column = Float64Array.from({ length: N }, (_, i) => f(draw(i, 0), draw(i, 1)));
    const { mean, error } = meanAndError(column);
    if (Math.abs(mean) <= Z95 * error) held += 1;
    width += (Z95 * error) / 400;
  }
  return { held: held / 400, width };
}

const smooth = (x: number, y: number) => normalQuantile(x) * (1 + y) + y - 0.5;
/** 1 where x + y is above 1: no edge of it is along an axis. */
const diagonal = (x: number, y: number) => (x + y > 1 ? 0.5 : -0.5);

test.each([
  ['smooth', smooth],
  ['cut across', diagonal],
] as const)('a 95 %% interval holds the mean of a %s function as often as it says', (_, f) => {
  const plain = intervals(independent, f);
  expect(plain.held).toBeGreaterThan(0.92);
  expect(plain.held).toBeLessThan(0.98);
  const points = intervals(even, f);
  expect(points.held).toBeGreaterThan(0.95);
  expect(points.width).toBeLessThan(plain.width / 3);
});

test('of fewer than 64 samples it is sd/√n', () => {
  const column = Float64Array.of(1, 2, 4, 8);
  expect(meanAndError(column)).toEqual({ mean: 3.75, error: Math.sqrt(28.75 / 3 / 4) });
  expect(meanAndError(Float64Array.of(5))).toEqual({ mean: 5, error: 0 });
});

test('equal samples have no error, whatever their number', () => {
  expect(errorOfMean(new Float64Array(100_000).fill(0.1))).toBe(0);
});

/** Quantiles of Student's t with 31 degrees, printed by R 4.2: qt(c(0.975, 0.999, 0.99999), 31). */
test.each([
  [0.975, 2.039513],
  [0.999, 3.374899],
])('errors for the normal %f quantile are Student’s', (p, t) => {
  const T95 = 2.039513;
  expect(errorsFor(normalQuantile(p))).toBeCloseTo((t * Z95) / T95, 2);
});
