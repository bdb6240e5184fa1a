import { distributions } from '@scenario-sandbox/core/distributions/registry.ts';
import { functions } from '@scenario-sandbox/core/language/functions.ts';
import { describe, expect, test } from 'vitest';
import { offerAt } from '../src/document/completion.ts';

const scenario = `schema: scenario.v1
id: pricing
title: Which price?
variables:
  users: 2800
  churn: { dist: beta, alpha: 4, beta: 96 }
options:
  - id: usage
    name: Usage-based
    set: { price: 31 }
  - { id: keep, set: { price: 29 } }
periods: { count: 12 }
model:
  customers: { start: users, next: customers * (1 - churn) }
  worth: npv(customers * price)
`;

/** What is offered at `|` in the text. */
function offered(text: string) {
  const offer = offerAt(text.replace('|', ''), text.indexOf('|'));
  return { from: offer?.from, suggestions: offer?.suggestions ?? [] };
}
const labels = (text: string) => offered(text).suggestions.map(({ label }) => label);

describe('keys come from the published schema, by where one is', () => {
  test('at the top, without those that are there', () => {
    const keys = labels(`${scenario}per|`);
    expect(keys).toContain('constraints');
    expect(keys).toContain('objective');
    expect(keys).not.toContain('periods');
    expect(labels('|\ntitle: A')).toContain('schema');
  });

  test.each([
    ['constraints:\n  - id: a\n    ex|', ['expr', 'probability']],
    ['constraints: [{ id: a, | }]', ['expr', 'probability']],
    ['objective: { | }', ['maximise', 'minimise']],
    ['constraints:\n  - ex|', ['id', 'expr', 'probability']],
    ['risk:\n  att|', ['attitude', 'tolerance']],
    ['model: { a: { st| } }', ['value', 'start', 'next', 'unit', 'source', 'note', 'label']],
  ])('%j', (text, keys) => {
    expect(labels(scenario.replace(/^periods.*|^model(.|\n)*/gm, '') + text)).toEqual(keys);
  });

  test('what is needed is said so', () => {
    const { suggestions } = offered('correlations: [{ | }]');
    expect(suggestions.map(({ label, detail }) => [label, detail])).toEqual([
      ['between', 'needed'],
      ['spearman', 'needed'],
    ]);
  });

  test('a distribution brings its parameters, an input without one its percentiles', () => {
    expect(labels('variables:\n  a: { dist: gamma, shape: 2, | }').slice(0, 2)).toEqual([
      'scale',
      'value',
    ]);
    expect(labels('variables:\n  a:\n    p|').slice(0, 5)).toEqual([
      'p5',
      'p10',
      'p50',
      'p90',
      'p95',
    ]);
  });

  test('options set names that there are; scores are by option', () => {
    expect(labels(scenario.replace('set: { price: 29 }', 'set: { price: 29, | }'))).toEqual([
      'users',
      'churn',
    ]);
    expect(labels(`${scenario}criteria: [{ id: fit, scores: { us| } }]`)).toEqual([
      'usage',
      'keep',
    ]);
  });
});

describe('values', () => {
  test('every kind of distribution, with its parameters', () => {
    const { suggestions } = offered('variables: { a: { dist: | } }');
    const written = Object.keys(distributions).filter((kind) => kind !== 'truncated');
    expect(suggestions.map(({ label }) => label)).toEqual(written);
    expect(suggestions.find(({ label }) => label === 'pert')?.detail).toBe(
      '{ min, mode, max, shape }',
    );
  });

  test.each([
    ['criteria: [{ id: a, direction: | }]', ['maximise', 'minimise']],
    ['sampler: so|', ['sobol', 'random']],
    ['schema: |', ['scenario.v1']],
    ['variables: { a: { dist: normal, per: | } }', ['period']],
  ])('%j is one of its choices', (text, values) => {
    expect(labels(text)).toEqual(values);
  });

  test.each([
    ['objective: { maximise: w| }', ['customers', 'worth']],
    ['criteria: [{ id: a, outcome: | }]', ['customers', 'worth']],
    ['correlations: [{ between: [users, |] }]', ['users', 'churn', 'price']],
    ['study: { variable: | }', ['users', 'churn', 'price']],
  ])('%j refers to a name that there is', (text, names) => {
    expect(labels(scenario + text)).toEqual(names);
  });

  test.each([
    ['  profit: worth - us|', 4],
    ['  profit: { value: (us| }', 4],
    ['constraints: [{ id: a, expr: wor| }]', 3],
  ])('%j is an expression of names and functions', (line, kinds) => {
    const { suggestions, from } = offered(scenario + line);
    const names = suggestions.map(({ label }) => label);
    for (const name of ['users', 'churn', 'price', 'customers', 'worth', 't']) {
      expect(names).toContain(name);
    }
    for (const name of Object.keys(functions)) expect(names).toContain(name);
    expect(suggestions.find(({ label }) => label === 'clamp')?.detail).toBe(functions.clamp.usage);
    expect(from).toBe(scenario.length + line.indexOf('|') - (kinds === 4 ? 2 : 3));
  });

  test('functions over periods need periods; a name is not offered to itself', () => {
    const names = labels('variables:\n  a: 1\n  b: a + |\n');
    expect(names).toContain('sqrt');
    expect(names).not.toContain('npv');
    expect(names).not.toContain('t');
    expect(names).not.toContain('b');
    expect(labels('variables:\n  a: { dist: normal, mean: | }')).toContain('sqrt');
  });

  test.each(['# ti|', 'title: Whi|', 'title: A # ob|', 'variables: { a: x|y }', ''])(
    'nothing in %j',
    (text) => {
      expect(labels(text === '' ? 'title: |' : text)).toEqual([]);
    },
  );
});
