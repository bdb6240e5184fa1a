import type { ElementwiseOp, Graph, GraphNode, NodeId } from '../language/graph.ts';
import type { Comparison } from './comparison.ts';
import { drawsOf } from './draws.ts';
import { elementwise } from './elementwise.ts';
import { irr } from './irr.ts';
import { STAGED } from './kernels/constants.ts';
import { isReducer, levelsOf } from './levels.ts';
import { checkPoints } from './points.ts';
import { prepareQuantile } from './quantile.ts';
import { emptyEvaluation, emptyRun } from './samples.ts';
import { statistics } from './statistics.ts';
import type { Points, RunSettings, Samples, Simulator } from './types.ts';

/**
 * The reference simulator: one sample at a time, one number at a time, straight from the graph.
 * It says what the kernels must compute, bit for bit; it is slow.
 */
export function createOracle(graph: Graph, settings: RunSettings): Simulator {
  const model = createModel(graph, settings);
  const allocate = (length: number) => new Float64Array(length);
  const evaluate = (points: Points): Samples => {
    checkPoints(graph, points);
    const samples = emptyEvaluation(graph, settings, points.count, allocate);
    for (let i = 0; i < points.count; i++) {
      model(points, i);
      store(samples, model.at, i);
    }
    return samples;
  };
  return {
    graph,
    settings,
    run(options) {
      const samples = emptyRun(graph, settings, allocate);
      const { count } = samples;
      for (let i = 0; i < count; i++) {
        model({ count }, i);
        store(samples, model.at, i);
      }
      for (const share of [0.25, 0.5, 0.75, 1]) options?.onProgress?.(share);
      return samples;
    },
    evaluate,
    outcomesAt: (points) => evaluate(points).outcomes,
    summarise: () => null,
    release() {},
    statistics: (columns) => columns.map(statistics),
    compare: compareEach,
  };
}

/** Share best and regrets, a sample at a time, summed by blocks as the kernel's. */
function compareEach(columns: readonly Float64Array[]): Comparison {
  const count = columns[0]?.length ?? 0;
  const totals = columns.map(() => ({ won: 0, regret: 0, most: 0 }));
  for (let start = 0; start < count; start += STAGED) {
    const block = columns.map(() => ({ won: 0, regret: 0 }));
    for (let i = start; i < Math.min(count, start + STAGED); i++) {
      const row = columns.map((column) => column[i] as number);
      const best = Math.max(...row);
      const ties = row.filter((x) => x === best).length;
      row.forEach((x, d) => {
        const [own, total] = [block[d], totals[d]] as [
          { won: number; regret: number },
          { most: number },
        ];
        if (x === best) own.won += 1 / ties;
        else own.regret += best - x;
        total.most = Math.max(total.most, best - x);
      });
    }
    totals.forEach((total, d) => {
      total.won += block[d]?.won ?? 0;
      total.regret += block[d]?.regret ?? 0;
    });
  }
  return {
    shareBest: totals.map(({ won }) => won / count),
    expectedRegret: totals.map(({ regret }) => regret / count),
    maximumRegret: totals.map(({ most }) => most),
  };
}

type At = (id: NodeId, period: number) => number;

interface Model {
  /** Works out every node for row i. */
  (points: Points, i: number): void;
  readonly at: At;
}

function createModel(graph: Graph, settings: RunSettings): Model {
  const { nodes, periods } = graph;
  const levels = levelsOf(graph);
  const deepest = levels.reduce((a, b) => Math.max(a, b), 0);
  const draws = graph.uniforms.map((source) => drawsOf(source, settings));
  const quantiles = graph.quantiles.map((source) => prepareQuantile(source).at);
  const table = new Float64Array(nodes.length * periods);
  const at: At = (id, t) =>
    table[id * periods + ((nodes[id] as GraphNode).series ? t : 0)] as number;

  const draw = (ref: number, points: Points, i: number, t: number): number => {
    const given = points.uniforms?.[ref];
    const perPeriod = graph.uniforms[ref]?.perPeriod;
    if (given && !perPeriod) return given[i] as number;
    const trial = given ? given[i] : points.trials ? points.trials[i] : i;
    return (draws[ref] as (trial: number, t: number) => number)(trial as number, t);
  };

  const value = (node: GraphNode, points: Points, i: number, t: number): number => {
    const [a, b, c] = node.args;
    const ref = node.ref as number;
    switch (node.op) {
      case 'const':
        return node.value as number;
      case 'period':
        return t;
      case 'uniform':
        return draw(ref, points, i, t);
      case 'quantile': {
        const [u, ...parameters] = node.args.map((id) => at(id, t)) as [number, ...number[]];
        return (quantiles[ref] as (u: number, p: number[]) => number)(u, parameters);
      }
      case 'input':
        return points.values?.[ref]?.[i] ?? at(a as NodeId, t);
      case 'state': {
        const state = graph.states[ref] as { start: NodeId; next: NodeId };
        return t === 0 ? at(state.start, 0) : at(state.next, t - 1);
      }
      default:
        if (isReducer(node)) return reduce(node, periods, at);
        return elementwise[node.op as ElementwiseOp](
          a === undefined ? 0 : at(a, t),
          b === undefined ? 0 : at(b, t),
          c === undefined ? 0 : at(c, t),
        );
    }
  };

  const model = (points: Points, i: number): void => {
    for (let level = 0; level <= deepest; level++) {
      nodes.forEach((node, id) => {
        if (!node.series && levels[id] === level) table[id * periods] = value(node, points, i, 0);
      });
      for (let t = 0; t < periods; t++)
        nodes.forEach((node, id) => {
          if (node.series && levels[id] === level)
            table[id * periods + t] = value(node, points, i, t);
        });
    }
  };
  return Object.assign(model, { at });
}

/**
 * A reducer's value, periods in rising order: npv divides by a running product of (1 + rate);
 * `when` is the first period whose value is not 0, `periods` where there is none.
 */
function reduce(node: GraphNode, periods: number, at: At): number {
  const [x, rate] = node.args as [NodeId, NodeId];
  const flows = Array.from({ length: periods }, (_, t) => at(x, t));
  switch (node.op) {
    case 'last':
      return flows[periods - 1] as number;
    case 'sum':
    case 'mean': {
      const sum = flows.reduce((total, flow) => total + flow);
      return node.op === 'sum' ? sum : sum / periods;
    }
    case 'npv': {
      let sum = flows[0] as number;
      let growth = 1;
      for (let t = 1; t < periods; t++) {
        growth *= 1 + at(rate, t);
        sum += (flows[t] as number) / growth;
      }
      return sum;
    }
    case 'when': {
      const first = flows.findIndex((flow) => flow !== 0);
      return first < 0 ? periods : first;
    }
    default:
      return irr(flows);
  }
}

function store(samples: Samples, at: At, i: number): void {
  const { graph } = samples;
  graph.inputs.forEach((input, k) => {
    const column = samples.inputs[k] as Float64Array;
    if (i < samples.inputCount) column[i] = at(input.stored, 0);
  });
  graph.options.forEach((option, o) => {
    option.outcomes.forEach((id, k) => {
      (samples.outcomes[o]?.[k] as Float64Array)[i] = at(id, 0);
    });
    option.constraints.forEach((id, k) => {
      (samples.constraints[o]?.[k] as Float64Array)[i] = at(id, 0);
    });
    if (i >= samples.seriesCount) return;
    option.series.forEach((id, k) => {
      samples.series[o]?.[k]?.forEach((column, t) => {
        column[i] = at(id, t);
      });
    });
  });
}
