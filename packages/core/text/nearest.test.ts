import { expect, test } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'ab', 2],
  ['kitten', 'sitting', 3],
  ['churn', 'chrun', 1],
  ['ca', 'abc', 3],
])('%s to %s is %i edits', (left, right, edits) => {
  expect(editDistance(left, right)).toBe(edits);
  expect(editDistance(right, left)).toBe(edits);
});

test.each([
  ['revenu', ['price', 'revenue'], 'revenue'],
  ['NPV', ['npv', 'irr'], 'npv'],
  ['constructor', ['price', 'churn'], null],
  ['x', ['y'], null],
  ['X', ['x'], 'x'],
  ['price', [], null],
  ['stdev', ['sd', 'mean'], null],
])('nearest to %s among %o is %s', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
