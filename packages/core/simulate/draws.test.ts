import { expect, test } from 'vitest';
import type { UniformSource } from '../language/graph.ts';
import { SOBOL_DIMENSIONS } from '../random/sobol.ts';
import { uniform } from '../random/uniform.ts';
import { drawsOf } from './draws.ts';
import { drawColumn } from './draws-at.ts';

const settings = { seed: 7, samples: 1024, sampler: 'sobol' } as const;
const source: UniformSource = {
  name: 'weather',
  key: [5, 6],
  perPeriod: true,
  dimension: 3,
  stride: 2,
};

/** Numbers of bins of 1,024 that the first 1,024 trials fall into. */
function binsOf(draw: (trial: number) => number): number {
  return new Set(Array.from({ length: 1024 }, (_, trial) => Math.floor(draw(trial) * 1024))).size;
}

test('draws are as even within each period as within one, and differ between periods', () => {
  const draw = drawsOf(source, settings);
  for (const period of [0, 1, 40]) expect(binsOf((trial) => draw(trial, period))).toBe(1024);
  const sum = (trial: number) => draw(trial, 0) + draw(trial, 1);
  const mean =
    Array.from({ length: 1024 }, (_, trial) => sum(trial)).reduce((a, b) => a + b) / 1024;
  expect(Math.abs(mean - 1)).toBeLessThan(1 / 1024);
  expect(draw(0, 0)).not.toBe(draw(0, 1));
});

test('periods beyond the Sobol dimensions are drawn by Philox, as all are on demand', () => {
  const last = (SOBOL_DIMENSIONS - 3) / 2;
  const beyond = Math.ceil(last);
  expect(binsOf((trial) => drawsOf(source, settings)(trial, beyond - 1))).toBe(1024);
  for (const [sampler, period] of [
    ['sobol', beyond],
    ['random', 0],
  ] as const) {
    const draw = drawsOf(source, { ...settings, sampler });
    expect(draw(11, period)).toBe(uniform(settings.seed, source.key, 11, period));
  }
});

test('what is drawn once is the same whatever the period', () => {
  const draw = drawsOf({ ...source, perPeriod: false, stride: 0 }, settings);
  expect(draw(9, 4)).toBe(draw(9, 0));
});

test.each(['sobol', 'random'] as const)(
  'a column of %s draws: those made one by one',
  (sampler) => {
    const once = { ...source, perPeriod: false, stride: 0 };
    const trials = Uint32Array.of(0, 5, 1, 77, 2 ** 31 + 3, 2 ** 32 - 1, 5);
    const draw = drawsOf(once, { ...settings, sampler });
    const column = drawColumn(once, { ...settings, sampler }, trials);
    expect(column).toEqual(Float64Array.from(trials, (trial) => draw(trial, 0)));
  },
);
