import { readDistribution } from '@scenario-sandbox/core/distributions/read.ts';
import { distributionOf } from '@scenario-sandbox/core/distributions/registry.ts';
import { annotations } from './inputs.ts';

/** A distribution's figures that another kind is fitted to. */
interface Figures {
  readonly mean: number;
  readonly sd: number;
  readonly q: (u: number) => number;
}

type Fit = (figures: Figures) => Record<string, unknown> | null;

const dist = (kind: string, parameters: Record<string, number>) => ({ dist: kind, ...parameters });

/** The two ends of a 98 % range, and the mode that keeps the mean where weight modes count for one. */
const threePoints = (kind: string, weight: number): Fit => {
  return ({ mean, q }) => {
    const [min, max] = [q(0.01), q(0.99)];
    const mode = ((weight + 2) * mean - min - max) / weight;
    return dist(kind, { min, mode: Math.min(max, Math.max(min, mode)), max });
  };
};

/**
 * Each kind that can stand for another, by the method of moments (mean and standard deviation kept) or,
 * where it says so, by percentiles. Null where it cannot: a gamma takes no negative values.
 */
const fits = {
  number: ({ q }) => ({ value: q(0.5) }),
  range: ({ q }) => ({ p10: q(0.1), p50: q(0.5), p90: q(0.9) }),
  normal: ({ mean, sd }) => dist('normal', { mean, sd }),
  lognormal({ mean, sd, q }) {
    if (q(0.01) <= 0) return null;
    const variance = Math.log1p((sd / mean) ** 2);
    return dist('lognormal', {
      meanlog: Math.log(mean) - variance / 2,
      sdlog: Math.sqrt(variance),
    });
  },
  uniform: ({ mean, sd }) =>
    dist('uniform', { min: mean - Math.sqrt(3) * sd, max: mean + Math.sqrt(3) * sd }),
  triangular: threePoints('triangular', 1),
  pert: threePoints('pert', 4),
  beta({ mean, sd, q }) {
    const total = (mean * (1 - mean)) / sd ** 2 - 1;
    if (q(0.01) < 0 || q(0.99) > 1 || !(total > 0)) return null;
    return dist('beta', { alpha: mean * total, beta: (1 - mean) * total });
  },
  gamma: ({ mean, sd, q }) =>
    q(0.01) < 0 ? null : dist('gamma', { shape: (mean / sd) ** 2, scale: sd ** 2 / mean }),
  /** P10, P50 and P90 lie on one line of ln x against ln(−ln(1 − p)): its slope, through the median. */
  weibull({ q }) {
    if (q(0.1) <= 0) return null;
    const shape = Math.log(Math.log(0.1) / Math.log(0.9)) / Math.log(q(0.9) / q(0.1));
    return dist('weibull', { shape, scale: q(0.5) / Math.LN2 ** (1 / shape) });
  },
  logistic: ({ mean, sd }) =>
    dist('logistic', { location: mean, scale: (sd * Math.sqrt(3)) / Math.PI }),
} satisfies Record<string, Fit>;

export type Kind = keyof typeof fits;

type Spec = Readonly<Record<string, unknown>>;

/**
 * The same uncertainty as each other kind that can hold it, to four digits, with unit, source and the
 * like kept. Empty where the spec is no distribution of plain numbers with a mean and a spread.
 */
export function otherKinds(spec: unknown): ReadonlyMap<Kind, Spec> {
  const figures = figuresOf(spec);
  const kept = Object.entries((spec ?? {}) as Spec).filter(
    ([key]) => annotations.has(key) && key !== 'dist',
  );
  const found = Object.entries(figures ? fits : {}).flatMap(([kind, fit]): [Kind, Spec][] => {
    const fitted = figures && fit(figures);
    return fitted ? [[kind as Kind, { ...rounded(fitted), ...Object.fromEntries(kept) }]] : [];
  });
  return new Map(found);
}

function figuresOf(spec: unknown): Figures | null {
  if (typeof spec !== 'object' || spec === null || 'value' in spec) return null;
  const read = readDistribution(spec as Spec);
  if ('problem' in read || Object.keys(read.expressions).length > 0) return null;
  const distribution = distributionOf(read.kind);
  const [mean, sd] = [distribution.mean(read.parameters), distribution.sd(read.parameters)];
  if (!Number.isFinite(mean) || !(sd > 0 && sd < Number.POSITIVE_INFINITY)) return null;
  return { mean, sd, q: distribution.quantile(read.parameters) };
}

const rounded = (spec: Spec): Spec =>
  Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  );
