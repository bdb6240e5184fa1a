import type { Builder } from '../distributions/types.ts';
import { elementwise } from '../simulate/elementwise.ts';
import type { ElementwiseOp, GraphNode, NodeId, QuantileSource, ReducerOp } from './graph.ts';

/** Most nodes of one graph; beyond it a scenario is refused. */
export const MAX_NODES = 200_000;

/** Thrown when a graph would pass MAX_NODES. */
export class GraphTooLarge extends Error {}

/** A uniform source while the graph is built; keys and dimensions come last. */
export interface DraftUniform {
  readonly name: string;
  readonly perPeriod: boolean;
}

/** An input while the graph is built. */
export interface DraftInput {
  readonly name: string;
  readonly perPeriod: boolean;
  readonly node: NodeId;
  readonly uniform: number;
  readonly distribution: { kind: string; parameters: Readonly<Record<string, unknown>> } | null;
  /** Indices of the options that define the input so. */
  readonly options: Set<number>;
}

interface DraftState {
  readonly start: NodeId;
  next: NodeId;
}

/**
 * Builds nodes, each once: asking for an equal node again gives the same id. Operations on constants
 * are worked out at once, with the arithmetic that the simulation uses.
 */
export class GraphBuilder implements Builder {
  readonly nodes: GraphNode[] = [];
  readonly uniforms: DraftUniform[] = [];
  readonly quantiles: QuantileSource[] = [];
  readonly inputs: DraftInput[] = [];
  readonly states: DraftState[] = [];
  readonly #nodeIndex = new Map<string, NodeId>();
  readonly #refIndex = new Map<string, number>();
  readonly #stateOf = new Map<string, NodeId>();

  // Bound to the builder, for distributions take them apart from it.
  readonly constant = (value: number): NodeId => {
    const key = Object.is(value, -0) ? '-0' : String(value);
    return this.#node(`const ${key}`, { op: 'const', args: [], series: false, value });
  };

  readonly apply = (op: ElementwiseOp, ...args: NodeId[]): NodeId => {
    const simpler = this.#simplify(op, args);
    if (simpler !== null) return simpler;
    const series = args.some((arg) => this.isSeries(arg));
    return this.#node(`${op} ${args.join(' ')}`, { op, args, series });
  };

  /** The value of a constant node, null of any other. */
  readonly valueOf = (id: NodeId): number | null => {
    const node = this.node(id);
    return node.op === 'const' ? (node.value ?? Number.NaN) : null;
  };

  node(id: NodeId): GraphNode {
    const node = this.nodes[id];
    if (node === undefined) throw new RangeError(`There is no node ${id}.`);
    return node;
  }

  isSeries(id: NodeId): boolean {
    return this.node(id).series;
  }

  reduce(op: ReducerOp, ...args: NodeId[]): NodeId {
    return this.#node(`${op} ${args.join(' ')}`, { op, args, series: false });
  }

  period(): NodeId {
    return this.#node('period', { op: 'period', args: [], series: true });
  }

  uniform(name: string, perPeriod: boolean): NodeId {
    const key = `uniform ${perPeriod ? 'period' : 'sample'} ${name}`;
    const ref = this.#refOf(key, this.uniforms, () => ({ name, perPeriod }));
    return this.#node(key, { op: 'uniform', args: [], series: perPeriod, ref });
  }

  /** `key` tells apart sources with different constants; args are u, then the varying parameters. */
  quantile(key: string, source: QuantileSource, args: readonly NodeId[]): NodeId {
    const ref = this.#refOf(`quantile ${key}`, this.quantiles, () => source);
    const series = args.some((arg) => this.isSeries(arg));
    return this.#node(`quantile ${ref} ${args.join(' ')}`, { op: 'quantile', args, series, ref });
  }

  /** An input that `draw` draws. Asked for again with the same name and draw, it is the same input. */
  input(draw: NodeId, option: number, about: Omit<DraftInput, 'node' | 'options'>): NodeId {
    const key = `input ${draw} ${about.name}`;
    const ref = this.#refOf(key, this.inputs, (index) => {
      const series = this.isSeries(draw);
      const node = this.#node(key, { op: 'input', args: [draw], series, ref: index });
      return { ...about, node, options: new Set<number>() };
    });
    const input = this.inputs[ref] as DraftInput;
    input.options.add(option);
    return input.node;
  }

  /** A stock's node. Its `next` is given afterwards, by `closeState`, for it may depend on the stock. */
  state(start: NodeId): NodeId {
    const ref = this.states.length;
    this.states.push({ start, next: start });
    return this.#node(`state ${ref}`, { op: 'state', args: [], series: true, ref });
  }

  closeState(state: NodeId, next: NodeId): void {
    const draft = this.states[this.node(state).ref ?? -1];
    if (draft === undefined) throw new RangeError(`Node ${state} is no state.`);
    draft.next = next;
  }

  /** A state that is made once per key. */
  keyedState(key: string, start: () => NodeId, next: (state: NodeId) => NodeId): NodeId {
    const known = this.#stateOf.get(key);
    if (known !== undefined) return known;
    const state = this.state(start());
    this.#stateOf.set(key, state);
    this.closeState(state, next(state));
    return state;
  }

  /** The same value in every period, as a series: what functions over periods read. */
  heldConstant(value: NodeId): NodeId {
    return this.keyedState(
      `held ${value}`,
      () => value,
      (state) => state,
    );
  }

  #simplify(op: ElementwiseOp, args: readonly NodeId[]): NodeId | null {
    const values = args.map((arg) => this.valueOf(arg));
    const [first = -1, second = -1, third = -1] = args;
    const [a, b] = values;
    // Before constants are folded, so that a square is the same number however it comes about.
    if (op === 'pow' && b === 2) return this.apply('mul', first, first);
    if (values.every((value) => value !== null)) {
      const [x = 0, y = 0, z = 0] = values;
      return this.constant(elementwise[op](x, y, z));
    }
    if (op === 'mul' && b === 1) return first;
    if (op === 'mul' && a === 1) return second;
    if ((op === 'div' || op === 'pow') && b === 1) return first;
    if (op === 'select' && typeof a === 'number') return a !== 0 ? second : third;
    return this.#inverse(op, first);
  }

  /** Φ⁻¹(Φ(z)) = z: a correlated normal uses its z as it is, and an uncorrelated u stays u. */
  #inverse(op: ElementwiseOp, arg: NodeId): NodeId | null {
    const inner = this.node(arg);
    const undone =
      (op === 'normal_quantile' && inner.op === 'normal_cdf') ||
      (op === 'normal_cdf' && inner.op === 'normal_quantile');
    return undone ? (inner.args[0] ?? null) : null;
  }

  #refOf<T>(key: string, list: T[], create: (index: number) => T): number {
    const known = this.#refIndex.get(key);
    if (known !== undefined) return known;
    const index = list.length;
    this.#refIndex.set(key, index);
    list.push(create(index));
    return index;
  }

  #node(key: string, node: GraphNode): NodeId {
    const known = this.#nodeIndex.get(key);
    if (known !== undefined) return known;
    if (this.nodes.length >= MAX_NODES) throw new GraphTooLarge();
    const id = this.nodes.length;
    this.nodes.push(node);
    this.#nodeIndex.set(key, id);
    return id;
  }
}
