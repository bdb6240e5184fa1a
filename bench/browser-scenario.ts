import type { Scenario } from '@scenario-sandbox/contract';

/** A scenario of `names` nodes: three in five are uncertain, the others sums of three names before them. */
export function scenarioOf(id: string, names: number, samples: number): Scenario {
  const uncertain = Math.floor(names * 0.6);
  const variables = Object.fromEntries(
    Array.from({ length: uncertain }, (_, i) => [
      `v${i}`,
      { p10: 8 + (i % 5), p50: 10 + (i % 5), p90: 15 + (i % 5), unit: 'EUR' },
    ]),
  );
  const model: Record<string, string> = {};
  const known = Object.keys(variables);
  for (let i = 0; known.length < names; i += 1) {
    // Steps without a common divisor: neighbours in the diagram come from all over it.
    const parts = [1, 7, 31].map((step) => known[(i * step) % known.length]);
    model[`m${i}`] = `${parts.join(' + ')} + v${(i * 13) % uncertain}`;
    known.push(`m${i}`);
  }
  return {
    schema: 'scenario.v1',
    id,
    title: `A scenario of ${names} names`,
    seed: 1,
    samples,
    variables,
    options: [
      { id: 'small', name: 'Small', set: { v0: { p10: 7, p50: 9, p90: 12 }, v1: 11 } },
      { id: 'large', name: 'Large', set: { v0: { p10: 4, p50: 11, p90: 21 }, v1: 9 } },
    ],
    model,
    objective: { maximise: known.at(-1) as string },
  };
}
