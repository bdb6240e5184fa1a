import { type ReadProblem, readDistribution } from '@scenario-sandbox/core/distributions/read.ts';
import { distributionOf } from '@scenario-sandbox/core/distributions/registry.ts';

/** A distribution as its fields have it. */
export interface Shape {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  /** Densities at rising values; empty where all draws are atoms. */
  readonly curve: readonly { readonly x: number; readonly density: number }[];
}

/** Why a spec of plain numbers can be no distribution, and the parameter it is about; null where it can. */
export function problemOf(spec: unknown): ReadProblem | null {
  if (typeof spec !== 'object' || spec === null || 'value' in spec) return null;
  if (!('dist' in spec) && !Object.keys(spec).some((key) => /^p\d/.test(key))) return null;
  const read = readDistribution(spec as Readonly<Record<string, unknown>>);
  if (!('problem' in read)) return null;
  const [, percentile] = /move (p\d+)/.exec(read.problem) ?? [];
  return percentile === undefined ? read : { ...read, parameter: percentile };
}

const cells = 48;
/** Tails beyond these shares would leave the body too little room. */
const tail = 0.005;

/** Null where the spec is no distribution, is impossible, or hangs on other names. */
export function shapeOf(spec: unknown): Shape | null {
  if (typeof spec !== 'object' || spec === null || 'value' in spec) return null;
  const read = readDistribution(spec as Readonly<Record<string, unknown>>);
  if ('problem' in read || Object.keys(read.expressions).length > 0) return null;
  const distribution = distributionOf(read.kind);
  const quantile = distribution.quantile(read.parameters);
  const [p5, p50, p95] = [quantile(0.05), quantile(0.5), quantile(0.95)];
  if (![p5, p50, p95].every(Number.isFinite)) return null;
  if (distribution.discrete || !(p95 > p5)) return { p5, p50, p95, curve: [] };
  return {
    ...{ p5, p50, p95 },
    curve: curveOf(distribution.cdf(read.parameters), quantile(tail), quantile(1 - tail)),
  };
}

/** Differences of the cumulative distribution over cells of equal width. */
function curveOf(cdf: (x: number) => number, low: number, high: number) {
  const width = (high - low) / cells;
  return Array.from({ length: cells }, (_, i) => {
    const from = low + i * width;
    return { x: from + width / 2, density: (cdf(from + width) - cdf(from)) / width };
  });
}
