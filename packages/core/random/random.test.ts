import { expect, test } from 'vitest';
import points from './fixtures/sobol.json' with { type: 'json' };
import { philox } from './philox.ts';
import { directions, reverseBits, SOBOL_DIMENSIONS, scrambleWords, sobol } from './sobol.ts';
import { uniform, unitInterval } from './uniform.ts';

// Random123's kat_vectors, philox4x32 with 10 rounds.
test.each([
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    '408f276d 41c83b0e a20bc7c6 6d5451fd',
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    'd16cfe09 94fdcceb 5001e420 24126ea1',
  ],
])('philox of %o with key %o', (counter, key, expected) => {
  const out = new Uint32Array(4);
  const [c0, c1, c2, c3] = counter as [number, number, number, number];
  const [k0, k1] = key as [number, number];
  philox(out, c0, c1, c2, c3, k0, k1);
  expect(Array.from(out, (word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(expected);
});

test('uniforms are exact, inside (0, 1), and use 52 bits', () => {
  expect(unitInterval(0, 0)).toBe(2 ** -53);
  expect(unitInterval(0xffffffff, 0xffffffff)).toBe(1 - 2 ** -53);
  expect(unitInterval(0x80000000, 0)).toBe(0.5 + 2 ** -53);
  // Philox of the zero counter and key: words 1:0 for trial 0, words 3:2 for trial 1.
  expect(uniform(0, [0, 0], 0, 0)).toBe(unitInterval(0xe169c58d, 0x6627e8d5));
  expect(uniform(0, [0, 0], 1, 0)).toBe(unitInterval(0x9b00dbd8, 0xbc57ac4c));
});

test('every part of the address matters', () => {
  const draws = [
    uniform(1, [2, 3], 4, 5),
    uniform(2, [2, 3], 4, 5),
    uniform(1 + 2 ** 32, [2, 3], 4, 5),
    uniform(1, [3, 3], 4, 5),
    uniform(1, [2, 4], 4, 5),
    uniform(1, [2, 3], 5, 5),
    uniform(1, [2, 3], 6, 5),
    uniform(1, [2, 3], 4 + 2 ** 33, 5),
    uniform(1, [2, 3], 2 ** 52, 5),
    uniform(1, [2, 3], 4, 6),
  ];
  expect(new Set(draws).size).toBe(draws.length);
});

test('uniforms have the moments and the lack of correlation they should', () => {
  const n = 200_000;
  let [sum, squares, lagged, before] = [0, 0, 0, 0.5];
  for (let i = 0; i < n; i++) {
    const u = uniform(42, [1, 2], i, 0) - 0.5;
    sum += u;
    squares += u * u;
    lagged += u * before;
    before = u;
  }
  expect(Math.abs(sum / n)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  expect(Math.abs(lagged / n)).toBeLessThan(4 / 12 / Math.sqrt(n));
});

function unscrambled(dimension: number, n: number): number {
  let x = 0;
  for (let i = 0; i < 32; i++) if ((n >>> i) & 1) x ^= directions(dimension)[i] as number;
  return reverseBits(x);
}

test('Sobol points are those of SciPy', () => {
  let compared = 0;
  for (const [n, row] of Object.entries(points))
    for (const [dimension, expected] of Object.entries(row)) {
      expect(unscrambled(Number(dimension), Number(n)), `point ${n}, dimension ${dimension}`).toBe(
        expected,
      );
      compared++;
    }
  expect(compared).toBe(72);
  expect(() => directions(SOBOL_DIMENSIONS)).toThrow('1024');
});

test.each([0, 1, 2, 7, 300, 1023])(
  'scrambled dimension %i keeps one point in each bin',
  (dimension) => {
    const v = directions(dimension);
    const scrambles = scrambleWords(7, [dimension, 9], 0);
    for (const bins of [1, 2, 64, 1024, 4096]) {
      // Any aligned run of `bins` points, not only the first.
      for (const start of [0, bins, 3 * bins]) {
        const seen = new Set<number>();
        for (let i = 0; i < bins; i++) seen.add(Math.floor(sobol(v, scrambles, start + i) * bins));
        expect(seen.size).toBe(bins);
      }
    }
  },
);

test('scrambles differ by seed, by source and by period, and keep pairs of dimensions in balance', () => {
  expect(scrambleWords(1, [1, 1], 0)).not.toEqual(scrambleWords(2, [1, 1], 0));
  expect(scrambleWords(1, [1, 1], 0)).not.toEqual(scrambleWords(1, [1, 2], 0));
  expect(scrambleWords(1, [1, 1], 0)).not.toEqual(scrambleWords(1, [1, 1], 1));
  // Dimensions 0 and 1 are a (0, m, 2)-net: every elementary 32 × 32 box holds one of 1024 points.
  const boxes = new Set<number>();
  for (let i = 0; i < 1024; i++) {
    const a = Math.floor(sobol(directions(0), scrambleWords(5, [1, 2], 0), i) * 32);
    const b = Math.floor(sobol(directions(1), scrambleWords(5, [3, 4], 0), i) * 32);
    boxes.add(32 * a + b);
  }
  expect(boxes.size).toBe(1024);
});
