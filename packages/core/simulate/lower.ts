import type { Graph, GraphNode, NodeId, StateSource } from '../language/graph.ts';
import { argsOf, reach } from '../language/reach.ts';
import { isReducer, levelsOf } from './levels.ts';
import type { Overrides, Store, When } from './plan.ts';
import { scalarNodes } from './scalars.ts';

/** An instruction before registers are given out: `out` and `args` are values, numbered freely. */
export interface Step {
  readonly op: string;
  readonly out: number | null;
  readonly args: readonly number[];
  readonly ref: number;
  readonly when: When;
}

export interface Value {
  readonly scalar: boolean;
  /** Kept from period to period: it lives as long as the loop. */
  readonly persistent: boolean;
  /** Initial value of a scalar. */
  readonly initial: number;
  /** Registers in a row: one per period for what `collect` fills. */
  readonly span: number;
}

export interface Lowered {
  readonly values: readonly Value[];
  readonly stages: readonly { readonly before: readonly Step[]; readonly loop: readonly Step[] }[];
  readonly stores: readonly Store[];
}

/** Graph → steps, level by level; series of a lower level are computed again where they are needed. */
export function lower(graph: Graph, overrides: Overrides): Lowered {
  const lowering = new Lowering(graph, overrides);
  const deepest = lowering.levels.reduce((a, b) => Math.max(a, b), 0);
  const stages = [];
  for (let level = 0; level <= deepest; level++)
    stages.push({ before: lowering.before(level), loop: lowering.loop(level) });
  return { values: lowering.values, stages, stores: lowering.stores };
}

const OF_OPTIONS = ['outcomes', 'constraints', 'series'] as const;

class Lowering {
  readonly levels: Int32Array;
  readonly values: Value[] = [];
  readonly stores: Store[] = [];
  private readonly graph: Graph;
  private readonly overrides: Overrides;
  private readonly scalar: readonly boolean[];
  private readonly needed: ReadonlySet<NodeId>;
  /** Static nodes' values, and those of the loop at hand. */
  private readonly known = new Map<NodeId, number>();
  private local = new Map<NodeId, number>();
  private steps: Step[] = [];
  private readonly outputs = new Map<NodeId, number[]>();

  constructor(graph: Graph, overrides: Overrides) {
    this.graph = graph;
    this.overrides = overrides;
    this.levels = levelsOf(graph);
    this.scalar = scalarNodes(graph, overrides);
    this.listOutputs();
    this.needed = this.reach([...this.outputs.keys()]);
  }

  /** The static nodes of a level. */
  before(level: number): Step[] {
    this.steps = [];
    this.graph.nodes.forEach((node, id) => {
      if (this.isSeries(id) || this.levels[id] !== level || !this.needed.has(id)) return;
      if (!this.known.has(id)) this.known.set(id, this.compute(node, id));
      this.finishStatic(node, id);
    });
    return this.steps;
  }

  /** The loop after the static nodes of a level: for the reducers of the next and for series kept. */
  loop(level: number): Step[] {
    this.steps = [];
    this.local = new Map();
    const { nodes } = this.graph;
    const reducers = nodes.flatMap((node, id) =>
      isReducer(node) && this.needed.has(id) && this.levels[id] === level + 1 ? [id] : [],
    );
    const kept = new Set(
      [...this.outputs.keys()].filter((id) => this.isSeries(id) && this.levels[id] === level),
    );
    const roots = [...kept, ...reducers.flatMap((id) => nodes[id]?.args ?? [])];
    const series = (id: NodeId) => this.isSeries(id);
    const inside = this.reach(roots.filter(series), series);
    const ready = Map.groupBy(reducers, (id) =>
      Math.max(-1, ...(nodes[id] as GraphNode).args.filter(series)),
    );
    const reduceAt = (id: NodeId) => {
      for (const reducer of ready.get(id) ?? []) this.reduce(nodes[reducer] as GraphNode, reducer);
    };
    reduceAt(-1);
    nodes.forEach((node, id) => {
      if (!inside.has(id)) return;
      this.local.set(id, this.compute(node, id));
      if (kept.has(id)) this.store(id);
      reduceAt(id);
    });
    this.carry([...inside].filter((id) => nodes[id]?.op === 'state'));
    return this.steps;
  }

  private isSeries(id: NodeId): boolean {
    const node = this.graph.nodes[id] as GraphNode;
    if (node.op === 'input' && this.overrides.values[node.ref as number]) return false;
    return node.series;
  }

  private listOutputs(): void {
    const add = (node: NodeId, store: Store) => {
      const list = this.outputs.get(node) ?? [];
      list.push(this.stores.push(store) - 1);
      this.outputs.set(node, list);
    };
    const { stored } = this.overrides;
    if (stored.includes('inputs'))
      this.graph.inputs.forEach((input, index) => {
        add(input.stored, { kind: 'inputs', option: 0, index });
      });
    this.graph.options.forEach((row, option) => {
      for (const kind of OF_OPTIONS.filter((one) => stored.includes(one)))
        row[kind].forEach((node, index) => {
          add(node, { kind, option, index });
        });
    });
  }

  /** Everything that some nodes are computed from, as far as `follow` lets. */
  private reach(roots: readonly NodeId[], follow = (_: NodeId) => true): Set<NodeId> {
    return reach(roots, (id) => {
      const node = this.graph.nodes[id] as GraphNode;
      if (node.op === 'input' && this.overrides.values[node.ref as number]) return [];
      return argsOf(this.graph, id).filter(follow);
    });
  }

  private value(scalar: boolean, more: Partial<Value> = {}): number {
    return this.values.push({ scalar, persistent: false, initial: 0, span: 1, ...more }) - 1;
  }

  private of(id: NodeId): number {
    return (this.local.get(id) ?? this.known.get(id)) as number;
  }

  private emit(
    op: string,
    out: number | null,
    args: readonly number[],
    ref = 0,
    when: When = 'always',
  ) {
    this.steps.push({ op, out, args, ref, when });
  }

  /** Emits what computes a node; returns its value. */
  private compute(node: GraphNode, id: NodeId): number {
    const scalar = this.scalar[id] as boolean;
    const ref = node.ref ?? 0;
    switch (node.op) {
      case 'const':
        return this.value(true, { initial: node.value as number });
      case 'input':
        if (!this.overrides.values[ref]) return this.of(node.args[0] as NodeId);
        return this.computed('load', [], ref, false);
      case 'uniform':
        return this.computed(this.drawOp(ref), [], ref, false);
      case 'state': {
        const out = this.value(scalar, { persistent: true });
        const { start } = this.graph.states[ref] as StateSource;
        this.emit('copy', out, [this.of(start)], 0, 'first');
        return out;
      }
      default:
        return this.computed(
          node.op,
          node.args.map((arg) => this.of(arg)),
          ref,
          scalar,
        );
    }
  }

  private computed(op: string, args: readonly number[], ref: number, scalar: boolean): number {
    const out = this.value(scalar);
    this.emit(op, out, args, ref);
    return out;
  }

  /** uniform: drawn by trial number from 0; trials: by given trial numbers; given: as given. */
  private drawOp(ref: number): 'uniform' | 'trials' | 'given' {
    if (this.overrides.uniforms[ref])
      return this.graph.uniforms[ref]?.perPeriod ? 'trials' : 'given';
    return this.overrides.trials ? 'trials' : 'uniform';
  }

  private store(id: NodeId): void {
    for (const ref of this.outputs.get(id) ?? []) this.emit('store', null, [this.of(id)], ref);
  }

  /** What a reducer has gathered becomes its value; then outputs are stored. */
  private finishStatic(node: GraphNode, id: NodeId): void {
    const gathered = this.known.get(id) as number;
    if (node.op === 'mean') {
      const periods = this.value(true, { initial: this.graph.periods });
      this.known.set(id, this.computed('div', [gathered, periods], 0, this.scalar[id] as boolean));
    } else if (node.op === 'irr') this.known.set(id, this.computed('irr', [gathered], 0, false));
    this.store(id);
  }

  /** Emits, inside a loop, what a reducer gathers by period. */
  private reduce(node: GraphNode, id: NodeId): void {
    const [x, rate] = node.args.map((arg) => this.of(arg)) as [number, number];
    if (node.op === 'irr') {
      const rows = this.value(false, { persistent: true, span: this.graph.periods });
      this.known.set(id, rows);
      this.emit('collect', rows, [x]);
      return;
    }
    const total = this.value(this.scalar[id] as boolean, { persistent: true });
    this.known.set(id, total);
    if (node.op === 'last') this.emit('copy', total, [x], 0, 'final');
    else if (node.op === 'when') this.reduceWhen(total, x);
    else {
      this.emit('copy', total, [x], 0, 'first');
      const term = node.op === 'npv' ? this.discounted(x, rate, node) : x;
      this.emit('add', total, [total, term], 0, 'rest');
    }
  }

  /** x over the running product of (1 + rate), in all periods but the first. */
  private discounted(x: number, rate: number, node: GraphNode): number {
    const scalarRate = this.scalar[node.args[1] as NodeId] as boolean;
    const one = this.value(true, { initial: 1 });
    const factor = this.value(scalarRate);
    const growth = this.value(scalarRate, { persistent: true });
    const term = this.value(scalarRate && (this.scalar[node.args[0] as NodeId] as boolean));
    this.emit('copy', growth, [one], 0, 'first');
    this.emit('add', factor, [one, rate], 0, 'rest');
    this.emit('mul', growth, [growth, factor], 0, 'rest');
    this.emit('div', term, [x, growth], 0, 'rest');
    return term;
  }

  /** total = periods at first; then t where it is still so and x is not 0. */
  private reduceWhen(total: number, x: number): void {
    const { scalar } = this.values[total] as Value;
    const never = this.value(true, { initial: this.graph.periods });
    const period = this.computed('period', [], 0, true);
    this.emit('copy', total, [never], 0, 'first');
    const open = this.computed('eq', [total, never], 0, scalar);
    const now = this.computed('and', [open, x], 0, scalar);
    this.emit('select', total, [now, period, total]);
  }

  /** States move together: those that take over another state's value read it before any moves. */
  private carry(states: readonly NodeId[]): void {
    const moves = states.map((id) => {
      const node = this.graph.nodes[id] as GraphNode;
      const { next } = this.graph.states[node.ref as number] as StateSource;
      let from = this.of(next);
      if (this.values[from]?.persistent) {
        const held = this.value(this.scalar[next] as boolean);
        this.emit('copy', held, [from], 0, 'carry');
        from = held;
      }
      return [this.of(id), from] as const;
    });
    for (const [state, from] of moves) this.emit('copy', state, [from], 0, 'carry');
  }
}
