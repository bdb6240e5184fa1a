import type { Graph, NodeId } from '../language/graph.ts';
import { argsOf, reach } from '../language/reach.ts';
import { drawColumn } from '../simulate/draws-at.ts';
import { gather } from './order.ts';
import type { Problem } from './problem.ts';

/** The chosen samples once more, with something of them changed. */
export interface Block {
  /** Sources of uniforms whose draws move between the samples. */
  readonly moved: ReadonlySet<number>;
  /** The row that each row takes those draws from, shape [rows]. */
  readonly places: Uint32Array;
  /** Inputs whose values are given instead of drawn, each of shape [rows]. */
  readonly given: ReadonlyMap<number, Float64Array>;
}

/** Points evaluated together: enough to fill the kernels, few enough to bound memory. */
const BATCH_POINTS = 32_768;

/**
 * Overall values of blocks of samples, shape [block][option][row]. Inputs take the values that the run
 * drew for them, wherever nothing they depend on has changed; the others are drawn again.
 * rows: numbers of the chosen samples.
 */
export function overallOfBlocks(
  problem: Problem,
  rows: Uint32Array,
  blocks: readonly Block[],
): Float64Array[][] {
  const origins = problem.samples.graph.inputs.map(({ node }) =>
    originsOf(problem.samples.graph, node),
  );
  const found: Float64Array[][] = [];
  const batch = Math.max(1, Math.floor(BATCH_POINTS / rows.length));
  for (let first = 0; first < blocks.length; first += batch) {
    found.push(...evaluated(problem, rows, origins, blocks.slice(first, first + batch)));
  }
  return found;
}

/** What an input is drawn from: its own and, where it is correlated or conditional, others'. */
interface Origins {
  readonly uniforms: readonly number[];
  readonly inputs: readonly number[];
}

function originsOf(graph: Graph, input: NodeId): Origins {
  const behind = [...reach([input], (id) => argsOf(graph, id))].filter((id) => id !== input);
  const refs = (op: string) =>
    behind.flatMap((id) => (graph.nodes[id]?.op === op ? [graph.nodes[id]?.ref as number] : []));
  return { uniforms: refs('uniform'), inputs: refs('input') };
}

function evaluated(
  problem: Problem,
  rows: Uint32Array,
  origins: readonly Origins[],
  blocks: readonly Block[],
): Float64Array[][] {
  const count = rows.length;
  const inputs = origins.map((origin, input) => {
    const drawn = drawnValues(problem, rows, input);
    return blocks.map((block) => valuesIn(block, input, origin, drawn));
  });
  const partly = inputs.some(
    (column, i) => column.includes(null) && blocks.some(({ given }) => given.has(i)),
  );
  // An input cannot be given in one block and drawn in another of the same evaluation.
  if (partly && blocks.length > 1) {
    return blocks.flatMap((block) => evaluated(problem, rows, origins, [block]));
  }
  const values = inputs.map((parts) =>
    parts.includes(null) ? null : joined(parts as Float64Array[], count),
  );
  const uniforms = uniformsFor(problem, rows, blocks, values);
  const { simulator, valuation } = problem;
  const overall = valuation.overall(
    simulator.outcomesAt({ count: blocks.length * count, values, uniforms }),
  );
  return blocks.map((_, b) => overall.map((column) => column.subarray(b * count, (b + 1) * count)));
}

/** An input's values in the rows as the run drew them; null where it kept none, or their mean over periods. */
function drawnValues({ samples }: Problem, rows: Uint32Array, input: number): Float64Array | null {
  const column = samples.inputs[input];
  const isWhole = column !== undefined && samples.graph.inputs[input]?.perPeriod === false;
  if (!isWhole || (rows.at(-1) as number) >= samples.inputCount) return null;
  return gather(column, rows);
}

/** An input's values in a block; null where they have to be drawn. */
function valuesIn(
  { moved, places, given }: Block,
  input: number,
  { uniforms, inputs }: Origins,
  drawn: Float64Array | null,
): Float64Array | null {
  const own = given.get(input);
  if (own !== undefined) return own;
  if (drawn === null || inputs.some((other) => given.has(other))) return null;
  if (!uniforms.some((source) => moved.has(source))) return drawn;
  return uniforms.every((source) => moved.has(source)) ? gather(drawn, places) : null;
}

/** Uniforms of the blocks (trial numbers, where drawn per period) for what still has to be drawn. */
function uniformsFor(
  { samples: { graph, settings } }: Problem,
  rows: Uint32Array,
  blocks: readonly Block[],
  values: readonly (Float64Array | null)[],
): (Float64Array | null)[] {
  const outputs = graph.options.flatMap(({ outcomes, constraints }) => [
    ...outcomes,
    ...constraints,
  ]);
  const nodes = reach([...outputs, ...graph.inputs.map(({ node }) => node)], (id) => {
    const node = graph.nodes[id];
    return node?.op === 'input' && values[node.ref as number] ? [] : argsOf(graph, id);
  });
  const needed = new Set<number>();
  for (const id of nodes) {
    if (graph.nodes[id]?.op === 'uniform') needed.add(graph.nodes[id]?.ref as number);
  }
  return graph.uniforms.map((source, s) => {
    if (!needed.has(s)) return null;
    const base = source.perPeriod ? Float64Array.from(rows) : drawColumn(source, settings, rows);
    const parts = blocks.map(({ moved, places }) => (moved.has(s) ? gather(base, places) : base));
    return joined(parts, rows.length);
  });
}

function joined(parts: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(parts.length * length);
  parts.forEach((part, b) => {
    all.set(part, b * length);
  });
  return all;
}
