import { jobStates } from '@scenario-sandbox/contract';
import { Gauge, Histogram, type Registry } from '@scenario-sandbox/service';
import { countJobs, type Database, type JobRow } from '@scenario-sandbox/store';

const SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600];

/** Measures jobs; gives what to call with each job that ended here. */
export function measureJobs(registry: Registry, database: Database): (job: JobRow) => void {
  new Gauge({
    name: 'jobs',
    help: 'Jobs in each state, on all services together.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await countJobs(database);
      for (const state of jobStates) this.set({ state }, counts.get(state) ?? 0);
    },
  });
  const durations = new Histogram({
    name: 'job_duration_seconds',
    help: 'Time from the start of a job to its end.',
    labelNames: ['type', 'state'],
    buckets: SECONDS,
    registers: [registry],
  });
  return ({ type, state, startedAt, endedAt }) => {
    if (startedAt && endedAt) {
      durations.observe({ type, state }, (endedAt.getTime() - startedAt.getTime()) / 1_000);
    }
  };
}
