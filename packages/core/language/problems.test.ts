import { describe, expect, test } from 'vitest';
import { PERIODS, type ProblemCase, problemsOf, problemTexts } from './testing.ts';

const uniform = { dist: 'uniform', min: 0, max: 1 };
const names: ProblemCase[] = [
  [
    'a slip of the finger',
    { variables: { revenue: 1 }, model: { x: 'revenu * 2' } },
    'model.x',
    'revenu is not defined; did you mean revenue?',
  ],
  [
    'nothing alike',
    { model: { x: 'weather' } },
    'model.x',
    'weather is not defined; add it to variables or to the model',
  ],
  [
    'what JavaScript knows',
    { model: { x: 'constructor + __proto__' } },
    'model.x',
    'constructor is not defined',
  ],
  [
    'a function without its argument',
    { model: { x: 'sqrt + 1' } },
    'model.x',
    'sqrt is a function; write sqrt(x)',
  ],
  [
    'an unused variable',
    { variables: { spare: 'nowhere' } },
    'variables.spare',
    'nowhere is not defined',
  ],
  [
    'a parameter',
    { variables: { x: { dist: 'normal', mean: 'nowhere', sd: 1 } } },
    'variables.x.mean',
    'nowhere is not defined',
  ],
  [
    'a bound',
    { variables: { x: { ...uniform, truncate: [0, 'nowhere'] } } },
    'variables.x.truncate[1]',
    'nowhere is not defined',
  ],
  [
    'a list',
    { variables: { x: { dist: 'empirical', values: [1, 'nowhere'] } } },
    'variables.x.values[1]',
    'nowhere is not defined',
  ],
  [
    'a constraint',
    { constraints: [{ id: 'c', expr: 'nowhere > 0', probability: 1 }] },
    'constraints[0].expr',
    'nowhere is not defined',
  ],
  [
    'the rate',
    { periods: { count: 2, rate: 'nowhere' } },
    'periods.rate',
    'nowhere is not defined',
  ],
  [
    'a word of the language',
    { variables: { and: 1 } },
    'variables.and',
    'and is a word of the language',
  ],
  ['the period', { model: { t: 1 } }, 'model.t', 't is the number of the period'],
  [
    'a name in two places',
    { variables: { x: 1 }, model: { x: 2 } },
    'model.x',
    'x is also under variables',
  ],
  [
    'an option that sets a line',
    { options: [{ id: 'a', set: { x: 1 } }], model: { x: 2 } },
    'options[0].set.x',
    'x is a model line, which an option cannot set',
  ],
  [
    'a name that some options lack',
    { options: [{ id: 'a', set: { price: 1 } }, { id: 'b' }], model: { x: 'price' } },
    'options[1].set',
    'price is set by other options but not by b',
  ],
  [
    'a circle',
    { variables: { a: 'c', b: 'a', c: 'b' }, model: { x: 'a' } },
    'variables.a',
    'a → c → b → a',
  ],
  [
    'a name that one option alone sets',
    {
      options: [{ id: 'a', set: { prise: 1 } }, { id: 'b' }, { id: 'c' }],
      variables: { price: 1 },
    },
    'options[0].set.prise',
    'not every option sets it; set it in all of them, or give its default under variables; or is price meant?',
  ],
  ['a line that reads itself', { model: { x: 'x + 1' } }, 'model.x', 'x → x'],
  [
    'a circle through parameters',
    { variables: { a: { dist: 'normal', mean: 'b', sd: 1 }, b: 'a' }, model: { x: 'a' } },
    'variables.a',
    'a → b → a',
  ],
];

const periods: ProblemCase[] = [
  [
    'npv without periods',
    { model: { x: 'npv(3, 0.1)' } },
    'model.x',
    'npv(x) or npv(x, rate) works over periods; add periods',
  ],
  [
    't without periods',
    { model: { x: 't' } },
    'model.x',
    't is the number of the period; add periods',
  ],
  [
    'a stock without periods',
    { model: { x: { start: 1, next: 'x' } } },
    'model.x',
    'start and next works over periods',
  ],
  [
    'per: period without periods',
    { variables: { x: { ...uniform, per: 'period' } } },
    'variables.x',
    'per: period works over periods',
  ],
  [
    'npv without a rate',
    { periods: PERIODS, model: { x: 'npv(3)' } },
    'model.x',
    'npv(x) needs periods.rate; add it, or write npv(x, 0.08)',
  ],
  [
    'a rate that varies',
    { periods: PERIODS, model: { x: 'npv(3, t / 10)' } },
    'model.x',
    'the discount rate must be one value',
  ],
  [
    'periods.rate that varies',
    { periods: { count: 2, rate: 't / 10' }, model: { x: 'npv(3)' } },
    'periods.rate',
    'the discount rate must be one value',
  ],
  [
    'a start that varies',
    { periods: PERIODS, model: { x: { start: 't', next: 'x' } } },
    'model.x.start',
    'a stock starts at one value',
  ],
  [
    'a start without next',
    { periods: PERIODS, model: { x: { start: 1 } } },
    'model.x',
    'give either value, or both start and next',
  ],
  [
    'parameters that vary under one draw',
    { periods: PERIODS, variables: { v: { dist: 'normal', mean: 't', sd: 1 } }, model: { x: 'v' } },
    'variables.v',
    'add per: period',
  ],
  [
    'a stock that needs its own sum',
    { periods: PERIODS, model: { s: { start: 1, next: 's + sum(s)' } } },
    'model.s.next',
    'it needs every period of s, which hangs on it in turn: s → s',
  ],
  [
    'a stock that needs its own sum, by another line',
    { periods: PERIODS, model: { s: { start: 1, next: 's + whole' }, whole: 'last(s)' } },
    'model.whole',
    'whole → s → whole',
  ],
  [
    'an outcome that is a series',
    { periods: PERIODS, model: { cash: 't' }, objective: { maximise: 'cash' } },
    'objective.maximise',
    'add a model line such as npv(cash), sum(cash) or last(cash)',
  ],
  [
    'a score that varies',
    { periods: PERIODS, criteria: [{ id: 'c', direction: 'maximise', scores: { a: 't', b: 1 } }] },
    'criteria[0].scores.a',
    'a score is one value',
  ],
];

const values: ProblemCase[] = [
  [
    'an unknown distribution',
    { variables: { x: { dist: 'norml', mean: 0, sd: 1 } } },
    'variables.x.dist',
    'did you mean normal?',
  ],
  [
    'an unknown parameter',
    { variables: { x: { dist: 'normal', mean: 0, sdd: 1 } } },
    'variables.x.sdd',
    'did you mean sd?',
  ],
  [
    'percentiles that fall',
    { variables: { x: { p10: 5, p50: 3, p90: 9 } } },
    'variables.x.p50',
    'percentiles must rise',
  ],
  [
    'an impossible constant',
    { variables: { w: 2, x: { dist: 'normal', mean: 0, sd: '1 - w' } }, model: { y: 'x' } },
    'variables.x',
    'sd must be above 0, not -1',
  ],
  [
    'a value beside a distribution',
    { variables: { x: { value: 3, dist: 'normal' } } },
    'variables.x',
    'value is fixed, so dist cannot stand beside it',
  ],
  [
    'a comma in a note',
    { variables: { x: { value: 3, 'not estimated': null } as never } },
    'variables.x["not estimated"]',
    'put that text in quotes',
  ],
  [
    'an expression in a parameter',
    { variables: { x: { dist: 'normal', mean: '2 +', sd: 1 } } },
    'variables.x.mean',
    'it ends where',
  ],
  [
    'an expression in a component',
    {
      variables: {
        x: {
          dist: 'mixture',
          components: [{ dist: 'normal', mean: '2 +', sd: 1 }, 3],
          weights: [1, 1],
        },
      },
    },
    'variables.x.components[0].mean',
    'it ends where',
  ],
  [
    'nothing to draw from',
    { variables: { x: { unit: 'EUR' } } },
    'variables.x',
    'give a distribution',
  ],
];

describe.each([
  ['names', names],
  ['periods', periods],
  ['values', values],
])('%s that cannot be', (_, cases) => {
  test.each(cases)('%s', (_what, parts, path, message) => {
    const texts = problemTexts(parts);
    expect(texts).toContainEqual(expect.stringContaining(`error at ${path}: ${path}: `));
    expect(texts.join('\n')).toContain(message);
    expect(texts.join('\n')).not.toContain('?.');
  });
});

test('a mistake that all options share is said once, with its place in the expression', () => {
  const options = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const problems = problemsOf({ options, model: { x: '1 + nowhere' } });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'UNKNOWN_NAME', offset: 4 });
});

test('what cannot be read is not complained of again where it is used', () => {
  const problems = problemsOf({ variables: { x: '1 +' }, model: { y: 'x * 2', z: 'y' } });
  expect(problems.map((problem) => problem.path)).toEqual(['variables.x']);
});

test('a chain of a thousand lines is compiled, and one that ends in a circle is not', () => {
  const chain = (last: string) =>
    Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`x${i}`, i === 999 ? last : `x${i + 1} + 1`]),
    );
  expect(problemsOf({ model: chain('1') })).toEqual([]);
  expect(problemsOf({ model: chain('x0') })[0]?.code).toBe('CYCLE');
});
