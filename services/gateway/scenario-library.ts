import type { Scenario } from '@scenario-sandbox/contract';
import type { Identity } from '@scenario-sandbox/core/decide/findings.ts';
import { ProblemError } from '@scenario-sandbox/service';
import { type Database, findScenario } from '@scenario-sandbox/store';

/** A scenario with the hashes of a run of it. */
export interface Found {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly identity: Identity;
}

export type Identify = (question: {
  readonly scenario: Scenario;
  readonly seed: number;
}) => Identity;

export interface ScenarioLibrary {
  /** The scenario that an id names: a stored one, else an example. Null where there is neither. */
  find(id: string, seed: number | null): Promise<Found | null>;
  /** The same; errors: NOT_FOUND. */
  get(id: string, seed: number | null): Promise<Found>;
}

/**
 * examples: the scenarios that come with the product.
 * defaultSeed: of scenarios that name none and requests that ask for none.
 */
export function openLibrary(
  database: Database,
  examples: ReadonlyMap<string, Scenario>,
  identify: Identify,
  defaultSeed: number,
): ScenarioLibrary {
  const find = async (id: string, asked: number | null) => {
    const stored = await findScenario(database, id);
    const scenario = stored?.document ?? examples.get(id);
    if (!scenario) return null;
    const seed = asked ?? scenario.seed ?? defaultSeed;
    return { scenario, seed, identity: identify({ scenario, seed }) };
  };
  return {
    find,
    get: async (id, seed) => {
      const found = await find(id, seed);
      if (found) return found;
      throw new ProblemError(
        'NOT_FOUND',
        'scenarioId: no such scenario; GET /scenarios lists those there are.',
      );
    },
  };
}
