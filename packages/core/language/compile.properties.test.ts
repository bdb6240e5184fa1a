import type { Scenario, VariableSpec } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from '../scenario/read.ts';
import { createOracle } from '../simulate/oracle.ts';
import { compileScenario } from './compile.ts';
import type { Graph } from './graph.ts';
import { parseExpression } from './parse.ts';
import { printExpression } from './print.ts';
import { graphOf, scenarioWith } from './testing.ts';

const leaf = fc.constantFrom('v0', 'v1', 'v2', 'price', '2', '0.5');
const { formula } = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '<', 'and'), tie('formula'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `max(${a}, abs(${b}))`),
    fc
      .tuple(tie('formula'), tie('formula'), tie('formula'))
      .map((args) => `if(${args.join(', ')})`),
  ),
}));
const series = formula.map((text) => `cumulative(${text} + t)`);

const spec: fc.Arbitrary<VariableSpec> = fc.constantFrom<VariableSpec>(
  3,
  { dist: 'uniform', min: 0, max: 1 },
  { dist: 'normal', mean: 1, sd: 2 },
  { dist: 'gamma', shape: 2, scale: 1 },
  { dist: 'uniform', min: 0, max: 1, per: 'period' },
);

const parts: fc.Arbitrary<Partial<Scenario>> = fc.record({
  periods: fc.constant({ count: 3, rate: 0.1 }),
  variables: fc.record({ v0: spec, v1: spec, v2: spec }),
  options: fc
    .array(spec, { minLength: 1, maxLength: 4 })
    .map((prices) => prices.map((price, i) => ({ id: `o${i}`, set: { price } }))),
  model: fc.record({
    x: formula,
    y: series,
    z: fc.constantFrom('sum(y)', 'npv(x)', 'last(y) - mean(x)'),
    stock: fc.record({
      start: fc.constantFrom<string | number>(1, 'v0 * 0'),
      next: formula.map((text) => `stock + ${text}`),
    }),
  }),
});

/** All that a run gives, by option and name. */
function resultsOf(graph: Graph): Record<string, unknown> {
  const run = createOracle(graph, { seed: 7, samples: 3, sampler: 'sobol' }).run();
  return Object.fromEntries(
    graph.options.map(({ id }, i) => [id, { outcomes: run.outcomes[i], series: run.series[i] }]),
  );
}

// Where a drawn parameter makes a stock's start vary over periods, the scenario is refused.
const runnable = parts.filter((sample) => {
  try {
    graphOf(sample);
    return true;
  } catch {
    return false;
  }
});

test('the order of options changes nothing but their order', () => {
  fc.assert(
    fc.property(runnable, (sample) => {
      const turned = { ...sample, options: [...(sample.options ?? [])].reverse() };
      const [graph, other] = [graphOf(sample), graphOf(turned)];
      expect(other.uniforms).toEqual(graph.uniforms);
      expect(other.nodes.length).toBe(graph.nodes.length);
      expect(resultsOf(other)).toEqual(resultsOf(graph));
    }),
    { seed: 1 },
  );
});

test('the order of keys changes nothing', () => {
  const reversed = <T>(record: Record<string, T> | undefined) =>
    Object.fromEntries(Object.entries(record ?? {}).reverse());
  fc.assert(
    fc.property(runnable, (sample) => {
      const turned = {
        ...sample,
        variables: reversed(sample.variables),
        model: reversed(sample.model),
      };
      expect(graphOf(turned)).toEqual(graphOf(sample));
    }),
    { seed: 1 },
  );
});

test('an unused variable changes nothing', () => {
  fc.assert(
    fc.property(runnable, fc.constantFrom('a_first', 'zz_last', 'v1b'), (sample, name) => {
      const more = {
        ...sample,
        variables: { ...sample.variables, [name]: { dist: 'beta', alpha: 2, beta: 3 } },
      };
      expect(graphOf(more)).toEqual(graphOf(sample));
    }),
    { seed: 1 },
  );
});

test('a variable of another name changes no key of the others', () => {
  fc.assert(
    fc.property(runnable, (sample) => {
      const more = {
        ...sample,
        variables: { ...sample.variables, a_first: { dist: 'uniform', min: 0, max: 1 } },
        model: { ...sample.model, more: 'a_first' },
      };
      const keys = new Map(graphOf(more).uniforms.map((source) => [source.name, source.key]));
      for (const source of graphOf(sample).uniforms)
        expect(keys.get(source.name)).toEqual(source.key);
    }),
    { seed: 1 },
  );
});

test('formulas printed and read again give the same graph', () => {
  fc.assert(
    fc.property(runnable, (sample) => {
      const again = {
        ...sample,
        model: { ...sample.model, x: printExpression(parseExpression(String(sample.model?.x))) },
      };
      expect(graphOf(again)).toEqual(graphOf(sample));
    }),
    { seed: 1 },
  );
});

test('every node comes after what it is computed of, but for the next of a state', () => {
  fc.assert(
    fc.property(runnable, (sample) => {
      const { nodes, states, inputs, uniforms } = graphOf(sample);
      for (const [id, node] of nodes.entries()) {
        for (const arg of node.args) expect(arg).toBeLessThan(id);
        if (node.op === 'state') expect(states[node.ref ?? -1]?.start).toBeLessThan(id);
        const isReducer = ['sum', 'mean', 'last', 'npv', 'irr', 'when'].includes(node.op);
        const reads = node.args.some((arg) => nodes[arg]?.series);
        if (isReducer) expect(node.series).toBe(false);
        else if (node.args.length > 0) expect(node.series).toBe(reads);
      }
      for (const [index, input] of inputs.entries()) {
        expect(nodes[input.node]).toMatchObject({ op: 'input', ref: index });
        expect(uniforms[input.uniform]?.name).toBe(input.name);
      }
    }),
    { seed: 1 },
  );
});

const name = fc.constantFrom('a', 'b', 'c', 't', 'if', 'constructor', '__proto__', 'npv', 'é', '');
const text = fc.oneof(
  name,
  fc.constantFrom(
    'a + b',
    'sum(a)',
    'npv(b)',
    'cumulative(c)',
    'a(',
    '1 +',
    'last(b) + c',
    'when(a > b)',
    '1 / 0',
  ),
  fc.double(),
);
const anySpec = fc.oneof(
  text,
  fc.dictionary(
    fc.constantFrom(
      'dist',
      'mean',
      'sd',
      'p10',
      'p50',
      'p90',
      'value',
      'values',
      'truncate',
      'per',
      'components',
      'weights',
    ),
    fc.oneof(
      text,
      fc.array(text, { maxLength: 3 }),
      fc.constantFrom('normal', 'metalog', 'mixture', 'period', 'empirical'),
    ),
  ),
) as fc.Arbitrary<VariableSpec>;
const anyScenario = fc.record(
  {
    periods: fc.record({ count: fc.integer({ min: 1, max: 4 }), rate: text }),
    variables: fc.dictionary(name, anySpec),
    options: fc.array(
      fc.record({ id: fc.constantFrom('x', 'y'), set: fc.dictionary(name, anySpec) }),
      { minLength: 1, maxLength: 3 },
    ),
    model: fc.dictionary(name, fc.oneof(text, fc.record({ start: text, next: text }))),
    correlations: fc.array(
      fc.record({
        between: fc.tuple(name, name),
        spearman: fc.double({ min: -1, max: 1, noNaN: true }),
      }),
      { maxLength: 3 },
    ),
    objective: fc.record({ maximise: name }),
    constraints: fc.array(
      fc.record({ id: name, expr: text.map(String), probability: fc.constant(1) }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

test('whatever a scenario holds, it is compiled or its problems are said', () => {
  fc.assert(
    fc.property(anyScenario, (sample) => {
      const scenario = scenarioWith(sample as Partial<Scenario>);
      fc.pre('scenario' in checkScenario(scenario));
      const compiled = compileScenario(scenario);
      if ('problems' in compiled) {
        expect(compiled.problems.length).toBeGreaterThan(0);
        for (const { message, path } of compiled.problems)
          expect(message.startsWith(path)).toBe(true);
      }
    }),
    { seed: 1, numRuns: 1_000 },
  );
});
