import type { Scenario } from '@scenario-sandbox/contract';
import type { App } from '@scenario-sandbox/service';
import type { Database } from '@scenario-sandbox/store';
import type { TestBackend, TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { buildGateway } from '../../services/gateway/app.ts';
import { type GatewayConfig, readGatewayConfig } from '../../services/gateway/config.ts';
import { connectEngine } from '../../services/gateway/engine-client.ts';
import type { FetchOptions } from '../../services/gateway/fetch-document.ts';
import type { Identify } from '../../services/gateway/scenario-library.ts';
import { watchAnswers } from './documented.ts';
import { type FakeEngine, identifyWith, startFakeEngine } from './fake-engine.ts';

export const demo: Scenario = {
  schema: 'scenario.v1',
  id: 'demo',
  title: 'Which of the two?',
  seed: 7,
  options: [{ id: 'one' }, { id: 'other' }],
};

export interface TestGateway {
  readonly url: string;
  readonly app: App;
  readonly logs: string[];
  close(): Promise<void>;
}

/**
 * A gateway on a free port of this machine. pace is 0 unless asked for. Its close fails where an answer was not as the
 * OpenAPI document says.
 */
export async function startGateway(options: {
  readonly database: Database;
  readonly engine: Pick<FakeEngine, 'url'>;
  /** (Default: as the fake engine of `engineVersion` does) */
  readonly identify?: Identify;
  readonly config?: Partial<GatewayConfig>;
  readonly examples?: readonly Scenario[];
  readonly importFrom?: FetchOptions;
  readonly engineVersion?: string;
}): Promise<TestGateway> {
  const logs: string[] = [];
  const config = { ...readGatewayConfig({}), streamPace: 0, ...options.config };
  const app = await buildGateway({
    config,
    database: options.database,
    engine: connectEngine(options.engine.url),
    examples: new Map((options.examples ?? [demo]).map((scenario) => [scenario.id, scenario])),
    identify: options.identify ?? identifyWith(options.engineVersion ?? '1'),
    ...(options.importFrom && { importFrom: options.importFrom }),
    logTo: { write: (line) => logs.push(line) },
  });
  const misfits = watchAnswers(app);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await app.close();
    expect(misfits()).toEqual([]);
  };
  return { url, app, logs, close };
}

/**
 * In a block of tests: a database for all of them, an engine and a gateway for each. They are there while
 * a test runs.
 */
export function gatewayForEach(create: TestBackend['create']): {
  readonly store: TestDatabase;
  readonly engine: FakeEngine;
  /** A test may put another in its place. */
  gateway: TestGateway;
} {
  const at = {} as { store: TestDatabase; engine: FakeEngine; gateway: TestGateway };
  beforeAll(async () => {
    at.store = await create();
  });
  afterAll(() => at.store.drop());
  beforeEach(async () => {
    at.engine = await startFakeEngine();
    at.gateway = await startGateway({ database: at.store.database, engine: at.engine });
  });
  afterEach(async () => {
    await at.gateway.close();
    await at.engine.close();
  });
  return at;
}
