import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { NodeId } from '../language/graph.ts';
import { elementwise } from '../simulate/elementwise.ts';
import { distributionOf, distributions, quantileOf } from './registry.ts';
import type { Builder, Parameters } from './types.ts';

interface Case {
  readonly parameters: Parameters;
  readonly u: readonly number[];
  readonly x: readonly number[];
}

const kinds = Object.keys(distributions);

function casesOf(kind: string): Case[] {
  const file = new URL(`./fixtures/${kind}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases;
}

/** Relative to x, or to the median's distance from its neighbours where x is next to 0. */
function errorOf(actual: number, expected: number, size: number): number {
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), size);
}

/** Quartile range: what an error near 0 is measured against, a thousandth of it. */
function sizeOf({ u, x }: Case): number {
  return 1e-3 * ((x[u.indexOf(0.75)] as number) - (x[u.indexOf(0.25)] as number));
}

/** A builder whose nodes are numbers: what `express` builds is worked out at once. */
const direct: Builder = {
  constant: (value) => value,
  apply: (op, x = 0, y = 0, z = 0) => elementwise[op](x, y, z),
  valueOf: () => null,
};
const folding: Builder = { ...direct, valueOf: (node) => node };

/**
 * A metalog of many terms is extrapolated beyond its outer percentiles by high powers, which magnify
 * the rounding of the basis there: nine terms lose two digits at u = 10⁻¹⁶.
 */
function toleranceOf(kind: string, { parameters }: Case): number {
  return kind === 'metalog' && Object.keys(parameters).length > 8 ? 2e-10 : 1e-12;
}

function expressed(kind: string, builder: Builder, parameters: Parameters, u: number): number {
  const { express } = distributionOf(kind);
  return express?.(builder, u, parameters as Readonly<Record<string, NodeId>>) ?? Number.NaN;
}

describe.each(kinds)('%s against mpmath', (kind) => {
  const cases = casesOf(kind);

  test('quantile', () => {
    expect(cases.length).toBeGreaterThan(2);
    for (const entry of cases) {
      const quantile = quantileOf(kind, entry.parameters);
      entry.u.forEach((u, i) => {
        const error = errorOf(quantile(u), entry.x[i] as number, sizeOf(entry));
        expect(error, `${JSON.stringify(entry.parameters)} at ${u}`).toBeLessThan(
          toleranceOf(kind, entry),
        );
      });
    }
  });
});

const written = kinds.filter((kind) => distributionOf(kind).express !== undefined);

test.each(written)('%s in elementwise operations', (kind) => {
  for (const entry of casesOf(kind)) {
    const quantile = quantileOf(kind, entry.parameters);
    for (const u of entry.u) {
      for (const builder of [direct, folding]) {
        const x = expressed(kind, builder, entry.parameters, u);
        const error = errorOf(x, quantile(u), sizeOf(entry));
        expect(error, `${JSON.stringify(entry.parameters)} at ${u}`).toBeLessThan(
          toleranceOf(kind, entry),
        );
      }
    }
  }
});

test('the kinds that are written in elementwise operations', () => {
  expect([...written].sort()).toEqual([
    'bernoulli',
    'exponential',
    'geometric',
    'logistic',
    'lognormal',
    'metalog',
    'normal',
    'triangular',
    'uniform',
    'weibull',
  ]);
});
