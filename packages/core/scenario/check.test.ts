import { expect, test } from 'vitest';
import { lintText } from './lint.ts';

const LEAD = 'schema: scenario.v1\nid: x\ntitle: X\n';
const AB = 'options: [{ id: a }, { id: b }]\n';
const criteria = (...entries: string[]) =>
  `${LEAD}${AB}criteria:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;
const scored = 'id: k, direction: maximise, scores: { a: 1, b: 2 }';

test.each([
  [`${LEAD}options: [{ id: a }, { id: a }]`, 'REPEATED_ID options[1].id', 'choose another'],
  [`${criteria(scored)}objective: { maximise: y }`, 'TWO_OBJECTIVES objective', 'keep one'],
  [criteria('id: k, direction: maximise'), 'BAD_CRITERION criteria[0]', 'either outcome'],
  [criteria(`${scored}, outcome: y`), 'BAD_CRITERION criteria[0]', 'either outcome'],
  [
    criteria('id: k, direction: maximise, scores: { a: 1, b: 2, c: 1 }'),
    'UNKNOWN_ID criteria[0].scores.c',
    'known are a, b',
  ],
  [criteria(`${scored}, weight: { min: 2, max: 1 }`), 'BAD_WEIGHT criteria[0].weight', 'swap them'],
  [
    criteria(`${scored}, scale: { worst: 1, best: 1 }`),
    'BAD_SCALE criteria[0].scale',
    'must differ',
  ],
  [
    criteria(`${scored}, value: [[1, 0], [1, 1]]`),
    'BAD_VALUE_FUNCTION criteria[0].value[1]',
    '1 follows 1',
  ],
  [`${criteria(scored)}comparisons: [[k, k, 3]]`, 'BAD_COMPARISON comparisons[0]', 'itself'],
  [`${criteria(scored)}comparisons: [[k, kx, 3]]`, 'UNKNOWN_ID comparisons[0][1]', 'known are k'],
  [
    `${criteria(scored, scored.replace('id: k', 'id: l'), scored.replace('id: k', 'id: m'))}comparisons: [[k, l, 3]]`,
    'BAD_COMPARISON comparisons',
    'nothing links m with k, l',
  ],
  [
    `${criteria(`${scored}, weight: 2`, scored.replace('id: k', 'id: l'))}comparisons: [[k, l, 3]]`,
    'UNUSED comparisons',
    'leave out the weights or the comparisons',
  ],
  [`${LEAD}${AB}risk: { attitude: averse }`, 'NO_TOLERANCE risk', 'needs tolerance'],
  [
    criteria(`${scored}, preference: { function: linear, q: 1 }`),
    'BAD_PREFERENCE criteria[0].preference',
    'needs q and p',
  ],
  [
    criteria(`${scored}, preference: { function: v_shape, q: 1, p: 2 }`),
    'BAD_PREFERENCE criteria[0].preference.q',
    'it takes p',
  ],
  [
    criteria(`${scored}, preference: { function: usual, s: 1 }`),
    'BAD_PREFERENCE criteria[0].preference.s',
    'it takes none',
  ],
  [
    criteria(`${scored}, preference: { function: level, q: 2, p: 2 }`),
    'BAD_PREFERENCE criteria[0].preference.q',
    'q (2) must be below p (2)',
  ],
])('%s', (text, place, advice) => {
  const { problems } = lintText(text);
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([place]);
  expect(problems[0]?.message).toContain(advice);
});

test('each preference function is read with its thresholds', () => {
  const functions = [
    'usual',
    'u_shape, q: 1',
    'v_shape, p: 1',
    'level, q: 1, p: 2',
    'linear, q: 0, p: 2',
    'gaussian, s: 1',
  ];
  const entries = functions.map(
    (each, k) => `${scored.replace('k', `k${k}`)}, preference: { function: ${each} }`,
  );
  expect(lintText(criteria(...entries)).valid).toBe(true);
});
