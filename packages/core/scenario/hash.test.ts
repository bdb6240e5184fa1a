import type { Scenario } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarioHash } from './hash.ts';
import { readScenario } from './read.ts';

function read(text: string): Scenario {
  const found = readScenario(text);
  if ('problems' in found) throw new Error(found.problems[0]?.message);
  return found.scenario;
}

const YAML = `
schema: scenario.v1
id: pricing
title: Which price?
variables:
  churn: { dist: pert, min: 0.01, mode: 0.02, max: 0.08 }
  users: 2800
options:
  - { id: a, set: { price: 80e3 } }
  - { id: b, set: { price: 1 } }
model: { x: users * price }
`;

const base = read(YAML);

test('the hash is a known one: it names the same question on every machine, in every release', () => {
  expect(scenarioHash(base)).toMatch(/^[0-9a-f]{64}$/);
  expect(scenarioHash(base)).toBe(
    '32f44ecd707b64343f980ff3af4e46d41015d3713d7ca6764890a0e17de25fa1',
  );
});

describe('what is written differently and says the same', () => {
  const set = (change: (copy: Record<string, unknown>) => void): Scenario => {
    const copy = structuredClone(base) as unknown as Record<string, unknown>;
    change(copy);
    return copy as unknown as Scenario;
  };
  test.each<[string, Scenario]>([
    ['JSON', read(JSON.stringify(base))],
    ['other keys first', read(JSON.stringify(Object.fromEntries(Object.entries(base).reverse())))],
    ['comments', read(`# why\n${YAML}# end\n`)],
    ['numbers', read(YAML.replace('80e3', '80000.0'))],
    ['a default parameter', read(YAML.replace('dist: pert,', 'dist: pert, shape: 4,'))],
    ['the default sampler', set((copy) => Object.assign(copy, { sampler: 'sobol' }))],
    ['no aversion to risk', set((copy) => Object.assign(copy, { risk: { attitude: 'neutral' } }))],
    [
      'empty parts',
      set((copy) =>
        Object.assign(copy, { correlations: [], constraints: [], description: '', context: {} }),
      ),
    ],
    ['a value in full', read(YAML.replace('users: 2800', 'users: { value: 2800 }'))],
    ['a line in full', read(YAML.replace('x: users * price', 'x: { value: users * price }'))],
  ])('%s', (_, same) => {
    expect(scenarioHash(same)).toBe(scenarioHash(base));
  });

  test.each<[string, Scenario]>([
    ['a number', read(YAML.replace('2800', '2801'))],
    ['a word of the title', read(YAML.replace('Which price?', 'What price?'))],
    ['the order of options', { ...base, options: [...base.options].reverse() }],
    [
      'a parameter that is not the default',
      read(YAML.replace('dist: pert,', 'dist: pert, shape: 5,')),
    ],
    ['the seed', { ...base, seed: 42 }],
    ['the sampler', { ...base, sampler: 'random' }],
    ['the context', { ...base, context: { note: '' } }],
  ])('%s makes a difference', (_, other) => {
    expect(scenarioHash(other)).not.toBe(scenarioHash(base));
  });
});

test('any order of keys has one hash', () => {
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'é'), fc.integer(), {
    minKeys: 2,
  });
  fc.assert(
    fc.property(values, (variables) => {
      const turned = Object.fromEntries(Object.entries(variables).reverse());
      expect(scenarioHash({ ...base, variables: turned })).toBe(
        scenarioHash({ ...base, variables }),
      );
    }),
    { seed: 1 },
  );
});
