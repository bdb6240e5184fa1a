import type { NodeId } from '../language/graph.ts';
import type { Builder } from './types.ts';

/** The value where the condition holds, NaN elsewhere: what an impossible parameter yields. */
export function where(builder: Builder, condition: NodeId, value: NodeId): NodeId {
  return builder.apply('select', condition, value, builder.constant(Number.NaN));
}

/** The node where it is above 0, NaN elsewhere. */
export function wherePositive(builder: Builder, value: NodeId): NodeId {
  return where(builder, builder.apply('gt', value, builder.constant(0)), value);
}

/** The node where it is from 0 to 1, NaN elsewhere. */
export function whereProbability(builder: Builder, value: NodeId): NodeId {
  const low = builder.apply('ge', value, builder.constant(0));
  const high = builder.apply('le', value, builder.constant(1));
  return where(builder, builder.apply('and', low, high), value);
}

/** 1 − x. */
export function complement(builder: Builder, x: NodeId): NodeId {
  return builder.apply('sub', builder.constant(1), x);
}

/**
 * log(1 + x), accurate near 0: x log(w) / (w − 1) with w = 1 + x as rounded.
 * Source: Goldberg, What every computer scientist should know about floating-point arithmetic,
 * ACM Computing Surveys 23 (1991), theorem 4.
 */
export function log1pNode(builder: Builder, x: NodeId): NodeId {
  const one = builder.constant(1);
  const w = builder.apply('add', one, x);
  const ratio = builder.apply(
    'div',
    builder.apply('mul', x, builder.apply('log', w)),
    builder.apply('sub', w, one),
  );
  return builder.apply('select', builder.apply('eq', w, one), x, ratio);
}
