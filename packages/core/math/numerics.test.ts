import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRise } from './find-rise.ts';
import { integrateLine, integrateUnit } from './integrate.ts';
import { solveLinear } from './linear.ts';
import { solveTail } from './solve-tail.ts';

describe('solveLinear', () => {
  test('solves what it is given back', () => {
    const entry = fc.double({ min: -10, max: 10, noNaN: true });
    const row = fc.array(entry, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 4 }), row, (matrix, x) => {
        const strong = matrix.map((r, i) => r.map((a, j) => (i === j ? a + 60 : a)));
        const right = strong.map((r) => r.reduce((sum, a, j) => sum + a * (x[j] as number), 0));
        for (const [i, value] of solveLinear(strong, right).entries()) {
          expect(value).toBeCloseTo(x[i] as number, 10);
        }
      }),
      { seed: 3 },
    );
  });
  test('needs its pivots', () => {
    const matrix = [
      [0, 1],
      [2, 0],
    ];
    expect(solveLinear(matrix, [3, 4])).toEqual([2, 3]);
  });
  test('is NaN where there is no one answer', () => {
    const matrix = [
      [1, 2],
      [2, 4],
    ];
    expect(solveLinear(matrix, [1, 3]).every(Number.isNaN)).toBe(true);
    expect(solveLinear([], [])).toEqual([]);
  });
});

describe('findRise', () => {
  test.each([
    ['a root', (x: number) => x * x * x - 2, -3, 5, 2 ** (1 / 3)],
    ['a root at 0', (x: number) => x * x * x, -1, 3, 0],
    ['a flat start', (x: number) => Math.exp(x) - 1e-5, -50, 10, Math.log(1e-5)],
    ['a jump', (x: number) => (x < 0.3 ? -1 : 2), 0, 1, 0.3],
    ['the upper end', (x: number) => x - 1, 0, 1, 1],
  ])('%s', (_, f, from, to, expected) => {
    const [low, high] = findRise(f, from, to);
    expect(Math.abs(high - expected)).toBeLessThanOrEqual(1e-5 * (expected === 0 ? 1 : 1e-9));
    expect(f(low)).toBeLessThan(0);
    expect(f(high)).toBeGreaterThanOrEqual(0);
    expect(high - low).toBeLessThan(1e-5);
  });
  test('a smooth root takes few steps', () => {
    let calls = 0;
    findRise(
      (x) => {
        calls += 1;
        return Math.exp(x) - 3;
      },
      -10,
      10,
    );
    expect(calls).toBeLessThan(25);
  });
});

describe('integrateUnit', () => {
  test.each([
    ['1', () => 1, 1],
    ['u²', (u: number) => u * u, 1 / 3],
    ['log u', (u: number) => Math.log(u), -1],
    ['u^−¼', (u: number) => u ** -0.25, 4 / 3],
    ['√u', (u: number) => Math.sqrt(u), 2 / 3],
  ])('∫ %s', (_, f, expected) => {
    expect(Math.abs(integrateUnit(f) - expected)).toBeLessThan(1e-11);
  });
});

test('integrateLine', () => {
  const normal = integrateLine((t) => Math.exp(-0.5 * t * t), 12);
  expect(Math.abs(normal / Math.sqrt(2 * Math.PI) - 1)).toBeLessThan(1e-15);
});

test('solveTail finds either tail from a poor start', () => {
  for (const lower of [true, false]) {
    const t = solveTail(1e-12, lower, (t) => {
      const x = lower ? t - 20 : t + 20;
      const tail = 1 / (1 + Math.exp(lower ? -x : x));
      return { tail, weight: tail * (1 - tail), slope: lower ? 1 - 2 * tail : 2 * tail - 1 };
    });
    const x = Math.log(1e-12 / (1 - 1e-12));
    expect(t).toBeCloseTo(lower ? x + 20 : -x - 20, 9);
  }
});
