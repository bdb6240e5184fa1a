import { readFile } from 'node:fs/promises';
import type { Scenario, SweepPlan } from '@scenario-sandbox/contract';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';

/** The sweep that jobs.ts measures. */

export const SAMPLES = 2_000;

/** Runs `from` … `to` − 1 of a sweep of `of`. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

export async function load(): Promise<Scenario> {
  const file = new URL('../scenarios/saas-pricing.yaml', import.meta.url);
  const read = readScenario(await readFile(file, 'utf8'));
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
  return read.scenario;
}

/** `runs` runs: churn by seat price, of each as many values or thereabouts. */
export function seatsAndChurn(runs: number): SweepPlan {
  const steps = Math.floor(Math.sqrt(runs));
  return {
    vary: [
      { variable: 'churn', range: { min: 0.01, max: 0.08, steps: Math.floor(runs / steps) } },
      { variable: 'seat_price', range: { min: 20, max: 40, steps } },
    ],
  };
}
