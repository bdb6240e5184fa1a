import type { NodeId } from '../language/graph.ts';
import { complement, where } from './express.ts';
import { fitMetalog, THREE_TERM_LIMIT, termOf } from './metalog-curve.ts';
import { percentOf } from './metalog-scale.ts';
import type { Builder } from './types.ts';

interface Scale {
  readonly min: NodeId | undefined;
  readonly max: NodeId | undefined;
}

/**
 * The metalog quantile in elementwise operations. Percentiles that are constants are fitted as in
 * `quantile`; others by the inverse of the basis matrix, which depends on the percentages alone.
 * NaN where percentiles do not rise or, with up to three of them, admit no rising curve.
 */
export function expressMetalog(
  builder: Builder,
  u: NodeId,
  parameters: Readonly<Record<string, NodeId>>,
): NodeId {
  const scale: Scale = { min: parameters.min, max: parameters.max };
  const points = Object.entries(parameters)
    .map(([name, node]) => ({ percent: percentOf(name), node }))
    .filter((point): point is { percent: number; node: NodeId } => point.percent !== null)
    .sort((a, b) => a.percent - b.percent);
  const us = points.map(({ percent }) => percent / 100);
  const zs = points.map(({ node }) => toScale(builder, scale, node));
  const coefficients = guarded(builder, fit(builder, us, zs), zs);
  return fromScale(builder, scale, curve(builder, u, coefficients));
}

function fit(builder: Builder, us: readonly number[], zs: readonly NodeId[]): NodeId[] {
  const values = zs.map((z) => builder.valueOf(z));
  if (values.every((value) => value !== null)) {
    return fitMetalog(us, values).map((a) => builder.constant(a));
  }
  const columns = us.map((_, j) =>
    fitMetalog(
      us,
      us.map((_, i) => (i === j ? 1 : 0)),
    ),
  );
  return (columns[0] ?? []).map((_, i) =>
    zs
      .map((z, j) => builder.apply('mul', builder.constant(columns[j]?.[i] as number), z))
      .reduce((sum, term) => builder.apply('add', sum, term)),
  );
}

/** The second coefficient made NaN where the curve cannot rise; NaN spreads to the result. */
function guarded(builder: Builder, coefficients: NodeId[], zs: readonly NodeId[]): NodeId[] {
  const { apply } = builder;
  const [a1, a2, a3, ...rest] = coefficients as [NodeId, NodeId, ...NodeId[]];
  let valid = apply('gt', zs[1] as NodeId, zs[0] as NodeId);
  for (let i = 2; i < zs.length; i++) {
    valid = apply('and', valid, apply('gt', zs[i] as NodeId, zs[i - 1] as NodeId));
  }
  if (a3 === undefined) return [a1, where(builder, valid, a2)];
  if (rest.length === 0) {
    const limit = apply('mul', builder.constant(THREE_TERM_LIMIT), a2);
    valid = apply('and', valid, apply('lt', apply('abs', a3), limit));
  }
  return [a1, where(builder, valid, a2), a3, ...rest];
}

/** μ(c) + s(c) log(u / (1 − u)), both polynomials by Horner's rule. */
function curve(builder: Builder, u: NodeId, coefficients: readonly NodeId[]): NodeId {
  const { apply } = builder;
  const c = apply('sub', u, builder.constant(0.5));
  const odds = apply('log', apply('div', u, complement(builder, u)));
  const mu: NodeId[] = [];
  const s: NodeId[] = [];
  coefficients.forEach((a, i) => {
    const { inMu, power } = termOf(i + 1);
    (inMu ? mu : s)[power] = a;
  });
  const polynomial = (terms: readonly NodeId[]) =>
    terms.reduceRight((sum, a) => apply('add', apply('mul', sum, c), a));
  return apply('add', polynomial(mu), apply('mul', polynomial(s), odds));
}

function toScale(builder: Builder, { min, max }: Scale, x: NodeId): NodeId {
  const { apply } = builder;
  if (min !== undefined && max !== undefined) {
    return apply('log', apply('div', apply('sub', x, min), apply('sub', max, x)));
  }
  if (min !== undefined) return apply('log', apply('sub', x, min));
  return max === undefined ? x : apply('neg', apply('log', apply('sub', max, x)));
}

function fromScale(builder: Builder, { min, max }: Scale, z: NodeId): NodeId {
  const { apply } = builder;
  if (min !== undefined && max !== undefined) {
    const e = apply('exp', apply('neg', apply('abs', z)));
    const one = builder.constant(1);
    const range = apply('sub', max, min);
    const step = apply('div', apply('mul', range, e), apply('add', one, e));
    const high = apply('gt', z, builder.constant(0));
    return apply('select', high, apply('sub', max, step), apply('add', min, step));
  }
  if (min !== undefined) return apply('add', min, apply('exp', z));
  return max === undefined ? z : apply('sub', max, apply('exp', apply('neg', z)));
}
