import type { Scenario } from '@scenario-sandbox/contract';
import type { Graph } from '../../language/graph.ts';
import { compareOptions } from '../../simulate/comparison.ts';
import { drawsOf } from '../../simulate/draws.ts';
import { statistics } from '../../simulate/statistics.ts';
import type { Points, RunSettings, Samples, Simulator } from '../../simulate/types.ts';
import type { DecideContext } from '../decide.ts';
import type { Frame } from '../findings.ts';
import { problemOf } from '../pose.ts';
import type { Problem } from '../problem.ts';

/** A model in closed form, for tests: what the analyses see is exactly what is written here. */
export interface TestModel {
  /** The scenario's parts that the analyses read; `options` are made from `optionIds`. */
  readonly scenario?: Partial<Scenario>;
  readonly optionIds: readonly string[];
  /** By name: value from the uniforms of all inputs, in order; own uniform first for convenience. */
  readonly inputs: Readonly<Record<string, (u: number, all: readonly number[]) => number>>;
  /** Inputs that only some options define. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** Inputs that are said to be beta-distributed on 0…1. */
  readonly shares?: readonly string[];
  /** By outcome name: value from inputs by name and the option's index. */
  readonly outcomes: Readonly<
    Record<string, (x: Readonly<Record<string, number>>, option: number) => number>
  >;
  readonly constraints?: Readonly<
    Record<string, (x: Readonly<Record<string, number>>, option: number) => boolean>
  >;
}

export interface TestSettings {
  readonly samples?: number;
  readonly seed?: number;
  readonly sampler?: 'sobol' | 'random';
}

/** Everything `decide` reads, for a model in closed form. */
export function contextOf(model: TestModel, settings: TestSettings = {}): DecideContext {
  const run: RunSettings = {
    samples: settings.samples ?? 16_384,
    seed: settings.seed ?? 1,
    sampler: settings.sampler ?? 'sobol',
  };
  const graph = graphOf(model);
  const simulator = simulatorOf(model, graph, run);
  const scenario = scenarioOf(model);
  return {
    scenario,
    graph,
    settings: run,
    samples: simulator.run(),
    simulator,
    frame: frameOf(scenario, graph, run),
    identity: { scenarioId: scenario.id, scenarioHash: '', runId: '', engineVersion: 'test' },
    analyses: null,
  };
}

/** The same, as the analyses take it. */
export function testProblem(model: TestModel, settings: TestSettings = {}): Problem {
  const { frame, samples, simulator } = contextOf(model, settings);
  return problemOf(frame, samples, simulator);
}

function scenarioOf({ scenario, optionIds, outcomes }: TestModel): Scenario {
  const objective = { maximise: Object.keys(outcomes)[0] as string };
  return {
    schema: 'scenario.v1',
    id: 'test',
    title: 'Test',
    options: optionIds.map((id) => ({ id })),
    ...(scenario?.criteria === undefined && { objective }),
    ...scenario,
  };
}

function graphOf(model: TestModel): Graph {
  const names = Object.keys(model.inputs);
  const correlated = new Set(model.scenario?.correlations?.flatMap(({ between }) => between));
  // An input whose function asks for all uniforms is drawn from all of them.
  const all = names.map((_, i) => i);
  const uniformNodes = all.map((ref) => ({ op: 'uniform' as const, args: [], series: false, ref }));
  const inputNodes = Object.values(model.inputs).map((value, ref) => ({
    ...{ op: 'input' as const, args: value.length > 1 ? all : [ref], series: false, ref },
  }));
  return {
    nodes: [...uniformNodes, ...inputNodes],
    uniforms: names.map((name, i) => ({
      name,
      key: [i, 99],
      perPeriod: false,
      dimension: i,
      stride: 0,
    })),
    quantiles: [],
    inputs: names.map((name, i) => ({
      name,
      options: model.only?.[name] ?? model.optionIds,
      shared: model.only?.[name] === undefined,
      perPeriod: false,
      node: names.length + i,
      stored: names.length + i,
      uniform: i,
      distribution: correlated.has(name)
        ? null
        : { kind: model.shares?.includes(name) ? 'beta' : 'test', parameters: {} },
    })),
    states: [],
    options: model.optionIds.map((id) => ({ id, outcomes: [], series: [], constraints: [] })),
    outcomeNames: Object.keys(model.outcomes),
    seriesNames: [],
    constraintNames: Object.keys(model.constraints ?? {}),
    periods: 1,
  };
}

function simulatorOf(model: TestModel, graph: Graph, settings: RunSettings): Simulator {
  const evaluate = (points: Points): Samples => evaluateModel(model, graph, settings, points);
  return {
    graph,
    settings,
    run: () => evaluate({ count: settings.samples }),
    evaluate,
    outcomesAt: (points) => evaluate(points).outcomes,
    statistics: (columns) => columns.map(statistics),
    compare: compareOptions,
    summarise: () => null,
    release: () => {},
  };
}

function evaluateModel(
  model: TestModel,
  graph: Graph,
  settings: RunSettings,
  { count, values, uniforms, trials }: Points,
): Samples {
  const draws = graph.uniforms.map((source) => drawsOf(source, settings));
  const entries = Object.entries(model.inputs);
  const inputs = entries.map(() => new Float64Array(count));
  const outcomes = model.optionIds.map(() =>
    Object.keys(model.outcomes).map(() => new Float64Array(count)),
  );
  const constraints = model.optionIds.map(() =>
    Object.keys(model.constraints ?? {}).map(() => new Float64Array(count)),
  );
  for (let i = 0; i < count; i += 1) {
    const u = draws.map((draw, s) => uniforms?.[s]?.[i] ?? draw(trials?.[i] ?? i, 0));
    const x: Record<string, number> = {};
    entries.forEach(([name, value], k) => {
      x[name] = values?.[k]?.[i] ?? value(u[k] as number, u);
      (inputs[k] as Float64Array)[i] = x[name];
    });
    model.optionIds.forEach((_, d) => {
      Object.values(model.outcomes).forEach((outcome, o) => {
        (outcomes[d]?.[o] as Float64Array)[i] = outcome(x, d);
      });
      Object.values(model.constraints ?? {}).forEach((holds, c) => {
        (constraints[d]?.[c] as Float64Array)[i] = holds(x, d) ? 1 : 0;
      });
    });
  }
  const series = model.optionIds.map(() => []);
  return {
    graph,
    settings,
    count,
    inputs,
    inputCount: count,
    outcomes,
    constraints,
    series,
    seriesCount: 0,
  };
}

function frameOf(scenario: Scenario, graph: Graph, settings: RunSettings): Frame {
  return {
    scenario,
    options: scenario.options.map(({ id }) => ({ id, name: id, description: '' })),
    inputs: [],
    constants: [],
    unused: [],
    outcomes: graph.outcomeNames.map((name) => ({ name, unit: 'EUR', label: name })),
    series: [],
    periods: null,
    ...settings,
    incomplete: null,
  };
}
