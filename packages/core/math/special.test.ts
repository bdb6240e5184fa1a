import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { logGamma, stirlingError } from './gamma-function.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { excessOverLog, log1pmx } from './log1pmx.ts';

type Row = number[];
const reference = JSON.parse(
  readFileSync(new URL('./fixtures/special.json', import.meta.url), 'utf8'),
) as Record<string, Row[]>;

/** The worst relative error over rows [...arguments, expected]. */
function worst(name: string, f: (row: Row) => number, expected: (row: Row) => number): number {
  const rows = reference[name] as Row[];
  expect(rows.length).toBeGreaterThan(60);
  return Math.max(...rows.map((row) => Math.abs(f(row) / expected(row) - 1)));
}

const at = (row: Row, i: number) => row[i] as number;

describe('against mpmath', () => {
  test('log-gamma', () => {
    expect(
      worst(
        'logGamma',
        (r) => logGamma(at(r, 0)),
        (r) => at(r, 1),
      ),
    ).toBeLessThan(2e-15);
  });
  test("Stirling's error", () => {
    const error = worst(
      'stirlingError',
      (r) => stirlingError(at(r, 0)),
      (r) => at(r, 1),
    );
    expect(error).toBeLessThan(2e-15);
  });
  test('log(1 + x) − x', () => {
    expect(
      worst(
        'log1pmx',
        (r) => log1pmx(at(r, 0)),
        (r) => at(r, 1),
      ),
    ).toBeLessThan(2e-15);
    const rest = (r: Row) => -excessOverLog(at(r, 0), 1 + at(r, 0));
    expect(worst('log1pmx', rest, (r) => at(r, 1))).toBeLessThan(2e-15);
  });
  test('incomplete gamma, the smaller tail', () => {
    const error = worst(
      'incompleteGamma',
      (r) => incompleteGamma(at(r, 0), at(r, 2) > 0.5)(at(r, 1)),
      (r) => Math.min(at(r, 2), at(r, 3)),
    );
    expect(error).toBeLessThan(1e-13);
  });
  test('incomplete beta, the smaller tail', () => {
    const error = worst(
      'incompleteBeta',
      (r) => incompleteBeta(at(r, 0), at(r, 1), at(r, 3) > 0.5)(at(r, 2)),
      (r) => Math.min(at(r, 3), at(r, 4)),
    );
    expect(error).toBeLessThan(1e-12);
  });
});
