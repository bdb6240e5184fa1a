import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '@scenario-sandbox/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAudit } from './audit.ts';
import { migrate } from './migrate.ts';
import {
  findScenario,
  findScenarioHashes,
  listScenarios,
  putScenario,
  removeScenario,
} from './scenarios.ts';
import { beginSession, cancelSession } from './sessions.ts';
import { readKillSwitch, setKillSwitch } from './switches.ts';
import { backends, sharedBackend, type TestDatabase } from './testing.ts';
import { type Interruption, watchChanges } from './watch.ts';

const scenario: Scenario = {
  schema: 'scenario.v1',
  id: 'order',
  title: "Robert'); DROP TABLE scenarios;--",
  variables: { zeta: 1, alpha: 2 },
  options: [{ id: 'b' }, { id: 'a' }],
};

describe.each(backends)('the store on $name', ({ create }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await create();
  });
  afterAll(() => store.drop());
  const db = () => store.database;

  test('the schema is the one that was reviewed (UPDATE_GOLDEN=1 rewrites it)', async () => {
    const golden = join(import.meta.dirname, 'schema.golden.txt');
    const schema = await describeSchema();
    if (process.env.UPDATE_GOLDEN) await writeFile(golden, schema);
    expect(schema).toBe(await readFile(golden, 'utf8'));
  });

  async function describeSchema(): Promise<string> {
    const columns = await db().query<{ line: string }>(
      `SELECT table_name || '.' || column_name || ' ' || data_type ||
         CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS line
       FROM information_schema.columns WHERE table_schema = current_schema()
       ORDER BY table_name, ordinal_position`,
    );
    const indexes = await db().query<{ line: string }>(
      `SELECT 'index ' || tablename || ' ' || replace(indexdef, current_schema() || '.', '') AS line
       FROM pg_indexes WHERE schemaname = current_schema() ORDER BY tablename, indexname`,
    );
    return `${[...columns, ...indexes].map((row) => row.line).join('\n')}\n`;
  }

  test('migrating twice changes nothing; a newer database is refused', async () => {
    const before = await db().query('SELECT * FROM migrations');
    await migrate(db());
    expect(await db().query('SELECT * FROM migrations')).toEqual(before);
    await db().query('INSERT INTO migrations VALUES (99, $1)', ['from the future']);
    await expect(migrate(db())).rejects.toThrow('newer than');
    await db().query('DELETE FROM migrations WHERE number = 99');
  });

  test('a transaction that fails leaves nothing behind', async () => {
    const work = db().transaction(async (query) => {
      await query(`INSERT INTO salts VALUES ('half', 'done')`);
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await db().query(`SELECT * FROM salts WHERE name = 'half'`)).toEqual([]);
  });

  test('a scenario comes back as it was put, keys in their order', async () => {
    expect(await putScenario(db(), scenario, 'hash-1')).toBe(true);
    expect(await putScenario(db(), { ...scenario, title: 'Second' }, 'hash-2')).toBe(false);
    await putScenario(db(), scenario, 'hash-1');
    const found = await findScenario(db(), 'order');
    expect(JSON.stringify(found?.document)).toBe(JSON.stringify(scenario));
    expect(found?.hash).toBe('hash-1');
    expect(await findScenarioHashes(db(), ['none', 'order', 'order'])).toEqual([
      null,
      'hash-1',
      'hash-1',
    ]);
    expect(await listScenarios(db())).toMatchObject([
      { id: 'order', title: scenario.title, question: '', options: 2, variables: 2 },
    ]);
    expect(await removeScenario(db(), 'order')).toBe(true);
    expect(await removeScenario(db(), 'order')).toBe(false);
    expect(await findScenario(db(), 'order')).toBeNull();
  });

  test('the trail tells actors apart without naming them', async () => {
    const audit = await openAudit(db());
    const entry = { action: 'session.cancel', target: 's1', result: '202' };
    await audit.record({ who: '127.0.0.1', ...entry });
    await audit.record({ who: '127.0.0.2', ...entry });
    await (await openAudit(db())).record({ who: '127.0.0.1', ...entry });
    const [third, second, first] = await audit.list(10);
    expect(third?.actor).toBe(first?.actor);
    expect(second?.actor).not.toBe(first?.actor);
    expect(JSON.stringify([first, second])).not.toContain('127.0.0');
    expect(first).toMatchObject(entry);
    await audit.sweep(0);
    expect(await audit.list(10)).toEqual([]);
  });

  test('the watch tells of the kill switch, of cancels and of takeovers', async () => {
    const kills: boolean[] = [];
    const seen: Interruption[] = [];
    const watch = await watchChanges(db(), {
      onKillSwitch: ({ enabled }) => kills.push(enabled),
      sessions: {
        holds: (id) => id !== 'w3',
        onInterruptions: (interruptions) => seen.push(...interruptions),
      },
      pollMs: 60_000,
    });
    expect(kills).toEqual([false]);
    await setKillSwitch(db(), true, 'drill');
    await expect.poll(() => kills.at(-1)).toBe(true);
    const state = await readKillSwitch(db());
    expect(state).toMatchObject({ enabled: true, reason: 'drill' });
    expect((await setKillSwitch(db(), true, 'drill')).since).toEqual(state.since);
    await setKillSwitch(db(), false, null);
    await expect.poll(() => kills.at(-1)).toBe(false);

    const begin = {
      state: 'running' as const,
      lifetimeMs: 60_000,
      startedAt: new Date(),
      resumes: 0,
    } as const;
    const run = {
      scenarioId: 'demo',
      scenarioHash: 'h',
      seed: 1,
      route: 'critique',
      model: 'built-in',
      budget: 1,
      engineVersion: '1',
      runId: 'r',
    };
    await beginSession(db(), { id: 'w1', run, ...begin });
    await beginSession(db(), { id: 'w2', run, ...begin });
    await beginSession(db(), { id: 'w2', run, ...begin });
    await beginSession(db(), { id: 'w3', run, ...begin });
    await cancelSession(db(), 'w3', { reason: 'of no stream here', lifetimeMs: 60_000 });
    await cancelSession(db(), 'w1', { reason: 'enough', lifetimeMs: 60_000 });
    await expect
      .poll(() => seen)
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: 'w1', state: 'cancelled', reason: 'enough' }),
          expect.objectContaining({ id: 'w2', connection: 2 }),
        ]),
      );
    expect(seen.map(({ id }) => id)).not.toContain('w3');
    await watch.stop();
  });

  test('the watch reads the rows even when no hint comes', async () => {
    const kills: boolean[] = [];
    const seen: string[] = [];
    const deaf = { ...db(), listen: async () => async () => {} };
    const watch = await watchChanges(deaf, {
      pollMs: 200,
      onKillSwitch: ({ enabled }) => kills.push(enabled),
      sessions: {
        holds: () => true,
        onInterruptions: (interruptions) => seen.push(...interruptions.map(({ id }) => id)),
      },
    });
    await setKillSwitch(db(), true, null);
    await cancelSession(db(), 'w4', { reason: 'unheard', lifetimeMs: 60_000 });
    await expect.poll(() => [kills.at(-1), seen.includes('w4')]).toEqual([true, true]);
    await watch.stop();
    await setKillSwitch(db(), false, null);
  });
});

test.runIf(sharedBackend)('two services that start at once migrate once', async () => {
  const store = await sharedBackend?.create();
  if (!store) return;
  await store.database.transaction(async (query) => {
    const rows = await query<{ name: string }>('SELECT current_schema() AS name');
    await query(`DROP SCHEMA ${rows[0]?.name} CASCADE`);
  });
  await Promise.all([store.openAnother(), store.openAnother(), store.openAnother()]);
  const numbers = await store.database.query<{ number: number }>(
    'SELECT number FROM migrations ORDER BY number',
  );
  const files = await readdir(join(import.meta.dirname, 'migrations'));
  expect(numbers.map((row) => row.number)).toEqual(files.map((_, index) => index + 1));
  await store.drop();
});

test.runIf(sharedBackend)('a watch whose connection is cut listens again', async () => {
  const store = await sharedBackend?.create();
  if (!store) return;
  const kills: boolean[] = [];
  const watch = await watchChanges(store.database, {
    onKillSwitch: ({ enabled }) => kills.push(enabled),
    pollMs: 60_000,
  });
  const listeners = `FROM pg_stat_activity WHERE query LIKE 'LISTEN "sandbox_test_%'
    AND query LIKE '%' || current_schema() || '%'`;
  const pids = () => store.database.query<{ pid: number }>(`SELECT pid ${listeners}`);
  await expect.poll(pids).toHaveLength(1);
  const [former] = await pids();
  await store.database.query(`SELECT pg_terminate_backend(pid) ${listeners}`);
  expect(former).toBeDefined();
  await expect
    .poll(async () => (await pids()).map(({ pid }) => pid === former?.pid))
    .toEqual([false]);
  await setKillSwitch(store.database, true, null);
  await expect.poll(() => kills.at(-1)).toBe(true);
  await watch.stop();
  await store.drop();
});
