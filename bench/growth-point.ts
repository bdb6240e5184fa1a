import type { Scenario } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';

/**
 * One point of growth.ts, in a process of its own so that its memory is its own: processor time and most
 * memory. Usage: node bench/growth-point.ts run|report SAMPLES VARIABLES OPTIONS PERIODS.
 */

/** Variables of one line of the model: lines have a greatest length. */
const A_LINE = 25;

/** Per option a sum of products, some variables a line; a flow that is discounted where there are periods. */
function scenarioOf(variables: number, options: number, periods: number): Scenario {
  const terms = Array.from({ length: variables }, (_, i) => `x${i} * max(${i % 7} - k, -3)`);
  const lines = Array.from({ length: Math.ceil(variables / A_LINE) }, (_, l) =>
    terms.slice(l * A_LINE, (l + 1) * A_LINE).join(' + '),
  );
  const sum = lines.map((_, l) => `part${l}`).join(' + ');
  const value: Record<string, string> =
    periods > 1 ? { flow: `(${sum}) * (1 + 0.01 * t)`, value: 'npv(flow, 0.01)' } : { value: sum };
  return {
    schema: 'scenario.v1',
    id: 'growth',
    title: 'How cost grows',
    variables: Object.fromEntries(
      terms.map((_, i) => [`x${i}`, { dist: 'normal', mean: 1, sd: 1 }]),
    ),
    options: Array.from({ length: options }, (_, d) => ({ id: `o${d}`, set: { k: d / options } })),
    ...(periods > 1 && { periods: { count: periods, unit: 'month' } }),
    model: { ...Object.fromEntries(lines.map((line, l) => [`part${l}`, line])), ...value },
    objective: { maximise: 'value' },
  };
}

const kind = process.argv[2];
const [samples, variables, options, periods] = process.argv.slice(3).map(Number) as [
  number,
  number,
  number,
  number,
];
const scenario = scenarioOf(variables, options, periods);

const { user, system } = process.cpuUsage();
analyse({ scenario, samples, ...(kind === 'run' && { analyses: [] }) });
const spent = process.cpuUsage({ user, system });
const cpuMs = (spent.user + spent.system) / 1_000;
console.log(JSON.stringify({ cpuMs, peakMb: process.resourceUsage().maxRSS / 1_000 }));
