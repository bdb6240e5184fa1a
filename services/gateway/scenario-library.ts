import type { Scenario } from '@scenario-sandbox/contract';
import type { Identity } from '@scenario-sandbox/core/decide/findings.ts';
import { ProblemError } from '@scenario-sandbox/service';
import { type Database, findScenario, findScenarioHashes, together } from '@scenario-sandbox/store';

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

const CACHED_SCENARIOS = 200;
const CACHED_IDENTITIES = 2_000;

/**
 * Which scenario an id names is asked of the store each time; what it says, and the hashes of its runs,
 * are remembered by content.
 * examples: the scenarios that come with the product.
 * defaultSeed: of scenarios that name none and requests that ask for none.
 */
export function openLibrary(
  database: Database,
  examples: ReadonlyMap<string, Scenario>,
  identify: Identify,
  defaultSeed: number,
): ScenarioLibrary {
  const stored = new Map<string, Scenario>();
  const identities = new Map<string, Identity>();
  const hashOf = together<string, string | null>(null, (ids) => findScenarioHashes(database, ids));
  /** The scenario, and a key of its content. */
  const read = async (id: string): Promise<[Scenario | undefined, string]> => {
    const hash = await hashOf(id);
    if (hash === null) return [examples.get(id), `example ${id}`];
    const known = stored.get(`${id} ${hash}`);
    if (known) return [known, `${id} ${hash}`];
    const found = await findScenario(database, id);
    // Another may have been put, or this one removed, since the hash was read.
    if (!found) return [examples.get(id), `example ${id}`];
    remember(stored, `${id} ${found.hash}`, found.document, CACHED_SCENARIOS);
    return [found.document, `${id} ${found.hash}`];
  };
  const find = async (id: string, asked: number | null) => {
    const [scenario, key] = await read(id);
    if (!scenario) return null;
    const seed = asked ?? scenario.seed ?? defaultSeed;
    const identity = identities.get(`${key} ${seed}`) ?? identify({ scenario, seed });
    remember(identities, `${key} ${seed}`, identity, CACHED_IDENTITIES);
    return { scenario, seed, identity };
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

/** Keeps the last used entries. */
function remember<Value>(cache: Map<string, Value>, key: string, value: Value, limit: number) {
  cache.delete(key);
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > limit && oldest !== undefined) cache.delete(oldest);
}
