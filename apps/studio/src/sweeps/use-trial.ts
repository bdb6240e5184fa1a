import { type Scenario, SMALL_SWEEP_SAMPLES } from '@scenario-sandbox/contract';
import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../backend/context.ts';
import { type Variable, variedOf } from './plan.ts';
import { client } from './use-sweep.ts';

/** Runs of a trial; fewer where samples are many. */
const trialRuns = 4;

/** What one run of a sweep takes. */
export interface Trial {
  readonly msPerRun: number;
  readonly samples: number;
}

/**
 * A small sweep of the scenario, timed. Null until it is known, where a run is too large for a trial,
 * and where the trial fails.
 */
export function useTrial(scenario: Scenario, variables: readonly Variable[]): Trial | null {
  const { offline } = useBackend();
  const most = Math.floor(SMALL_SWEEP_SAMPLES / (scenario.samples ?? 1));
  const runs = Math.min(trialRuns, most);
  const [variable] = variables;
  const trial = useQuery({
    queryKey: ['sweep-trial', scenario.id],
    queryFn: async ({ signal }): Promise<Trial | null> => {
      if (!variable) return null;
      const { min, max } = variedOf(variable);
      const sweepOf = (steps: number) => {
        const values = Array.from(
          { length: steps },
          (_, i) => Number(min) + ((Number(max) - Number(min)) * i) / runs,
        );
        const vary = [{ variable: variable.name, values }];
        return client.sweep({ scenarioId: scenario.id, vary }, { signal });
      };
      // The first run of a scenario compiles it.
      await sweepOf(1);
      const timed = async (): Promise<Trial | null> => {
        const startedMs = performance.now();
        const answer = await sweepOf(runs);
        const msPerRun = (performance.now() - startedMs) / runs;
        return 'jobId' in answer ? null : { msPerRun, samples: answer.samples };
      };
      // What else the machine does only ever adds: the shorter of two says more.
      const [first, second] = [await timed(), await timed()];
      return first && second && (first.msPerRun < second.msPerRun ? first : second);
    },
    enabled: !offline && runs > 0 && variable !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return trial.data ?? null;
}
