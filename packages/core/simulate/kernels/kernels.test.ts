import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { exp, log, normalCdf, normalQuantile, pow } from '../../math/elementary.ts';
import { directions, scrambleWords, sobol } from '../../random/sobol.ts';
import { uniform } from '../../random/uniform.ts';
import { TABLE_NUMBERS, tabulate } from '../quantile-table.ts';
import { compileKernels, moduleText } from './build.ts';
import { BLOCK, layout } from './constants.ts';
import { type Kernel, kernelInstance } from './instance.ts';

test('the committed module is what the sources compile to (else: npm run build:kernels)', async () => {
  const committed = await readFile(new URL('./kernels.wasm.ts', import.meta.url), 'utf8');
  expect(moduleText(await compileKernels()) === committed).toBe(true);
});

const { kernels, reserve } = kernelInstance();
const A = layout.REGISTERS as number;
const [B, OUT] = [A + 8 * BLOCK, A + 16 * BLOCK];
const TABLE = OUT + 8 * BLOCK + 1024;
const memory = reserve(TABLE + 8 * TABLE_NUMBERS);
const at = (address: number) => new Float64Array(memory, address, BLOCK);
const draw = (i: number) => uniform(9, [1, 1], i, 0);

test.each([
  ['exp', exp, (u: number) => (u - 0.5) * 1400],
  ['exp', exp, (u: number) => (u - 0.5) * 1e-3],
  ['log', log, (u: number) => u * 20],
  ['log', log, (u: number) => 1 + (u - 0.5) * 2 ** -8],
  ['log', log, (u: number) => 2 ** Math.floor((u - 0.5) * 2000)],
  ['normal_cdf', normalCdf, (u: number) => (u - 0.5) * 74.9],
  ['normal_cdf', normalCdf, (u: number) => (u - 0.5) * 2 ** -10],
  ['normal_quantile', normalQuantile, (u: number) => u],
  ['normal_quantile', normalQuantile, (u: number) => u * 2 ** -30],
] as const)('%s repeats the scalar function bit for bit', (name, f, spread) => {
  let repeated = 0;
  for (let block = 0; block < 40; block++) {
    at(A).forEach((_, i, a) => {
      a[i] = spread(draw(block * BLOCK + i));
    });
    const slow = (kernels[name] as Kernel)(OUT, A, 8 * BLOCK);
    // Of quantiles far in the tails it says that the host must redo them.
    const isDone = (x: number) => slow === 0 || Math.min(x, 1 - x) > 2 ** -36;
    const done = [...at(A).keys()].filter((i) => isDone(at(A)[i] as number));
    expect(done.map((i) => at(OUT)[i])).toEqual(done.map((i) => f(at(A)[i] as number)));
    expect(slow === 0 || (name === 'normal_quantile' && done.length < BLOCK)).toBe(true);
    repeated += done.length;
  }
  expect(repeated).toBeGreaterThan(0);
});

test('tabulated repeats the table bit for bit, and leaves NaN where it has no piece', () => {
  const { quantile, coefficients } = tabulate((u) => (u > 0.6 ? normalQuantile(u) : u * u));
  const rows = new Float64Array(memory, TABLE, TABLE_NUMBERS);
  const kernel = kernels.tabulated as Kernel;
  const edges = [
    2 ** -15,
    2 ** -16,
    0.25,
    0.5,
    0.6,
    0.6001,
    1 - 2 ** -16,
    0,
    1,
    -1,
    2,
    NaN,
    -Infinity,
  ];
  const us = at(A).map((_, i) => edges[i] ?? draw(i));
  const [registers, out] = [at(A), at(OUT)];
  registers.set(us);
  rows.set(coefficients);
  const once = kernel(OUT, A, TABLE, 8 * BLOCK);
  expect([once, out.every(Number.isNaN)]).toEqual([1, true]);
  const known = us.map(quantile);
  rows.set(coefficients);
  expect(kernel(OUT, A, TABLE, 8 * BLOCK)).toBe(1);
  const left = [...us.keys()].filter((i) => Number.isNaN(out[i]));
  expect(left.map((i) => us[i])).toEqual(expect.arrayContaining([2 ** -16, 0.5, 0.6, 0, 1, -1, 2]));
  expect(left.length).toBeLessThan(BLOCK / 4);
  us.forEach((_, i) => {
    if (!left.includes(i)) expect(out[i]).toBe(known[i]);
  });
  registers.fill(0.7);
  expect(kernel(OUT, A, TABLE, 8 * BLOCK)).toBe(0);
});

test('pow repeats the scalar function bit for bit', () => {
  for (let block = 0; block < 40; block++) {
    const wide = block % 2 === 0;
    for (let i = 0; i < BLOCK; i++) {
      const u = draw(2 * (block * BLOCK + i));
      at(A)[i] = wide ? 10 * u : 1 + (u - 0.5) * 1e-3;
      at(B)[i] = (draw(2 * (block * BLOCK + i) + 1) - 0.5) * (wide ? 50 : 1e5);
    }
    expect((kernels.pow as Kernel)(OUT, A, 16, B, 16, 8 * BLOCK)).toBe(0);
    expect(at(OUT)).toEqual(at(A).map((x, i) => pow(x, at(B)[i] as number)));
  }
});

const LEAST = 2 ** -1022;

test.each([
  ['exp', [707.999, -707.999, 0, -0, 5e-324], [708, -708, 1e300, Infinity, -Infinity, NaN]],
  ['log', [LEAST, Number.MAX_VALUE, 1], [LEAST - 5e-324, 0, -0, -1, Infinity, -Infinity, NaN]],
  ['normal_cdf', [37.499, -37.499, 0, -0], [37.5, -37.5, 1e300, Infinity, -Infinity, NaN]],
  ['normal_quantile', [1.5e-11, 1 - 1.5e-11], [1e-12, 1 - 1e-12, 0, 1, -1, 2, Infinity]],
] as const)(
  '%s tells of a number outside its range in any of four lanes',
  (name, inside, outside) => {
    const kernel = kernels[name] as Kernel;
    const told = (x: number, lane: number) => {
      at(A).fill(0.5);
      at(A)[4 + lane] = x;
      return kernel(OUT, A, 8 * 16);
    };
    for (const lane of [0, 1, 2, 3]) {
      expect(inside.map((x) => told(x, lane))).toEqual(inside.map(() => 0));
      expect(outside.map((x) => told(x, lane))).toEqual(outside.map(() => 1));
    }
  },
);

test('pow tells of a base or a result outside its range in any of four lanes', () => {
  const told = (x: number, y: number, lane: number) => {
    at(A).fill(2);
    at(B).fill(2);
    at(A)[4 + lane] = x;
    at(B)[4 + lane] = y;
    return (kernels.pow as Kernel)(OUT, A, 16, B, 16, 8 * 16);
  };
  const inside = [
    [LEAST, 0.9],
    [Number.MAX_VALUE, -0.9],
    [1, 1e300],
    [Math.E, 707.9],
  ] as const;
  const outside = [
    ...([
      [LEAST - 5e-324, 1],
      [-1, 2],
      [0, 1],
      [-0, 1],
      [NaN, 1],
      [Infinity, 1],
    ] as const),
    ...([
      [Math.E, 708.1],
      [Math.E, -708.1],
      [2, Infinity],
      [2, -Infinity],
      [2, NaN],
    ] as const),
  ];
  for (const lane of [0, 1, 2, 3]) {
    expect(inside.map(([x, y]) => told(x, y, lane))).toEqual(inside.map(() => 0));
    expect(outside.map(([x, y]) => told(x, y, lane))).toEqual(outside.map(() => 1));
  }
});

/** A source's words and Sobol points, its direction numbers where the kernels read them. */
function drawn() {
  const key = [0xdeadbeef, 0x12345678] as const;
  const seed = 333 + 2 ** 32 * 444;
  const v = directions(7);
  const [scramble, below] = scrambleWords(seed, key, 0);
  const low = OUT + 8 * BLOCK;
  new Uint32Array(memory, low, 32).set(v);
  return { key, seed, v, scramble, below, low };
}

test('draws repeat the scalar functions', () => {
  const { key, seed, v, scramble, below, low } = drawn();
  for (const start of [0, 3 * BLOCK, 2 ** 20]) {
    (kernels.uniform as Kernel)(OUT, start / 2, 5, ...key, 333, 444, 8 * BLOCK);
    expect(at(OUT)).toEqual(at(OUT).map((_, i) => uniform(seed, key, start + i, 5)));
    const first = v.reduce((x, direction, bit) => ((start >>> bit) & 1 ? x ^ direction : x), 0);
    (kernels.sobol as Kernel)(OUT, first, low, scramble, below);
    expect(at(OUT)).toEqual(at(OUT).map((_, i) => sobol(v, [scramble, below], start + i)));
  }
});

test('draws of given trials repeat the scalar functions, and tell of trials beyond their range', () => {
  const { key, seed, v, scramble, below, low } = drawn();
  const drawAt = (trials: readonly number[]) => {
    at(A).set(trials);
    const bytes = 8 * trials.length;
    return [
      (kernels.uniform_at as Kernel)(OUT, A, 5, ...key, 333, 444, bytes),
      at(OUT).slice(0, trials.length),
      (kernels.sobol_at as Kernel)(B, A, low, scramble, below, bytes),
      at(B).slice(0, trials.length),
    ] as const;
  };
  const trials = [0, 1, 1, 2, 7, 1e6, 1e6 + 1, 2 ** 31, 2 ** 32 - 1, 3, 2 ** 32 - 2, 2 ** 20];
  const [beyond, uniforms, beyondSobol, points] = drawAt(trials);
  expect([beyond, beyondSobol]).toEqual([0, 0]);
  expect([...uniforms]).toEqual(trials.map((trial) => uniform(seed, key, trial, 5)));
  expect([...points]).toEqual(trials.map((trial) => sobol(v, [scramble, below], trial)));
  expect(drawAt([2 ** 32, 2 ** 33 - 1, 0, 1])[0]).toBe(0);
  expect(drawAt([2 ** 33, 0, 0, 0])[0]).toBe(1);
  expect(drawAt([0, 0, 0, 2 ** 32])[2]).toBe(1);
});
