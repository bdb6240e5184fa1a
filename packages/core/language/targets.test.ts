import { describe, expect, test } from 'vitest';
import { PERIODS, type ProblemCase, problemTexts } from './testing.ts';

const uniform = { dist: 'uniform', min: 0, max: 1 };

const targets: ProblemCase[] = [
  [
    'an unknown outcome',
    { model: { profit: 1 }, objective: { maximise: 'profits' } },
    'objective.maximise',
    'did you mean profit?',
  ],
  [
    'an outcome without a model',
    { objective: { minimise: 'cost' } },
    'objective.minimise',
    'the model has no line cost; add it under model',
  ],
  [
    'a criterion without an outcome',
    { criteria: [{ id: 'c', direction: 'maximise' }] },
    'criteria[0]',
    'give either outcome (a model line) or scores',
  ],
  [
    'an option without a score',
    { criteria: [{ id: 'c', direction: 'maximise', scores: { a: 1 } }] },
    'criteria[0].scores',
    'option b has no score',
  ],
  [
    'a score for no option',
    { criteria: [{ id: 'c', direction: 'maximise', scores: { a: 1, b: 2, abc: 3 } }] },
    'criteria[0].scores.abc',
    'there is no option abc',
  ],
  [
    'two objectives',
    {
      model: { x: 1 },
      objective: { maximise: 'x' },
      criteria: [{ id: 'c', direction: 'maximise', outcome: 'x' }],
    },
    'objective',
    'keep one of the two',
  ],
  ['an option twice', { options: [{ id: 'a' }, { id: 'a' }] }, 'options[1].id', 'a is taken'],
  [
    'weights upside down',
    {
      model: { x: 1 },
      criteria: [{ id: 'c', direction: 'maximise', outcome: 'x', weight: { min: 3, max: 2 } }],
    },
    'criteria[0].weight',
    'min (3) is above max (2)',
  ],
  [
    'a scale without length',
    {
      model: { x: 1 },
      criteria: [{ id: 'c', direction: 'maximise', outcome: 'x', scale: { worst: 2, best: 2 } }],
    },
    'criteria[0].scale',
    'they must differ',
  ],
  [
    'a value function that turns back',
    {
      model: { x: 1 },
      criteria: [
        {
          id: 'c',
          direction: 'maximise',
          outcome: 'x',
          value: [
            [0, 0],
            [0, 1],
          ],
        },
      ],
    },
    'criteria[0].value[1]',
    'outcomes must rise',
  ],
  [
    'a comparison of nothing',
    {
      model: { x: 1 },
      criteria: [{ id: 'cost', direction: 'maximise', outcome: 'x' }],
      comparisons: [['cost', 'csot', 3]],
    },
    'comparisons[0][1]',
    'did you mean cost?',
  ],
  [
    'a constraint that is a number',
    { model: { x: 1 }, constraints: [{ id: 'c', expr: 'x + 1', probability: 1 }] },
    'constraints[0].expr',
    'write a comparison such as npv > 0',
  ],
  [
    'aversion without tolerance',
    { risk: { attitude: 'averse' } },
    'risk',
    'attitude averse needs tolerance',
  ],
  [
    'a study of a fixed number',
    { variables: { x: 1 }, study: { variable: 'x', n: 3 } },
    'study.variable',
    'x is not uncertain',
  ],
  [
    'a study of nothing',
    { variables: { churn: uniform }, study: [{ variable: 'chrun', n: 3 }] },
    'study[0].variable',
    'did you mean churn?',
  ],
];

const correlations: ProblemCase[] = [
  [
    'an unknown variable',
    { variables: { x: uniform }, correlations: [{ between: ['x', 'xx'], spearman: 0.1 }] },
    'correlations[0].between',
    'xx is not defined',
  ],
  [
    'itself',
    { variables: { x: uniform }, correlations: [{ between: ['x', 'x'], spearman: 0.1 }] },
    'correlations[0].between',
    'x is correlated with itself',
  ],
  [
    'a fixed number',
    { variables: { x: uniform, y: 3 }, correlations: [{ between: ['x', 'y'], spearman: 0.1 }] },
    'correlations[0].between',
    'y is a fixed number',
  ],
  [
    'a computed one',
    {
      variables: { x: uniform, y: 'x + 1' },
      correlations: [{ between: ['x', 'y'], spearman: 0.1 }],
    },
    'correlations[0].between',
    'y is computed; correlate the uncertain variables',
  ],
  [
    'one drawn per period',
    {
      periods: PERIODS,
      variables: { x: uniform, y: { ...uniform, per: 'period' } },
      correlations: [{ between: ['x', 'y'], spearman: 0.1 }],
    },
    'correlations[0].between',
    'y is drawn in every period',
  ],
  [
    'a discrete one',
    {
      variables: { x: uniform, y: { dist: 'poisson', rate: 3 } },
      correlations: [{ between: ['x', 'y'], spearman: 0.1 }],
    },
    'correlations[0].between',
    'y is discrete (poisson)',
  ],
  [
    'a pair twice',
    {
      variables: { x: uniform, y: uniform },
      correlations: [
        { between: ['x', 'y'], spearman: 0.1 },
        { between: ['y', 'x'], spearman: 0.2 },
      ],
    },
    'correlations[1].between',
    'x and y have a correlation already',
  ],
];

const units: ProblemCase[] = [
  [
    'a rate and money',
    {
      variables: { rate: { value: 2, unit: '1/month' }, cost: { value: 3, unit: 'EUR' } },
      model: { x: 'rate + cost' },
    },
    'model.x',
    'rate is in 1/month and cost in EUR, which do not go together',
  ],
  [
    'a comparison',
    {
      variables: { a: { value: 2, unit: 'h' }, b: { value: 3, unit: 'users' } },
      model: { x: 'if(a > b, 1, 2)' },
    },
    'model.x',
    'a is in h and b in user',
  ],
  [
    'a choice',
    {
      variables: { a: { value: 2, unit: 'h' }, b: { value: 3, unit: 'EUR' } },
      model: { x: 'max(a, 0, b)' },
    },
    'model.x',
    'a is in h and b in EUR',
  ],
  [
    'a line of another unit',
    {
      variables: { a: { value: 2, unit: 'EUR/user' }, b: { value: 3, unit: 'user' } },
      model: { x: { value: 'a * b', unit: 'h' } },
    },
    'model.x.value',
    'x is in h, but this is in EUR',
  ],
  [
    'a stock of another unit',
    {
      periods: PERIODS,
      variables: { a: { value: 2, unit: 'EUR' }, b: { value: 3, unit: 'user' } },
      model: { x: { start: 'b', next: 'x * a' } },
    },
    'model.x.next',
    'x is in user, but this is in EUR*user',
  ],
];

describe.each([
  ['targets', targets],
  ['correlations', correlations],
  ['units', units],
])('%s that cannot be', (_, cases) => {
  test.each(cases)('%s', (_what, parts, path, message) => {
    const texts = problemTexts(parts);
    expect(texts).toContainEqual(expect.stringContaining(`error at ${path}: ${path}: `));
    expect(texts.join('\n')).toContain(message);
  });
});
