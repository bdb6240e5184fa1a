import type { Scenario } from '@scenario-sandbox/contract';
import { compileScenario } from '../language/compile.ts';
import type { Graph, InputSource, UniformSource } from '../language/graph.ts';
import { substitute, type Target } from './substitute.ts';

/** A graph in which the targets are inputs, to be given values without compiling again. */
export interface OpenGraph {
  readonly graph: Graph;
  /** For each target, its places in `graph.inputs`; none where no outcome reads it. */
  readonly places: readonly (readonly number[])[];
}

const ANY = { dist: 'uniform', min: 0, max: 1 } as const;

/**
 * The graph of a scenario with its targets left open, or null where a number in a target's place
 * changes more than that number: the parameters of a distribution, a correlation, or what draws which
 * random numbers. `closed` is the graph with numbers there; all that is drawn is drawn as in it, so an
 * evaluation of the open graph at these numbers has the same bits.
 */
export function openGraph(
  scenario: Scenario,
  targets: readonly Target[],
  closed: Graph,
): OpenGraph | null {
  const compiled = compileScenario(targets.reduce((s, t) => substitute(s, t, ANY), scenario));
  if ('problems' in compiled) return null;
  const { graph } = compiled;
  const isTarget = (input: InputSource) => targets.some((target) => fits(input, target));
  const others = graph.inputs.filter((input) => !isTarget(input));
  if (!sameSources(others, closed.inputs) || !same(graph.quantiles, closed.quantiles)) return null;
  if (graph.options.length !== closed.options.length) return null;
  const drawn = new Map(closed.uniforms.map((source) => [keyOf(source), source]));
  const uniforms = graph.uniforms.map((source) => drawn.get(keyOf(source)) ?? undrawn(source));
  if ([...drawn.keys()].some((key) => !uniforms.some((source) => keyOf(source) === key)))
    return null;
  return {
    graph: { ...graph, uniforms },
    places: targets.map((target) =>
      graph.inputs.flatMap((input, i) => (fits(input, target) ? [i] : [])),
    ),
  };
}

const undrawn = (source: UniformSource): UniformSource => ({ ...source, dimension: null });

const keyOf = ({ name, perPeriod }: { name: string; perPeriod: boolean }) => `${perPeriod} ${name}`;

/** Whether an input is what the target's placeholder became. */
function fits(input: InputSource, { name, option }: Target): boolean {
  return (
    input.name === name &&
    (option === null || (input.options.length === 1 && input.options[0] === option))
  );
}

/** Whether two lists of inputs are drawn from the same distributions. */
function sameSources(left: readonly InputSource[], right: readonly InputSource[]): boolean {
  const plain = ({ name, options, shared, perPeriod, distribution }: InputSource) => ({
    ...{ name, options, shared, perPeriod, distribution },
  });
  return same(left.map(plain), right.map(plain));
}

/** Data without functions: equal when written alike. */
const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
