import { expect, test } from 'vitest';
import { uniform } from '../random/uniform.ts';
import { uniforms } from './uniforms.ts';

test.each([
  [0, 0],
  [0, 1],
  [42, 1023],
  [9_007_199_254_740_991, 1024],
  [7, 3001],
])('seed %d, %d draws: those made one by one', (seed, count) => {
  const key = [0xdec1de01, 0xffffffff] as const;
  const expected = Float64Array.from({ length: count }, (_, i) => uniform(seed, key, i, 0));
  expect(uniforms(seed, key, count)).toEqual(expected);
});
