import type { Problems } from '../../scenario/problems.ts';
import type { Expression } from '../parse.ts';
import { printExpression } from '../print.ts';
import type { Written } from '../written.ts';
import {
  equalUnits,
  isPlain,
  isWhole,
  multiply,
  PLAIN,
  power,
  printUnit,
  type Unit,
  without,
} from './unit.ts';

/**
 * The unit of a value, as far as it is known.
 * `number`: a number written in the expression, which takes whatever unit it stands beside.
 * `loose`: the unit is only what it seems, for a written number may have converted it (12 months, 60 minutes).
 */
export type Inferred =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'number' }
  | { readonly kind: 'unit'; readonly unit: Unit; readonly loose: boolean };

export const UNKNOWN: Inferred = { kind: 'unknown' };
const NUMBER: Inferred = { kind: 'number' };

export function known(unit: Unit, loose = false): Inferred {
  return { kind: 'unit', unit, loose };
}

/** What the inference knows of a scenario. */
export interface UnitContext {
  readonly unitOf: (name: string) => Inferred;
  /** Symbol of the period, as in `periods.unit`, or null. Units that differ by it alone agree. */
  readonly period: string | null;
  readonly problems: Problems;
}

/**
 * The unit of an expression. Sums and comparisons of values whose units are both known and do not
 * agree are reported with both sides. What is unknown stays unknown and is never reported.
 */
export function inferUnit(written: Written, context: UnitContext): Inferred {
  return new Inference(context, written.path).of(written.expression);
}

/** Whether two units can be added: equal but for the period, in which flows and rates are often left implicit. */
export function agree(left: Inferred, right: Inferred, period: string | null): boolean {
  if (left.kind !== 'unit' || right.kind !== 'unit' || left.loose || right.loose) return true;
  return equalUnits(without(left.unit, period), without(right.unit, period));
}

class Inference {
  readonly #context: UnitContext;
  readonly #path: string;

  constructor(context: UnitContext, path: string) {
    this.#context = context;
    this.#path = path;
  }

  of(expression: Expression): Inferred {
    switch (expression.kind) {
      case 'number':
        return NUMBER;
      case 'name':
        return expression.name === 't' ? this.#period(1) : this.#context.unitOf(expression.name);
      case 'unary': {
        const operand = this.of(expression.operand);
        return expression.op === 'neg' ? operand : known(PLAIN);
      }
      case 'binary':
        return this.#binary(expression);
      case 'call':
        return this.#call(expression);
    }
  }

  #period(exponent: number): Inferred {
    const { period } = this.#context;
    return period === null ? UNKNOWN : known(new Map([[period, exponent]]));
  }

  #binary(expression: Extract<Expression, { kind: 'binary' }>): Inferred {
    const { op, left, right } = expression;
    if (op === 'mul' || op === 'div') return product(this.of(left), this.of(right), op);
    if (op === 'pow') return this.#power(this.of(left), right);
    if (op === 'and' || op === 'or') {
      this.of(left);
      this.of(right);
      return known(PLAIN);
    }
    const common = this.#common([left, right], expression.at);
    return op === 'add' || op === 'sub' || op === 'mod' ? common : known(PLAIN);
  }

  #power(base: Inferred, exponent: Expression): Inferred {
    this.of(exponent);
    if (base.kind !== 'unit') return base;
    if (isPlain(base.unit)) return base;
    if (exponent.kind !== 'number') return UNKNOWN;
    return this.#raised(base, exponent.value);
  }

  #raised(base: Inferred, exponent: number): Inferred {
    if (base.kind !== 'unit') return base;
    const unit = power(base.unit, exponent);
    return isWhole(unit) ? known(unit, base.loose) : UNKNOWN;
  }

  #call(call: Extract<Expression, { kind: 'call' }>): Inferred {
    const [first, ...rest] = call.args;
    if (first === undefined) return UNKNOWN;
    switch (call.name) {
      case 'if':
        this.of(first);
        return this.#common(rest, call.at);
      case 'min':
      case 'max':
      case 'clamp':
        return this.#common(call.args, call.at);
      case 'sqrt':
        return this.#raised(this.of(first), 0.5);
      case 'pow':
        return this.#power(this.of(first), rest[0] ?? first);
      case 'sum':
      case 'npv':
      case 'cumulative':
        return this.#summed(this.of(first));
      case 'when':
        this.of(first);
        return this.#period(1);
      case 'irr':
        this.of(first);
        return this.#period(-1);
      case 'abs':
      case 'floor':
      case 'ceil':
      case 'round':
      case 'mean':
      case 'last':
        return this.of(first);
      default:
        this.of(first);
        return known(PLAIN, true);
    }
  }

  /** A flow per period, summed over periods, is an amount; an amount stays one. */
  #summed(flow: Inferred): Inferred {
    const { period } = this.#context;
    if (flow.kind !== 'unit' || period === null || flow.unit.get(period) !== -1) return flow;
    return known(without(flow.unit, period), flow.loose);
  }

  /** The unit of values that are added, compared or chosen between. */
  #common(parts: readonly Expression[], at: number): Inferred {
    const { period, problems } = this.#context;
    let common: Inferred = NUMBER;
    let from: Expression | null = null;
    for (const part of parts) {
      const inferred = this.of(part);
      if (
        from !== null &&
        common.kind === 'unit' &&
        inferred.kind === 'unit' &&
        !agree(common, inferred, period)
      ) {
        problems.error(
          'UNIT_MISMATCH',
          this.#path,
          `${printExpression(from)} is in ${printUnit(common.unit)} and ${printExpression(part)} in ${printUnit(inferred.unit)}, which do not go together; correct a unit, or convert one of them.`,
          { offset: at },
        );
        return UNKNOWN;
      }
      if (common.kind !== 'unit') from = part;
      common = join(common, inferred, period);
    }
    return common;
  }
}

function product(left: Inferred, right: Inferred, op: 'mul' | 'div'): Inferred {
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  if (left.kind === 'number' && right.kind === 'number') return NUMBER;
  const loose = left.kind === 'number' || right.kind === 'number' || left.loose || right.loose;
  const above = left.kind === 'unit' ? left.unit : PLAIN;
  const below = right.kind === 'unit' ? right.unit : PLAIN;
  return known(multiply(above, op === 'mul' ? below : power(below, -1)), loose);
}

/** A written number beside a rate per period makes a factor: 1 + growth is a plain number. */
function join(left: Inferred, right: Inferred, period: string | null): Inferred {
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  if (left.kind === 'number' && right.kind === 'number') return NUMBER;
  if (left.kind === 'unit' && right.kind === 'unit') {
    return known(left.unit, left.loose || right.loose);
  }
  const one = left.kind === 'unit' ? left : right;
  if (one.kind !== 'unit') return UNKNOWN;
  return isPlain(without(one.unit, period)) ? known(PLAIN, one.loose) : one;
}
