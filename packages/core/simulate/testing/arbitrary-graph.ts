import fc from 'fast-check';
import type {
  ElementwiseOp,
  Graph,
  GraphNode,
  ReducerOp,
  StateSource,
} from '../../language/graph.ts';
import { SOBOL_DIMENSIONS } from '../../random/sobol.ts';
import { graphOf } from './graph-of.ts';

const UNARY: ElementwiseOp[] = [
  ...(['neg', 'abs', 'sqrt', 'exp', 'log', 'log10', 'sin', 'cos', 'floor', 'ceil'] as const),
  ...(['round', 'not', 'normal_quantile', 'normal_cdf'] as const),
];
const BINARY: ElementwiseOp[] = [
  ...(['add', 'sub', 'mul', 'div', 'mod', 'pow', 'min', 'max', 'and', 'or'] as const),
  ...(['lt', 'le', 'gt', 'ge', 'eq', 'ne'] as const),
];
const REDUCERS: ReducerOp[] = ['sum', 'mean', 'last', 'npv', 'irr', 'when'];
export const OPERATIONS: string[] = [...UNARY, ...BINARY, 'select', ...REDUCERS];

/** How many arguments an operation takes. */
export function arityOf(op: string): number {
  if (op === 'select') return 3;
  return op === 'npv' || (BINARY as string[]).includes(op) ? 2 : 1;
}

const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 2, 3, 1e-310, 1e300, -1e300, Infinity, -Infinity, NaN),
  fc.double({ min: -4, max: 4, noNaN: true }),
);

const SOURCES = 5;

/**
 * Any graph: draws (the last two of each period), constants, then operations on what stands before,
 * states and reducers among them, nested. Every node is an outcome or a kept series, every draw an input.
 */
export const anyGraph = graphsWith(OPERATIONS, SOURCES - 3);

/** As `anyGraph`, of some operations, and with so many of the draws in each period. */
export function graphsWith(operations: readonly string[], perPeriod: number): fc.Arbitrary<Graph> {
  const isSeries = (source: number) => source >= SOURCES - perPeriod;
  return fc
    .record({
      periods: fc.integer({ min: 1, max: 4 }),
      constants: fc.array(numbers, { minLength: 1, maxLength: 4 }),
      steps: fc.array(
        fc.record({
          op: fc.constantFrom(...operations, 'state', 'select'),
          picks: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 25 },
      ),
      nexts: fc.array(fc.nat(), { minLength: 25, maxLength: 25 }),
      outputs: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
    })
    .map(({ periods, constants, steps, nexts, outputs }) => {
      const nodes: GraphNode[] = [];
      for (let i = 0; i < SOURCES; i++)
        nodes.push({ op: 'uniform', args: [], series: isSeries(i), ref: i });
      const inputs = nodes
        .map((node, i) => nodes.push({ op: 'input', args: [i], series: node.series, ref: i }) - 1)
        .slice(0, SOURCES);
      nodes.push({ op: 'period', args: [], series: true });
      for (const value of constants) nodes.push({ op: 'const', args: [], series: false, value });
      const states: StateSource[] = [];
      for (const { op, picks } of steps) addStep(nodes, states, op, picks);
      const next = (i: number) => nearest(nodes, states, i, nexts);
      const closed = states.map((state, i) => ({ ...state, next: next(i) }));
      const shown = nodes.map((_, id) => id).filter((id) => outputs[id % outputs.length]);
      return graphOf({
        nodes,
        periods,
        states: closed,
        inputs,
        uniforms: inputs.map((_, i) => ({
          name: `x${i}`,
          key: [i * 77 + 1, i],
          perPeriod: isSeries(i),
          // The last source runs out of dimensions after its first period.
          dimension: i < 2 ? i * 3 : i === SOURCES - 1 ? SOBOL_DIMENSIONS - 1 : null,
          stride: isSeries(i) ? 1 : 0,
        })),
        outcomes: shown.filter((id) => !nodes[id]?.series),
        series: shown.filter((id) => nodes[id]?.series),
      });
    });
}

function addStep(nodes: GraphNode[], states: StateSource[], op: string, picks: number[]): void {
  const pick = (i: number) => (picks[i] as number) % nodes.length;
  if (op === 'state') {
    states.push({ start: pick(0), next: -1 });
    nodes.push({ op: 'state', args: [], series: true, ref: states.length - 1 });
    return;
  }
  const reducer = (REDUCERS as string[]).includes(op);
  const args = picks.slice(0, arityOf(op)).map((_, i) => pick(i));
  const series = !reducer && args.some((id) => nodes[id]?.series);
  nodes.push({ op: op as GraphNode['op'], args, series });
}

/** What a state may become: anything that is no total of itself; draws and constants always are. */
function nearest(nodes: GraphNode[], states: StateSource[], i: number, nexts: number[]): number {
  const own = nodes.findIndex((node) => node.op === 'state' && node.ref === i);
  const until = nodes.findIndex((node, id) => id > own && (REDUCERS as string[]).includes(node.op));
  const last = until < 0 ? nodes.length : until;
  const id = (nexts[i % nexts.length] as number) % last;
  return states[i] === undefined ? 0 : id;
}
