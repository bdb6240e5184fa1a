import type { Report, Scenario } from '@scenario-sandbox/contract';
import type { WorkerClient } from '../backend/worker-client.ts';

let worker: Promise<WorkerClient> | null = null;

/**
 * Runs a scenario in this browser: nothing is stored anywhere, and the same question has the same result
 * hash as on a server. onPercent: 0…100.
 */
export async function runHere(
  scenario: Scenario,
  onPercent: (percent: number) => void,
): Promise<Report> {
  worker ??= import('../backend/worker-client.ts').then((loaded) => new loaded.WorkerClient());
  return (await worker).ask<Report>({ do: 'run', scenario }, (event) => {
    if (event.type === 'progress') onPercent(event.percent);
  });
}
