import type { Problems } from '../scenario/problems.ts';
import type { GraphBuilder } from './builder.ts';
import { functionOf } from './functions.ts';
import type { NodeId, ReducerOp } from './graph.ts';
import type { Expression } from './parse.ts';
import { RATE } from './references.ts';
import type { Written } from './written.ts';

/** What lowering an expression needs: the nodes of the names it reads. */
export interface Environment {
  readonly builder: GraphBuilder;
  readonly nodes: Map<string, NodeId>;
  readonly problems: Problems;
}

/** The node that computes an expression. Every name it reads has a node already. */
export function lower(written: Written, environment: Environment): NodeId {
  return new Lowering(environment, written.path).node(written.expression);
}

class Lowering {
  readonly #environment: Environment;
  readonly #path: string;

  constructor(environment: Environment, path: string) {
    this.#environment = environment;
    this.#path = path;
  }

  node(expression: Expression): NodeId {
    const { builder } = this.#environment;
    switch (expression.kind) {
      case 'number':
        return builder.constant(expression.value);
      case 'name':
        return expression.name === 't' ? builder.period() : this.#named(expression.name);
      case 'unary':
        return builder.apply(expression.op, this.node(expression.operand));
      case 'binary':
        return builder.apply(
          expression.op,
          this.node(expression.left),
          this.node(expression.right),
        );
      case 'call':
        return this.#call(expression);
    }
  }

  #named(name: string): NodeId {
    const node = this.#environment.nodes.get(name);
    if (node === undefined) throw new Error(`${name} has no node when ${this.#path} is lowered.`);
    return node;
  }

  #call(call: Extract<Expression, { kind: 'call' }>): NodeId {
    const { builder } = this.#environment;
    const args = call.args.map((arg) => this.node(arg));
    if (functionOf(call.name).overPeriods) return this.#overPeriods(call, args);
    const [first = -1, ...rest] = args;
    switch (call.name) {
      case 'clamp': {
        const [low = -1, high = -1] = rest;
        return builder.apply('min', builder.apply('max', first, low), high);
      }
      case 'min':
      case 'max': {
        const { name } = call;
        return rest.reduce((best, arg) => builder.apply(name, best, arg), first);
      }
      default:
        return builder.apply(functionOf(call.name).op ?? 'add', ...args);
    }
  }

  #overPeriods(call: Extract<Expression, { kind: 'call' }>, args: readonly NodeId[]): NodeId {
    const { builder } = this.#environment;
    const [x = -1, rate = call.name === 'npv' ? this.#named(RATE) : -1] = args;
    if (call.name === 'cumulative') return cumulative(builder, x);
    const series = builder.isSeries(x) ? x : builder.heldConstant(x);
    if (call.name !== 'npv') return builder.reduce(call.name as ReducerOp, series);
    if (builder.isSeries(rate)) this.#refuseRate(call);
    return builder.reduce('npv', series, rate);
  }

  #refuseRate(call: Extract<Expression, { kind: 'call' }>): void {
    const [path, at] = call.args[1] ? [this.#path, call.args[1].at] : [RATE, 0];
    this.#environment.problems.error(
      'BAD_RATE',
      path,
      'the discount rate must be one value for all periods; use mean(…) or last(…) of it.',
      { offset: at },
    );
  }
}

/** The sum so far: what was summed before this period, plus x now. */
function cumulative(builder: GraphBuilder, x: NodeId): NodeId {
  const before = builder.keyedState(
    `cumulative ${x}`,
    () => builder.constant(0),
    (state) => builder.apply('add', state, x),
  );
  return builder.apply('add', before, x);
}
