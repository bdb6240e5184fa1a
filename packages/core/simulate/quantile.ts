import { isDiscrete, quantileOf } from '../distributions/registry.ts';
import type { QuantileSource } from '../language/graph.ts';
import { tabulate } from './quantile-table.ts';
import { rememberSteps } from './steps.ts';

/** The quantile of a source at u, with the values of its variable parameters in their order. */
export type PreparedQuantile = (u: number, variable: readonly number[]) => number;

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
    const exact = quantileOf(source.kind, source.parameters);
    quantile = isDiscrete(source.kind) ? rememberSteps(exact) : tabulate(exact);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(key, quantile);
  }
  return quantile;
}

/** JSON knows no infinities. */
const spelled = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function withVariable({ kind, parameters: constant, variable }: QuantileSource): PreparedQuantile {
  return (u, values) => {
    const parameters: Record<string, unknown> = { ...constant };
    variable.forEach((name, i) => {
      parameters[name] = values[i];
    });
    return quantileOf(kind, parameters)(u);
  };
}
