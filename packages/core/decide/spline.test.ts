import { describe, expect, test } from 'vitest';
import { factorBanded, solveBanded } from './banded.ts';
import {
  coefficientsOf,
  crossValidation,
  factorOf,
  fitOf,
  momentsOf,
  parametersOf,
  smooth,
  splineBasis,
} from './spline.ts';

const places = Float64Array.from({ length: 200 }, (_, i) => i / 50 - 2);
const fit = fitOf(splineBasis(places), new Float64Array(200).fill(3));
const smoothed = (values: Float64Array, penalty: number) =>
  smooth(fit, coefficientsOf(factorOf(fit, penalty), momentsOf(fit, values)));

describe('P-spline', () => {
  test.each([1e-7, 1, 1e5])('a line comes through any penalty unchanged (%d)', (penalty) => {
    const line = places.map((x) => 3 - 2 * x);
    const found = smoothed(line, penalty);
    found.forEach((y, i) => {
      expect(Math.abs(y - (line[i] as number))).toBeLessThan(1e-6);
    });
  });

  test('the mean is kept', () => {
    const bumpy = places.map((x, i) => x * x + (i % 7));
    const found = smoothed(bumpy, 0.01);
    const mean = (xs: Float64Array) => xs.reduce((a, b) => a + b, 0) / xs.length;
    expect(mean(found)).toBeCloseTo(mean(bumpy), 9);
  });

  test.each([1e-7, 1e-2, 1e5])(
    'the cross-validation score is that of the residuals (%d)',
    (penalty) => {
      const bumpy = places.map((x, i) => x * x * x + (i % 7));
      const meanSquare = (xs: Float64Array) => xs.reduce((sum, x) => sum + x * x, 0) / xs.length;
      const residuals = smoothed(bumpy, penalty).map((y, i) => y - (bumpy[i] as number));
      const factor = factorOf(fit, penalty);
      const parameters = parametersOf(fit, factor);
      const moments = momentsOf(fit, bumpy);
      const known = { square: meanSquare(bumpy), moments };
      const score = crossValidation(fit, parameters, known, coefficientsOf(factor, moments));
      expect(score).toBeCloseTo(meanSquare(residuals) / (1 - parameters / 200) ** 2, 9);
    },
  );

  test('from twenty parameters with no penalty to two with a great one', () => {
    expect(parametersOf(fit, factorOf(fit, 1e-12))).toBeCloseTo(20, 3);
    expect(parametersOf(fit, factorOf(fit, 1e6))).toBeCloseTo(2, 2);
  });
});

test('banded Cholesky solves what it factored', () => {
  // [[4, 1, 0], [1, 5, 2], [0, 2, 6]] x = [6, 17, 22] has the solution 1, 2, 3.
  const factor = factorBanded(Float64Array.of(4, 5, 6, 1, 2, 0), 3, 1);
  const x = solveBanded(factor, 3, 1, Float64Array.of(6, 17, 22));
  expect([...x]).toEqual([1, 2, 3].map((v) => expect.closeTo(v, 12)));
});
