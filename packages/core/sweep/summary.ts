import type { RunSummary } from '@scenario-sandbox/contract';
import type { Findings } from '../decide/findings.ts';
import type { RunSettings } from '../simulate/types.ts';

/** A run in short. Figures that do not exist stay NaN; JSON writes them as null. */
export function summaryOf(findings: Findings, settings: RunSettings): RunSummary {
  const { identity, recommendation } = findings;
  const chosen = findings.options.find(({ id }) => id === recommendation.primary);
  return {
    runId: identity.runId,
    scenarioId: identity.scenarioId,
    seed: settings.seed,
    samples: settings.samples,
    recommendation: recommendation.primary,
    value: chosen?.value.value ?? null,
    options: findings.options.map(({ id, value, probabilityBest, outcomes }) => ({
      id,
      value: value.value,
      probabilityBest: probabilityBest.value,
      outcomes: Object.fromEntries(
        Object.entries(outcomes).map(([name, { mean, p10, p50, p90, nan, infinite }]) => [
          name,
          { mean, p10, p50, p90, nan, infinite },
        ]),
      ),
    })),
  };
}

/** A run that could not be made, with the reason. */
export function failedRun(
  scenarioId: string,
  runId: string,
  settings: RunSettings,
  error: string,
): RunSummary {
  const { seed, samples } = settings;
  return {
    runId,
    scenarioId,
    seed,
    samples,
    recommendation: null,
    value: null,
    options: [],
    error,
  };
}
