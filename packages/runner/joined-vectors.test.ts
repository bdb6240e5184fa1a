import { expect, test } from 'vitest';
import { TESTED_V8 } from './joined-vectors.ts';

test('vectors are joined under the V8 that these tests run on (another Node: run all tests, then name its V8)', () => {
  expect(process.versions.v8).toBe(TESTED_V8);
});
