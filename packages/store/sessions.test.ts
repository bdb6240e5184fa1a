import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRun } from './runs.ts';
import {
  beginSession,
  beginSessions,
  cancelSession,
  claimSession,
  endSession,
  endSessions,
  findSession,
  listSessions,
  recordCancelPlace,
  releaseSessions,
  runSessions,
  sweepSessions,
} from './sessions.ts';
import { backends, type TestDatabase } from './testing.ts';

const DAY_MS = 86_400_000;
const run = {
  scenarioId: 'demo',
  scenarioHash: 'a'.repeat(64),
  seed: Number.MAX_SAFE_INTEGER,
  route: 'critique',
  model: 'built-in',
  budget: 4_000,
  engineVersion: '0.1.0',
  runId: 'b'.repeat(64),
};
const fresh = (id: string) => ({
  id,
  run,
  state: 'running' as 'pending' | 'running',
  startedAt: new Date('2025-09-26T12:00:00.123Z'),
  lifetimeMs: DAY_MS,
  resumes: 0 as const,
});
const byHand = { reason: 'changed my mind', lifetimeMs: DAY_MS };

describe.each(backends)('sessions on $name', ({ create }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await create();
  });
  afterAll(() => store.drop());
  const db = () => store.database;

  test('a session begins bound to its run', async () => {
    const begun = await beginSession(db(), fresh('begin'));
    expect(begun).toMatchObject({ state: 'running', connection: 1, resumes: 0, run });
    expect(begun.startedAt?.toISOString()).toBe('2025-09-26T12:00:00.123Z');
    expect(begun.expiresAt.getTime() - begun.createdAt.getTime()).toBe(DAY_MS);
    expect(await findSession(db(), 'begin')).toEqual(begun);
    expect(await findRun(db(), run.runId)).toMatchObject({
      scenarioId: run.scenarioId,
      seed: run.seed,
    });
    expect(await findSession(db(), 'nobody')).toBeNull();
  });

  test('a session that is pending is running when its own stream says so, and not after its end', async () => {
    const ids = ['speaks', 'taken', 'stopped', 'fails'];
    await beginSessions(
      db(),
      ids.map((id) => ({ ...fresh(id), state: 'pending' })),
    );
    const states = async () =>
      Promise.all(ids.map(async (id) => (await findSession(db(), id))?.state));
    expect(await states()).toEqual(['pending', 'pending', 'pending', 'pending']);
    await claimSession(db(), 'taken', 1);
    expect((await cancelSession(db(), 'stopped', byHand)).outcome).toBe('cancelling');
    const end = { id: 'fails', connection: 1, state: 'failed', lastPlace: 2 } as const;
    expect(await endSession(db(), end)).toBe(true);
    await runSessions(
      db(),
      ids.map((id) => ({ id, connection: 1 })),
    );
    expect(await states()).toEqual(['running', 'pending', 'cancelled', 'failed']);
    await runSessions(db(), [{ id: 'taken', connection: 2 }]);
    expect((await findSession(db(), 'taken'))?.state).toBe('running');
    // A stream that took over before the first word, and one that is let go, are known as open.
    await beginSession(db(), { ...fresh('anew'), state: 'pending' });
    await releaseSessions(db(), [{ id: 'anew', connection: 1 }]);
    expect((await findSession(db(), 'anew'))?.resumes).toBe(-1);
    expect(await beginSession(db(), fresh('anew'))).toMatchObject({ state: 'running' });
    const [row] = await db().query<{ told: boolean }>(
      `SELECT interrupted_at IS NOT NULL AS told FROM sessions WHERE id = 'anew'`,
    );
    expect(row?.told).toBe(true);
  });

  test('of 100 callers one cancels, the others are told it was done', async () => {
    await beginSession(db(), fresh('crowd'));
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => cancelSession(db(), 'crowd', byHand)),
    );
    const outcomes = answers.map((answer) => answer.outcome);
    expect(outcomes.filter((outcome) => outcome === 'cancelling')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already_cancelled')).toHaveLength(99);
  });

  test('a cancel that comes first is found when the session begins', async () => {
    expect((await cancelSession(db(), 'early', byHand)).outcome).toBe('cancelling');
    const begun = await beginSession(db(), fresh('early'));
    expect(begun).toMatchObject({ state: 'cancelled', reason: 'changed my mind', run: null });
    expect(begun.cancelledAt).toBeInstanceOf(Date);
  });

  test('what is cancelled is never completed, what is completed is never cancelled', async () => {
    const first = await beginSession(db(), fresh('end-1'));
    await cancelSession(db(), 'end-1', byHand);
    const end = { state: 'completed', lastPlace: 9 } as const;
    expect(await endSession(db(), { id: 'end-1', connection: first.connection, ...end })).toBe(
      false,
    );
    const second = await beginSession(db(), fresh('end-2'));
    expect(await endSession(db(), { id: 'end-2', connection: second.connection, ...end })).toBe(
      true,
    );
    expect(await endSession(db(), { id: 'end-2', connection: second.connection, ...end })).toBe(
      false,
    );
    expect((await cancelSession(db(), 'end-2', byHand)).outcome).toBe('already_completed');
    expect(await findSession(db(), 'end-2')).toMatchObject({ state: 'completed', lastPlace: 9 });
  });

  test('cancel and end race: one wins', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = `race-${round}`;
      const { connection } = await beginSession(db(), fresh(id));
      const [ended, cancelled] = await Promise.all([
        endSession(db(), { id, connection, state: 'completed', lastPlace: 3 }),
        cancelSession(db(), id, byHand),
      ]);
      expect(ended).toBe(cancelled.outcome === 'already_completed');
    }
  });

  test('a claim takes the session from the open stream, as often as allowed', async () => {
    const begun = await beginSession(db(), fresh('claim'));
    const claims = await Promise.all([1, 2, 3].map(() => claimSession(db(), 'claim', 1)));
    const won = claims.filter((claim) => claim !== null);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ connection: begun.connection + 1, resumes: 1 });
    const end = { state: 'completed', lastPlace: 3 } as const;
    expect(await endSession(db(), { id: 'claim', connection: begun.connection, ...end })).toBe(
      false,
    );
    expect(await claimSession(db(), 'nobody', 1)).toBeNull();
  });

  test('a gateway that shuts down gives the resume back, to its own streams only', async () => {
    const { connection } = await beginSession(db(), fresh('release'));
    await releaseSessions(db(), [
      { id: 'release', connection: connection + 1 },
      { id: 'nobody', connection: 1 },
    ]);
    expect((await findSession(db(), 'release'))?.resumes).toBe(0);
    await releaseSessions(db(), [{ id: 'release', connection }]);
    expect((await findSession(db(), 'release'))?.resumes).toBe(-1);
  });

  test('an ended session begins anew without a trace of the former', async () => {
    const former = await beginSession(db(), fresh('again'));
    await claimSession(db(), 'again', 1);
    await endSession(db(), {
      id: 'again',
      connection: former.connection + 1,
      state: 'failed',
      lastPlace: 5,
    });
    const begun = await beginSession(db(), {
      ...fresh('again'),
      run: { ...run, seed: 0, budget: 1 },
    });
    expect(begun).toMatchObject({ state: 'running', connection: 3, resumes: 0, lastPlace: null });
    expect(begun.run).toMatchObject({ seed: 0, budget: 1 });
  });

  test('many begin and end in one statement, each for itself', async () => {
    await cancelSession(db(), 'many-2', byHand);
    const ids = ['many-3', 'many-1', 'many-2'];
    const begun = await beginSessions(db(), ids.map(fresh));
    expect(begun.map(({ id, state }) => [id, state])).toEqual([
      ['many-3', 'running'],
      ['many-1', 'running'],
      ['many-2', 'cancelled'],
    ]);
    const ended = await endSessions(
      db(),
      ids.map((id) => ({ id, connection: id === 'many-1' ? 9 : 1, state: 'failed', lastPlace: 4 })),
    );
    expect(ended).toEqual([true, false, false]);
    expect(await findSession(db(), 'many-3')).toMatchObject({ state: 'failed', lastPlace: 4, run });
    expect(await findSession(db(), 'many-1')).toMatchObject({ state: 'running', lastPlace: null });
  });

  test('the place of the cancelled event is kept, of cancelled sessions only', async () => {
    await beginSession(db(), fresh('place'));
    await recordCancelPlace(db(), 'place', 7);
    expect((await findSession(db(), 'place'))?.lastPlace).toBeNull();
    await cancelSession(db(), 'place', byHand);
    await recordCancelPlace(db(), 'place', 7);
    expect((await findSession(db(), 'place'))?.lastPlace).toBe(7);
  });

  test('sessions are listed by state and swept when their time is over', async () => {
    await beginSession(db(), { ...fresh('old'), lifetimeMs: -1 });
    const cancelled = await listSessions(db(), { state: 'cancelled', limit: 1_000 });
    expect(cancelled.map((session) => session.id)).toContain('crowd');
    expect(cancelled.every((session) => session.state === 'cancelled')).toBe(true);
    expect(await listSessions(db(), { state: null, limit: 2 })).toHaveLength(2);
    expect(await sweepSessions(db())).toBe(1);
    expect(await findSession(db(), 'old')).toBeNull();
    expect(await findSession(db(), 'crowd')).not.toBeNull();
  });

  test('two sweeps at once take batches of their own, and none is left', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `stale-${index}`);
    await beginSessions(
      db(),
      ids.map((id) => ({ ...fresh(id), lifetimeMs: -1 })),
    );
    const counts = await Promise.all(Array.from({ length: 4 }, () => sweepSessions(db(), 40)));
    expect(Math.max(...counts)).toBeLessThanOrEqual(40);
    let swept = counts.reduce((sum, count) => sum + count);
    for (let more = 1; more > 0; swept += more) more = await sweepSessions(db(), 40);
    expect(swept).toBe(120);
    expect(await findSession(db(), 'crowd')).not.toBeNull();
  });
});
