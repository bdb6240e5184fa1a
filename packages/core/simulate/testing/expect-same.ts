import { expect } from 'vitest';
import type { Samples } from '../types.ts';

/** Every column of samples, by name. */
export function columnsOf(samples: Samples): Map<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  samples.inputs.forEach((column, i) => {
    if (column) columns.set(`inputs[${i}]`, column);
  });
  for (const o of samples.graph.options.keys()) {
    for (const [i, column] of (samples.outcomes[o] ?? []).entries())
      columns.set(`outcomes[${o}][${i}]`, column);
    for (const [i, column] of (samples.constraints[o] ?? []).entries())
      columns.set(`constraints[${o}][${i}]`, column);
    for (const [i, rows] of (samples.series[o] ?? []).entries())
      for (const [t, column] of rows.entries()) columns.set(`series[${o}][${i}][${t}]`, column);
  }
  return columns;
}

/** Fails at the first number that differs in any bit (all NaN are one). */
export function expectSame(found: Samples, expected: Samples): void {
  const columns = columnsOf(found);
  expect([...columns.keys()]).toEqual([...columnsOf(expected).keys()]);
  for (const [name, column] of columnsOf(expected)) {
    const own = columns.get(name) as Float64Array;
    expect(own.length, name).toBe(column.length);
    const at = column.findIndex((x, i) => !Object.is(x, own[i]));
    if (at >= 0) expect.fail(`${name}[${at}] is ${own[at]}, expected ${column[at]}`);
  }
}
