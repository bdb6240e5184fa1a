import { expect, test } from 'vitest';
import { quantileOf } from './registry.ts';
import type { DistributionValue } from './types.ts';

const atom = (x: number): DistributionValue => ({
  kind: 'discrete',
  parameters: { values: [x], probabilities: [1] },
});
const normal: DistributionValue = { kind: 'normal', parameters: { mean: 0, sd: 10 } };

const mixture = (components: readonly DistributionValue[], weights: readonly number[]) =>
  quantileOf('mixture', { components, weights });

test('a drawn atom is the atom to the last bit', () => {
  const quantile = mixture([atom(0), atom(0.1), normal], [1, 1, 2]);
  const seen = Array.from({ length: 997 }, (_, i) => quantile((i + 0.5) / 997));
  expect(seen.filter((x) => x === 0).length).toBeCloseTo(997 / 4, -1);
  expect(seen.filter((x) => x === 0.1).length).toBeCloseTo(997 / 4, -1);
  expect(seen.filter((x) => x !== 0 && Math.abs(x) < 1e-9)).toEqual([]);
  expect(seen.filter((x) => x !== 0.1 && Math.abs(x - 0.1) < 1e-9)).toEqual([]);
});

test('counts stay whole', () => {
  const poisson = { kind: 'poisson', parameters: { rate: 40 } };
  const quantile = mixture([poisson, { kind: 'binomial', parameters: { n: 9, p: 0.3 } }], [1, 3]);
  for (let i = 1; i < 500; i++) expect(Number.isInteger(quantile(i / 500))).toBe(true);
});

test('weights are scaled, and a component without weight is never drawn', () => {
  const quantile = mixture([atom(1), atom(2), atom(3)], [30, 0, 10]);
  const seen = Array.from({ length: 100 }, (_, i) => quantile((i + 0.5) / 100));
  expect(seen.filter((x) => x === 1)).toHaveLength(75);
  expect(seen.filter((x) => x === 3)).toHaveLength(25);
});

test('one component is that component', () => {
  for (const u of [1e-6, 0.2, 0.5, 0.999]) {
    expect(mixture([normal], [7])(u)).toBe(quantileOf('normal', normal.parameters)(u));
  }
});
