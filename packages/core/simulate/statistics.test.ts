import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniform } from '../random/uniform.ts';
import { statistics } from './statistics.ts';

const numAcc = (first: number, ...pair: [number, number]) =>
  Float64Array.from([first, ...Array.from({ length: 1000 }, (_, i) => pair[i % 2] as number)]);

// NIST Statistical Reference Datasets, univariate summary statistics. The certified sd of NumAcc4
// is that of decimal data; the nearest doubles have 0.1 to 8 digits.
test.each([
  ['NumAcc1', Float64Array.of(10000001, 10000003, 10000002), 10000002, 1, 15],
  ['NumAcc2', numAcc(1.2, 1.1, 1.3), 1.2, 0.1, 14],
  ['NumAcc3', numAcc(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, 9],
  ['NumAcc4', numAcc(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, 8],
] as const)('%s of NIST', (_, data, mean, sd, digits) => {
  const found = statistics(data);
  expect(Math.abs(found.mean / mean - 1)).toBeLessThan(1e-15);
  expect(Math.abs(found.sd / sd - 1)).toBeLessThan(10 ** -digits);
});

/** Type 7 and CVaR written out on a sorted copy. */
function plain(data: number[]) {
  const x = [...data].sort((a, b) => a - b);
  const n = x.length;
  const q = (p: number) => {
    const h = (n - 1) * p;
    const k = Math.floor(h);
    const [a, b] = [x[k] as number, x[Math.min(k + 1, n - 1)] as number];
    return a + (h - k) * (b - a);
  };
  let [rest, sum] = [0.05 * n, 0];
  for (const v of x) {
    const share = Math.min(1, rest);
    sum += share * v;
    rest -= share;
    if (rest <= 0) break;
  }
  return { q, cvar5: n < 20 ? (x[0] as number) : sum / (0.05 * n), min: x[0], max: x[n - 1] };
}

function expectPlain(data: number[]): void {
  const found = statistics(Float64Array.from(data));
  const { q, cvar5, min, max } = plain(data);
  const scale = Math.max(...data.map(Math.abs), 1e-300);
  expect(found.p5).toBe(q(0.05));
  expect(found.p10).toBe(q(0.1));
  expect(found.p25).toBe(q(0.25));
  expect(found.p50).toBe(q(0.5));
  expect(found.p75).toBe(q(0.75));
  expect(found.p90).toBe(q(0.9));
  expect(found.p95).toBe(q(0.95));
  expect(found.min).toBe(min);
  expect(found.max).toBe(max);
  expect(Math.abs(found.cvar5 - cvar5) / scale).toBeLessThan(1e-12);
}

test('agrees with a sorted copy on any data', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0);
  fc.assert(fc.property(fc.array(number, { minLength: 1, maxLength: 300 }), expectPlain), {
    seed: 1,
  });
});

const n = 100_003;
const draw = (i: number) => uniform(11, [5, 6], i, 0);
test.each([
  ['uniform', (i: number) => draw(i)],
  ['heavy tails', (i: number) => Math.tan(Math.PI * (draw(i) - 0.5))],
  ['few values', (i: number) => Math.floor(1 + 4 * draw(i))],
  ['a spike and a spread', (i: number) => (i % 3 ? 5 : 1e6 * draw(i))],
  ['rising', (i: number) => i],
  ['constant', () => -7.25],
  ['nearly constant', (i: number) => (i === 77_777 ? 1 : 3)],
  ['period of the stride', (i: number) => (i % 4 ? draw(i) : 1000 + draw(i))],
  ['a least value near the 5 % mark', (i: number) => (draw(i) < 0.0495 ? 1 : 2 + draw(i))],
  ['tiny', (i: number) => draw(i) * 1e-310],
  ['huge', (i: number) => (draw(i) - 0.5) * 1e140],
])('agrees with a sorted copy on %s', (_, f) => {
  const data = Array.from({ length: n }, (_, i) => f(i));
  const found = statistics(Float64Array.from(data));
  const { q, cvar5, min, max } = plain(data);
  expect([found.p5, found.p10, found.p25, found.p50, found.p75, found.p90, found.p95]).toEqual(
    [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(q),
  );
  expect([found.min, found.max]).toEqual([min, max]);
  expect(found.cvar5 / cvar5).toBeCloseTo(1, 9);
});

test('leaves out and counts what is not finite', () => {
  const found = statistics(Float64Array.of(NaN, 1, Infinity, 2, -Infinity, 3, NaN));
  expect(found).toMatchObject({ mean: 2, sd: 1, p50: 2, min: 1, max: 3, nan: 2, infinite: 2 });
});

test.each([1000, 5000, 100_000])('what is not finite changes nothing else among %i', (count) => {
  const clean = Float64Array.from({ length: count }, (_, i) => draw(i) ** 3);
  const values = [...clean];
  for (const [i, x] of [NaN, Infinity, -Infinity, NaN].entries()) values.splice(251 * i, 0, x);
  const found = statistics(Float64Array.from(values));
  expect(found).toEqual({ ...statistics(clean), nan: 2, infinite: 2 });
});

test('the bits do not depend on what ran before', () => {
  const column = Float64Array.from({ length: 70_001 }, (_, i) => Math.max(0.2, draw(i)));
  const before = statistics(column);
  statistics(Float64Array.from({ length: 3001 }, (_, i) => -1e9 * draw(i)));
  expect(statistics(column)).toEqual(before);
});

test('one value, and none', () => {
  expect(statistics(Float64Array.of(4))).toEqual({
    ...{ mean: 4, sd: 0, p5: 4, p10: 4, p25: 4, p50: 4, p75: 4, p90: 4, p95: 4 },
    ...{ cvar5: 4, min: 4, max: 4, nan: 0, infinite: 0 },
  });
  expect(statistics(new Float64Array(0)).mean).toBeNaN();
});
