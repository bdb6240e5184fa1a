import { Lint } from '@scenario-sandbox/contract';
import { Check } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { lintScenario, lintText } from './lint.ts';
import { readScenario } from './read.ts';

const TEXT = `schema: scenario.v1
id: pricing
title: Which price?
variables:
  users: 2800
  spare: { p10: 1, p90: 2 }
  growth: "0.1 + 0.2"
periods: { count: 3, rate: 0.1 }
options:
  - { id: a, set: { price: 2 } }
  - { id: b, set: { price: 2 } }
  - { id: c, set: { price: 3 } }
model:
  sales: users * price * (1 + growth * t)
  value: npv(sales)
objective: { maximise: value }
`;

/** `line:column code path` of every problem. */
function found(text: string): string[] {
  const lint = lintText(text);
  expect(Check(Lint, lint)).toBe(true);
  return lint.problems.map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`);
}

test('a scenario that can be run is valid, with what is probably not meant as warnings', () => {
  expect(lintText(TEXT)).toMatchObject({ schema: 'lint.v1', valid: true, scenarioId: 'pricing' });
  expect(found(TEXT)).toEqual(['6:10 UNUSED variables.spare', '11:5 EQUAL_OPTIONS options[1]']);
});

describe('problems stand where they are in the text', () => {
  test.each([
    ['npv(sales)', 'npv(sale)', '15:14 UNKNOWN_NAME model.value'],
    ['"0.1 + 0.2"', '"0.1 + grwth"', '7:18 UNKNOWN_NAME variables.growth'],
    ['"0.1 + 0.2"', "'0.1 + '", '7:18 SYNTAX variables.growth'],
    ['maximise: value', 'maximise: sales', '16:24 SERIES_OUTCOME objective.maximise'],
    ['set: { price: 3 }', 'set: { prise: 3 }', '12:28 NOT_SET options[2].set.prise'],
    ['set: { price: 3 }', 'set: {}', '12:19 NOT_SET options[2].set'],
    ['p10: 1, p90: 2', 'p10: 3, p90: 2', '6:25 BAD_DISTRIBUTION variables.spare.p90'],
    ['value: npv(sales)', 'value: { start: 1, next: valu }', '15:28 UNKNOWN_NAME model.value.next'],
  ])('%s → %s', (from, to, expected) => {
    const lint = lintText(TEXT.replace(from, to));
    expect(lint.valid).toBe(false);
    expect(found(TEXT.replace(from, to))).toContain(expected);
  });

  test('errors come first, in the order of the text', () => {
    const text = TEXT.replace('npv(sales)', 'npv(sale)').replace('0.1 + 0.2', '0.1 + grwth');
    expect(found(text)).toEqual([
      '7:18 UNKNOWN_NAME variables.growth',
      '15:14 UNKNOWN_NAME model.value',
    ]);
  });

  test('a text that cannot be read has problems and no hash', () => {
    expect(lintText('a: [')).toMatchObject({ valid: false, scenarioId: null, scenarioHash: null });
  });
});

test('a scenario that did not come from text has paths alone', () => {
  const read = readScenario(TEXT);
  if ('problems' in read) throw new Error('unread');
  const [problem] = lintScenario(read.scenario).problems;
  expect(problem).toMatchObject({ path: 'variables.spare' });
  expect(problem).not.toHaveProperty('line');
});

test('an outcome that is no number whatever is drawn is pointed out', () => {
  const text = TEXT.replace('value: npv(sales)', 'value: npv(sales) + 1 / (price - 2)');
  expect(lintText(text).problems.map((problem) => problem.message)).toEqual([
    expect.stringContaining('spare'),
    expect.stringContaining('computes the same as a'),
  ]);
  const constant = TEXT.replace('sales: users', 'worth: price / (price - 2)\n  sales: users');
  expect(lintText(constant).problems.map((problem) => problem.message)).toContain(
    'model.worth: for option a it is Infinity whatever is drawn; look for a division by 0.',
  );
});

test('prose alone is valid, without warnings', () => {
  const text = 'schema: scenario.v1\nid: x\ntitle: Move?\noptions: [{ id: stay }, { id: go }]\n';
  expect(lintText(text)).toMatchObject({ valid: true, problems: [] });
});

describe('parameters that are expressions and leave what is possible', () => {
  const warned = (variables: string, more = '') =>
    lintText(`schema: scenario.v1
id: draws
title: Draws
variables:
${variables}
options: [{ id: a, set: { k: 0 } }, { id: b, set: { k: 1 } }]
model: { v: "k * y" }
objective: { maximise: v }
${more}`).problems.map(({ code, path, message }) => [code, path, /\d+ of 512/.exec(message)?.[0]]);

  test('a standard deviation below 0 in half of the samples', () => {
    const x = '  x: { dist: uniform, min: 0, max: 2 }\n';
    expect(warned(`${x}  y: { dist: normal, mean: 0, sd: 1 - x }`)).toEqual([
      ['IMPOSSIBLE_DRAWS', 'variables.y', '256 of 512'],
    ]);
    expect(warned(`${x}  y: { dist: normal, mean: 0, sd: "max(1 - x, 0.1)" }`)).toEqual([]);
  });

  test('the variable at fault is named, not those that hang on it', () => {
    const chain = `  x: { dist: uniform, min: 0, max: 4 }
  z: { dist: beta, alpha: 3 - x, beta: 2 }
  y: { dist: normal, mean: z, sd: 1 }`;
    expect(warned(chain)).toEqual([['IMPOSSIBLE_DRAWS', 'variables.z', '128 of 512']]);
  });

  test('drawn in every period, and set by an option', () => {
    const text = `  x: { dist: uniform, min: 0, max: 1 }
  y: { dist: bernoulli, p: "2 * x", per: period }`;
    const lint = lintText(`schema: scenario.v1
id: draws
title: Draws
variables:
${text}
periods: { count: 3 }
options: [{ id: a, set: { q: 1 } }, { id: b, set: { q: { dist: exponential, rate: x - 0.5 } } }]
model: { v: "q + sum(y)" }
objective: { maximise: v }`);
    expect(lint.problems.map(({ path }) => path)).toEqual(['variables.y', 'options[1].set.q']);
  });
});
