import { isDiscrete, quantileOf } from '../distributions/registry.ts';
import type { QuantileSource } from '../language/graph.ts';
import { tabulate } from './quantile-table.ts';
import { rememberSteps } from './steps.ts';

export interface PreparedQuantile {
  /** The quantile of a source at u, with the values of its variable parameters in their order. */
  at(u: number, variable: readonly number[]): number;
  /** Coefficients for the kernel, NaN where `at` has to answer; null where it always has to. */
  readonly table: Float64Array | null;
}

const REMEMBERED_MAX = 256;
const remembered = new Map<string, PreparedQuantile>();

/**
 * What the oracle and the kernel both call, so that their bits are equal. Tables are remembered by
 * what they are of, as other threads and later runs ask for the same.
 */
export function prepareQuantile(source: QuantileSource): PreparedQuantile {
  if (source.variable.length > 0) return withVariable(source);
  const key = JSON.stringify([source.kind, source.parameters], spelled);
  let quantile = remembered.get(key);
  if (!quantile) {
    quantile = withoutVariable(source);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(key, quantile);
  }
  return quantile;
}

/** JSON knows no infinities. */
const spelled = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function withoutVariable({ kind, parameters }: QuantileSource): PreparedQuantile {
  const exact = quantileOf(kind, parameters);
  if (isDiscrete(kind)) return { at: rememberSteps(exact), table: null };
  const { quantile, coefficients } = tabulate(exact);
  return { at: quantile, table: coefficients };
}

function withVariable({ kind, parameters: constant, variable }: QuantileSource): PreparedQuantile {
  const at = (u: number, values: readonly number[]) => {
    const parameters: Record<string, unknown> = { ...constant };
    variable.forEach((name, i) => {
      parameters[name] = values[i];
    });
    return quantileOf(kind, parameters)(u);
  };
  return { at, table: null };
}
