import { expect, test } from 'vitest';
import {
  cos,
  exp,
  expm1,
  log,
  log1p,
  log10,
  normalCdf,
  normalQuantile,
  pow,
  sin,
} from './elementary.ts';
import fixtures from './fixtures/elementary.json' with { type: 'json' };

const functions = { cos, exp, expm1, log, log1p, log10, normalCdf, normalQuantile, pow, sin };

/** Distance to the next double above |x|. */
function lastPlace(x: number): number {
  const number = new Float64Array([Math.abs(x)]);
  const bits = new BigInt64Array(number.buffer);
  bits[0] = (bits[0] as bigint) + 1n;
  return (number[0] as number) - Math.abs(x);
}

/** Largest distance to the true value, in units of its last place. */
function worstError(name: keyof typeof functions): { error: number; at: number[]; count: number } {
  const f = functions[name] as (...args: number[]) => number;
  const worst = { error: 0, at: [] as number[], count: 0 };
  for (const row of fixtures[name]) {
    const args = row.slice(0, -2);
    const [high, low] = row.slice(-2) as [number, number];
    const error = Math.abs((f(...args) - high - low) / lastPlace(high));
    worst.count++;
    if (!(error <= worst.error)) {
      worst.error = error;
      worst.at = args;
    }
  }
  return worst;
}

test.each(['exp', 'expm1', 'log', 'log1p', 'log10', 'pow', 'sin', 'cos'] as const)(
  '%s is within one unit in the last place',
  (name) => {
    const { error, at, count } = worstError(name);
    expect(count).toBeGreaterThan(150);
    expect(error, `at ${at}`).toBeLessThan(1);
  },
);

test.each([
  ['normalQuantile', 8],
  ['normalCdf', 10],
] as const)('%s is accurate to about 1e-15 relative', (name, units) => {
  const { error, at } = worstError(name);
  expect(error, `at ${at}`).toBeLessThan(units);
});

test.each([
  ['exp', exp(0), 1],
  ['exp', exp(-0), 1],
  ['exp overflows', exp(710), Infinity],
  ['exp underflows', exp(-746), 0],
  ['exp NaN', exp(NaN), NaN],
  ['exp -Infinity', exp(-Infinity), 0],
  ['expm1 keeps -0', expm1(-0), -0],
  ['expm1 -Infinity', expm1(-Infinity), -1],
  ['expm1 Infinity', expm1(Infinity), Infinity],
  ['log 1', log(1), 0],
  ['log 0', log(0), -Infinity],
  ['log -1', log(-1), NaN],
  ['log Infinity', log(Infinity), Infinity],
  ['log1p -1', log1p(-1), -Infinity],
  ['log1p keeps -0', log1p(-0), -0],
  ['log10 1e22', log10(1e22), 22],
  ['log10 1e-3', log10(1e-3), -3],
  ['sin keeps -0', sin(-0), -0],
  ['sin Infinity', sin(Infinity), NaN],
  ['cos 0', cos(0), 1],
  ['cdf 0', normalCdf(0), 0.5],
  ['cdf -Infinity', normalCdf(-Infinity), 0],
  ['quantile 0', normalQuantile(0), -Infinity],
  ['quantile 1', normalQuantile(1), Infinity],
  ['quantile 0.5', normalQuantile(0.5), 0],
  ['quantile 2', normalQuantile(2), NaN],
])('%s', (_, actual, expected) => {
  expect(actual).toBe(expected);
});

test('pow agrees with ECMAScript at every special pair', () => {
  const values = [0, -0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1e300, -1e300, Infinity, -Infinity, NaN];
  for (const x of values)
    for (const y of values) {
      const expected = x ** y;
      const actual = pow(x, y);
      if (expected !== 0 && Math.abs(expected) !== Infinity && !Number.isNaN(expected))
        expect(actual / expected, `${x}^${y}`).toBeCloseTo(1, 14);
      else expect(actual, `${x}^${y}`).toBe(expected);
    }
});

test('log10 is exact at every power of ten', () => {
  for (let k = -300; k <= 300; k++) expect(log10(Number(`1e${k}`))).toBe(k);
});
