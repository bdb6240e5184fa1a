import { readFile } from 'node:fs/promises';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { expect, test } from 'vitest';

test('R1 has the figures that independent implementations found', async () => {
  const read = readScenario(await readFile(new URL('./r1.yaml', import.meta.url), 'utf8'));
  if (!('scenario' in read)) throw new Error(JSON.stringify(read));
  const compiled = compileScenario(read.scenario);
  if (!('graph' in compiled)) throw new Error(JSON.stringify(compiled.problems));
  const { graph } = compiled;
  const o1 = graph.outcomeNames.indexOf('o1');
  for (const sampler of ['random', 'sobol'] as const) {
    const samples = 131_072;
    const simulator = createSimulator(graph, { seed: 2024, samples, sampler });
    const { outcomes } = simulator.run();
    const columns = outcomes.map((row) => row[o1] as Float64Array);
    const [first] = simulator.statistics(columns);
    const error = 4 * (4767 / Math.sqrt(samples));
    expect(Math.abs((first?.mean ?? 0) - 4645)).toBeLessThan(error);
    expect(Math.abs((first?.sd ?? 0) - 4767)).toBeLessThan(2 * error);
    expect(Math.abs((first?.p10 ?? 0) + 348)).toBeLessThan(2 * error);
    expect(Math.abs((first?.p50 ?? 0) - 3792)).toBeLessThan(2 * error);
    expect(Math.abs((first?.p90 ?? 0) - 10831)).toBeLessThan(4 * error);
    const { shareBest } = simulator.compare(columns);
    [0.183, 0.05, 0.35, 0.417].forEach((share, i) => {
      expect(Math.abs((shareBest[i] as number) - share)).toBeLessThan(0.006);
    });
  }
});
