import { Scenario } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, MAX_TEXT } from './document.ts';
import { checkScenario, readScenario } from './read.ts';

const MINIMAL = `schema: scenario.v1
id: demo
title: Which?
options:
  - id: a
  - id: b
`;

function problemsOf(text: string, format?: 'yaml' | 'json') {
  const read = readScenario(text, format ? { format } : {});
  return 'problems' in read ? read.problems : [];
}

test('the smallest scenario is read', () => {
  const read = readScenario(MINIMAL);
  expect(read).toMatchObject({
    scenario: { schema: 'scenario.v1', id: 'demo', options: [{ id: 'a' }, { id: 'b' }] },
  });
});

test('JSON is read as well, and told by its first character', () => {
  const json = JSON.stringify({
    schema: 'scenario.v1',
    id: 'x',
    title: '\u00e9😀',
    options: [{ id: 'a' }],
  });
  expect(readScenario(json)).toMatchObject({ scenario: { title: 'é😀' } });
  expect(readScenario(json, { format: 'json' })).toMatchObject({ scenario: { id: 'x' } });
});

describe('what is wrong is said with its place', () => {
  const cases: [text: string, path: string, line: number, column: number, message: string][] = [
    [
      MINIMAL.replace('id: demo', 'id: De mo'),
      'id',
      2,
      5,
      'id: must be lower-case letters, digits and -',
    ],
    [MINIMAL.replace('title: Which?\n', ''), '', 1, 1, 'The scenario needs title.'],
    [
      MINIMAL.replace('title: Which?', 'title: 2026'),
      'title',
      3,
      8,
      'must be text; put it in quotes',
    ],
    [MINIMAL.replace('title: Which?', 'title:'), 'title', 3, 7, 'it is empty: fill it in or leave'],
    [`${MINIMAL}seed: -1\n`, 'seed', 7, 7, 'must be at least 0, not -1'],
    [`${MINIMAL}seed: 1.5\n`, 'seed', 7, 7, 'must be a whole number'],
    [`${MINIMAL}seed: "7"\n`, 'seed', 7, 7, 'write it without quotes'],
    [`${MINIMAL}sampels: 10\n`, 'sampels', 7, 10, 'did you mean samples?'],
    [
      `${MINIMAL}sampler: soboll\n`,
      'sampler',
      7,
      10,
      'must be sobol or random; did you mean sobol?',
    ],
    [
      `${MINIMAL}criteria:\n  - id: x\n    direction: maximize\n`,
      'criteria[0].direction',
      9,
      16,
      'did you mean maximise?',
    ],
    [
      `${MINIMAL}criteria:\n  - id: x\n    direction: maximise\n    weight: { min: 1 }\n`,
      'criteria[0].weight',
      10,
      13,
      'needs max.',
    ],
    [
      `${MINIMAL}variables:\n  two words: 3\n`,
      'variables["two words"]',
      8,
      14,
      'names are letters, digits and _',
    ],
    [
      `${MINIMAL}variables:\n  x: [1, 2]\n`,
      'variables.x',
      8,
      6,
      'must be a number or text or a map',
    ],
    [
      `${MINIMAL}correlations:\n  - { between: [a], spearman: 0.5 }\n`,
      'correlations[0].between',
      8,
      16,
      'must be a list of 2 values, not 1',
    ],
    [`${MINIMAL}model:\n  x: { start: 1, nxt: 2 }\n`, 'model.x.nxt', 8, 23, 'did you mean next?'],
    [`${MINIMAL}options: []\n`, 'options', 7, 1, 'this key is given twice'],
    [`${MINIMAL}seed: .inf\n`, 'seed', 7, 7, 'numbers must be finite'],
    [`${MINIMAL}title2: !js 3\n`, '', 7, 9, 'tags such as !name are not read'],
    [`${MINIMAL}owner: !!binary aGk=\n`, 'owner', 7, 17, 'tags such as !name are not read'],
    [`${MINIMAL}context: &x { a: *x }\n`, 'context.a', 7, 18, 'stands inside what it names'],
    [`${MINIMAL} bad\n`, '', 7, 1, 'Line 7: '],
    [
      `${MINIMAL}model: { profit: 10 * min(order, demand), cost: 3 }\n`,
      'model.profit',
      7,
      18,
      'put the whole formula in quotes',
    ],
    [
      `${MINIMAL}model: { cost: { value: if(a > 1, max(a, b), 2), unit: EUR } }\n`,
      'model.cost.value',
      7,
      25,
      'a comma ends a value',
    ],
    [
      `${MINIMAL}variables:\n  x: { dist: discrete, values: [1, 2], probabilities: [0.5, if(a, 0.2, 0.5)] }\n`,
      'variables.x.probabilities[1]',
      8,
      61,
      'a comma ends a value',
    ],
    ['[1, 2]', '', 1, 1, 'The scenario must be a map of keys and values'],
  ];
  test.each(cases)('%j', (text, path, line, column, message) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ severity: 'error', path, line, column });
    expect(problem?.message).toContain(message);
  });

  test('a parenthesis in words, or in quotes, is no formula cut short', () => {
    const text = `${MINIMAL}model: { x: { value: "min(1, 2)", note: a (b, unit: EUR }, y: 1) }\n`;
    expect(readScenario(text)).toMatchObject({
      scenario: { model: { x: { value: 'min(1, 2)', note: 'a (b', unit: 'EUR' }, y: '1)' } },
    });
  });

  test('every problem of a scenario is said at once', () => {
    const text = MINIMAL.replace('id: demo', 'id: DEMO').replace('- id: b', '- idd: b');
    expect(problemsOf(text).map((problem) => problem.path)).toEqual([
      'id',
      'options[1]',
      'options[1].idd',
    ]);
  });

  test('one slip in YAML is not reported all over the text', () => {
    const text = `${MINIMAL}variables:\n\tx: 1\n${'  y: [\n'.repeat(50)}`;
    expect(problemsOf(text).length).toBeLessThan(4);
  });

  test('JSON must be JSON', () => {
    expect(problemsOf('{"a": 1,}', 'json')[0]).toMatchObject({ line: 1, column: 9 });
    expect(problemsOf('{"a": 1} // no', 'json')[0]?.code).toBe('SYNTAX');
    expect(problemsOf('{"a": 1, "a": 2}', 'json')[0]?.code).toBe('REPEATED_KEY');
  });
});

describe('hostile text is refused, soon', () => {
  test.each([
    ['brackets', '['.repeat(MAX_TEXT), 'TOO_DEEP'],
    ['lists', '- '.repeat(MAX_TEXT / 2), 'TOO_DEEP'],
    ['maps', 'a: '.repeat(100_000), 'TOO_DEEP'],
    ['parentheses', `[${'(,'.repeat(20_000)}]`, 'BAD_VALUE'],
    ['length', 'a'.repeat(MAX_TEXT + 1), 'TOO_LARGE'],
    ['entries', `a: [${'1,'.repeat(120_000)}]`, 'TOO_LARGE'],
    ['documents', '---\na: 1\n'.repeat(1_000), 'SYNTAX'],
    [
      'aliases',
      `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]\n`,
      'ALIASES',
    ],
    ['no anchor', 'a: *b', 'ALIASES'],
    ['nothing', '', 'BAD_VALUE'],
  ])('%s', (_, text, code) => {
    expect(problemsOf(text, 'yaml')[0]?.code).toBe(code);
  });

  test('nesting as deep as allowed is read, one level more is not', () => {
    const nested = (depth: number) =>
      `${MINIMAL}context: { a: ${'['.repeat(depth)}${']'.repeat(depth)} }\n`;
    expect(problemsOf(nested(MAX_DEPTH - 2))).toEqual([]);
    expect(problemsOf(nested(MAX_DEPTH - 1))[0]?.code).toBe('TOO_DEEP');
  });

  test('a text of many keys takes time in proportion', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n');
    expect(problemsOf(keys).length).toBeGreaterThan(20_000);
  });
});

test('keys that JavaScript knows are only keys', () => {
  const read = readScenario(`${MINIMAL}variables: { constructor: 1, __proto__: 2, toString: 3 }\n`);
  if ('problems' in read) throw new Error(read.problems[0]?.message);
  expect(Object.keys(read.scenario.variables ?? {})).toEqual([
    'constructor',
    '__proto__',
    'toString',
  ]);
  expect({} as Record<string, unknown>).not.toHaveProperty('polluted');
});

const words = fc.constantFrom(
  'schema',
  'scenario.v1',
  'id',
  'a',
  'title',
  'options',
  'set',
  'x',
  'dist',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    words,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(words, tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('what is let through satisfies the published schema', () => {
  const base = { schema: 'scenario.v1', id: 'x', title: 't', options: [{ id: 'a' }] };
  const keys = fc.constantFrom(...Object.keys(Scenario.properties));
  const changed = fc.dictionary(keys, json, { maxKeys: 2 }).map((extra) => ({ ...base, ...extra }));
  let accepted = 0;
  fc.assert(
    fc.property(changed, (value) => {
      const verdict = 'scenario' in checkScenario(value);
      if (verdict) accepted += 1;
      // Stricter only in the names of records.
      if (verdict) expect(Check(Scenario, value)).toBe(true);
      if (!Check(Scenario, value)) expect(verdict).toBe(false);
    }),
    { seed: 1, numRuns: 1_000 },
  );
  expect(accepted).toBeGreaterThan(10);
});

test('no text crashes the reader', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'a: ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '? ',
      '\t',
      '<<: ',
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const read = readScenario(pieces.join(''), { format: 'yaml' });
      expect('problems' in read && read.problems.length > 0).toBe(true);
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

test('a model of more lines than are read is refused at once', () => {
  const lines = Array.from({ length: 2_001 }, (_, k) => `  m${k}: ${k}`).join('\n');
  const text = `schema: scenario.v1\nid: x\ntitle: t\noptions: [{ id: a }]\nmodel:\n${lines}\n`;
  const read = readScenario(text);
  expect('problems' in read && read.problems.map(({ message }) => message)).toEqual([
    'model: holds 2001 and at most 2000 are read.',
  ]);
});
