import { SOBOL_DIMENSIONS } from '../random/sobol.ts';
import type { Problems } from '../scenario/problems.ts';
import type { DraftInput, GraphBuilder } from './builder.ts';
import type { Graph, GraphNode, InputSource, NodeId, OptionGraph, UniformSource } from './graph.ts';
import { sourceKey } from './source-key.ts';

/** The ends of a graph: what options yield, by node. */
export type Yields = Pick<Graph, 'outcomeNames' | 'seriesNames' | 'constraintNames' | 'periods'> & {
  readonly options: readonly OptionGraph[];
};

/**
 * The finished graph: what no option yields and no study observes is left out, and the rest is numbered
 * anew in the same order. Sources of random numbers stand in the order of their names. Those drawn once per sample get
 * Sobol dimensions in that order; then those drawn per period, all for the first period, all for the
 * second and so on: for as long as there are any.
 */
export function finish(
  builder: GraphBuilder,
  yields: Yields,
  observed: readonly NodeId[],
  problems: Problems,
): Graph {
  const alive = reachable(builder, yields, observed);
  const means = periodMeans(builder, alive);
  for (const mean of means.values()) alive.add(mean);
  const kept = builder.nodes.flatMap((_, id) => (alive.has(id) ? [id] : []));
  const numbers = new Map(kept.map((id, index) => [id, index]));
  const renumber = (id: NodeId): NodeId => numbers.get(id) as NodeId;
  const inputs = builder.inputs.filter((input) => alive.has(input.node)).sort(byName);
  const uniforms = keptOf(
    builder,
    kept,
    'uniform',
    inputs.map((input) => input.uniform),
  );
  const sorted = uniforms.sort((a, b) => byName(builder.uniforms[a], builder.uniforms[b]));
  const quantiles = keptOf(builder, kept, 'quantile');
  const states = keptOf(builder, kept, 'state');
  const refs = new Map<string, Map<number, number>>([
    ['uniform', indexOf(sorted)],
    ['quantile', indexOf(quantiles)],
    ['state', indexOf(states)],
    ['input', indexOf(inputs.map((input) => builder.inputs.indexOf(input)))],
  ]);
  return {
    nodes: kept.map((id) => renumbered(builder.node(id), renumber, refs)),
    uniforms: uniformSources(builder, sorted, problems),
    quantiles: quantiles.flatMap((ref) => builder.quantiles[ref] ?? []),
    inputs: inputs.map((input) => ({
      ...inputSource(input, refs, yields),
      node: renumber(input.node),
      stored: renumber(means.get(input.node) ?? input.node),
    })),
    states: states.flatMap((ref) => {
      const state = builder.states[ref];
      return state ? [{ start: renumber(state.start), next: renumber(state.next) }] : [];
    }),
    ...yields,
    options: yields.options.map((option) => ({
      id: option.id,
      outcomes: option.outcomes.map(renumber),
      series: option.series.map(renumber),
      constraints: option.constraints.map(renumber),
    })),
  };
}

function reachable(
  builder: GraphBuilder,
  { options }: Yields,
  observed: readonly NodeId[],
): Set<NodeId> {
  const alive = new Set<NodeId>();
  const queue = options.flatMap((o) => [...o.outcomes, ...o.series, ...o.constraints]);
  queue.push(...observed);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (alive.has(id)) continue;
    alive.add(id);
    const node = builder.node(id);
    queue.push(...node.args);
    const state = node.op === 'state' ? builder.states[node.ref ?? -1] : undefined;
    if (state) queue.push(state.start, state.next);
  }
  return alive;
}

/** By node of each input that is drawn in every period and read somewhere: the mean over the periods. */
function periodMeans(builder: GraphBuilder, alive: ReadonlySet<NodeId>): Map<NodeId, NodeId> {
  const drawn = builder.inputs.filter(({ node, perPeriod }) => perPeriod && alive.has(node));
  return new Map(drawn.map(({ node }) => [node, builder.reduce('mean', node)]));
}

/** References of the kept nodes of one operation, each once, and further ones to keep. */
function keptOf(
  builder: GraphBuilder,
  kept: readonly NodeId[],
  op: GraphNode['op'],
  further: readonly number[] = [],
): number[] {
  const refs = new Set<number>();
  for (const id of kept) {
    const node = builder.node(id);
    if (node.op === op && node.ref !== undefined) refs.add(node.ref);
  }
  for (const ref of further) refs.add(ref);
  return [...refs];
}

function indexOf(refs: readonly number[]): Map<number, number> {
  return new Map(refs.map((ref, index) => [ref, index]));
}

function renumbered(
  node: GraphNode,
  renumber: (id: NodeId) => NodeId,
  refs: ReadonlyMap<string, ReadonlyMap<number, number>>,
): GraphNode {
  const ref = node.ref === undefined ? undefined : refs.get(node.op)?.get(node.ref);
  return { ...node, args: node.args.map(renumber), ...(ref !== undefined && { ref }) };
}

function uniformSources(
  builder: GraphBuilder,
  sorted: readonly number[],
  problems: Problems,
): UniformSource[] {
  const names = new Map<string, string>();
  const drafts = sorted.flatMap((ref) => builder.uniforms[ref] ?? []);
  const stride = drafts.filter((draft) => draft.perPeriod).length;
  const next = { once: 0, perPeriod: drafts.length - stride };
  return drafts.map((draft) => {
    const key = sourceKey(draft.name);
    const other = names.get(key.join(' '));
    if (other !== undefined && other !== draft.name) {
      problems.error(
        'KEY_COLLISION',
        '',
        `${draft.name} and ${other} would draw the same random numbers; rename one of them.`,
      );
    }
    names.set(key.join(' '), draft.name);
    const dimension = draft.perPeriod ? next.perPeriod++ : next.once++;
    return {
      name: draft.name,
      key,
      perPeriod: draft.perPeriod,
      dimension: dimension < SOBOL_DIMENSIONS ? dimension : null,
      stride: draft.perPeriod ? stride : 0,
    };
  });
}

function inputSource(
  input: DraftInput,
  refs: ReadonlyMap<string, ReadonlyMap<number, number>>,
  { options }: Yields,
): Omit<InputSource, 'node' | 'stored'> {
  const own = options.filter((_, index) => input.options.has(index));
  return {
    name: input.name,
    options: own.map((option) => option.id),
    shared: own.length === options.length,
    perPeriod: input.perPeriod,
    uniform: refs.get('uniform')?.get(input.uniform) ?? 0,
    distribution: input.distribution,
  };
}

interface Sourced {
  readonly name: string;
  readonly perPeriod: boolean;
  readonly options?: ReadonlySet<number>;
}

/** By name; then once-per-sample before per-period, then by the first option that defines it. */
function byName(left: Sourced | undefined, right: Sourced | undefined): number {
  if (left === undefined || right === undefined) return 0;
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  if (left.perPeriod !== right.perPeriod) return left.perPeriod ? 1 : -1;
  return Math.min(...(left.options ?? [])) - Math.min(...(right.options ?? []));
}
