/**
 * Processor time of the analyses, beyond the model's own evaluation, for 4 options × 10 inputs.
 * `node bench/decide.ts [samples] [repeats]` prints one row a repeat, in milliseconds.
 */

import type { Scenario } from '@scenario-sandbox/contract';
import { decide } from '@scenario-sandbox/core/decide/index.ts';
import { frameOf } from '@scenario-sandbox/core/frame.ts';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import { identityOf } from '@scenario-sandbox/core/question.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import type { Points, Simulator } from '@scenario-sandbox/core/simulate/types.ts';
import { joinVectors } from '@scenario-sandbox/runner/joined-vectors.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

// As the product's threads do.
joinVectors();
const samples = Number(process.argv[2] ?? 20_000);
const repeats = Number(process.argv[3] ?? 10);
const inputs = Array.from({ length: 10 }, (_, i) => `x${i}`);

const scenario: Scenario = {
  schema: 'scenario.v1',
  id: 'decide-time',
  title: 'Four options, ten inputs',
  variables: Object.fromEntries(inputs.map((x) => [x, { dist: 'normal', mean: 1, sd: 1 }])),
  options: [1, 2, 3, 4].map((d) => ({ id: `option-${d}`, set: { k: d, fee: 3 * d } })),
  model: {
    value: `${inputs.map((x, i) => `${x} * max(${i} - 2 * k, -4)`).join(' + ')} + x0 * x1 * k - fee`,
  },
  objective: { maximise: 'value' },
};

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const settings = { seed: 1, samples, sampler: 'sobol' } as const;
const compiled = compileScenario(scenario);
if ('problems' in compiled) throw new Error(compiled.problems.map((p) => p.message).join(' '));
const { graph } = compiled;
const plain = createSimulator(graph, settings);
let modelMs = 0;
/** The model's own evaluation, whose time is counted by itself. */
const timed =
  <T>(evaluate: (points: Points) => T) =>
  (points: Points): T => {
    const start = processorMs();
    const evaluated = evaluate(points);
    modelMs += processorMs() - start;
    return evaluated;
  };
const simulator: Simulator = {
  ...plain,
  evaluate: timed(plain.evaluate),
  outcomesAt: timed(plain.outcomesAt),
};
const frame = frameOf(scenario, graph, settings, simulator, compiled);
const identity = identityOf({ scenario, samples });
const run = plain.run();

const totals: number[] = [];
for (let repeat = 0; repeat < repeats; repeat += 1) {
  modelMs = 0;
  const steps: string[] = [];
  const start = processorMs();
  let [last, lastModel] = [start, 0];
  decide(
    { scenario, graph, settings, samples: run, simulator, frame, identity, analyses: null },
    (name) => {
      const now = processorMs();
      steps.push(`${name} ${(now - last - (modelMs - lastModel)).toFixed(1)}`);
      [last, lastModel] = [now, modelMs];
    },
  );
  const total = processorMs() - start - modelMs;
  totals.push(total);
  console.log(`${total.toFixed(1)} | model ${modelMs.toFixed(1)} | ${steps.join(', ')}`);
}
measured({
  what: 'analyses of 4 options × 10 inputs, processor time',
  unit: 'ms',
  here: median(totals),
});
