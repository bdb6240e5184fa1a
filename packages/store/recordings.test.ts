import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appendRecording,
  beginRecording,
  type RecordedEvent,
  readRecording,
  releaseRecording,
  sweepRecordings,
  takeRecording,
} from './recordings.ts';
import { backends, type TestDatabase } from './testing.ts';

const DAY_MS = 86_400_000;
const token = (text: string): RecordedEvent => ({ type: 'token', text });

describe.each(backends)('recordings on $name', ({ create }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await create();
  });
  afterAll(() => store.drop());

  test('one producer begins, appends and ends; readers get the rest from where they are', async () => {
    const { database } = store;
    const mine = { key: 'a', producer: 'me' };
    expect(await readRecording(database, 'a', 0)).toBeNull();
    expect(await beginRecording(database, mine, DAY_MS)).toBe(true);
    expect(await beginRecording(database, { key: 'a', producer: 'you' }, DAY_MS)).toBe(false);
    expect(await readRecording(database, 'a', 0)).toEqual({ events: [], ended: false });
    const first = [token('one '), token('“two”\n')];
    expect(await appendRecording(database, mine, { place: 0, events: first })).toBe(true);
    expect(await appendRecording(database, mine, { place: 2, events: [] })).toBe(true);
    const last = [token('three')];
    expect(await appendRecording(database, mine, { place: 2, events: last }, DAY_MS)).toBe(true);
    expect(await readRecording(database, 'a', 0)).toEqual({
      events: [...first, ...last],
      ended: true,
    });
    expect(await readRecording(database, 'a', 2)).toEqual({ events: last, ended: true });
    expect(await appendRecording(database, mine, { place: 3, events: last })).toBe(false);
  });

  test('a recording that is not renewed is taken over, once; the former producer is told', async () => {
    const { database } = store;
    const mine = { key: 'b', producer: 'me' };
    const yours = { key: 'b', producer: 'you' };
    await beginRecording(database, mine, DAY_MS);
    expect(await takeRecording(database, yours, 5_000)).toBe(false);
    await releaseRecording(database, yours);
    expect(await takeRecording(database, yours, 5_000)).toBe(false);
    await appendRecording(database, mine, { place: 0, events: [token('w')] });
    await releaseRecording(database, mine);
    expect(await takeRecording(database, yours, 5_000)).toBe(true);
    expect(await takeRecording(database, mine, 5_000)).toBe(false);
    expect(await appendRecording(database, mine, { place: 0, events: [token('x')] })).toBe(false);
    expect(await appendRecording(database, yours, { place: 1, events: [token('y')] })).toBe(true);
    expect((await readRecording(database, 'b', 0))?.events).toEqual([token('w'), token('y')]);
    const other = { key: 'silent', producer: 'me' };
    await beginRecording(database, other, DAY_MS);
    await releaseRecording(database, other);
    expect(await readRecording(database, 'silent', 0)).toBeNull();
  });

  test('past its time it is gone, and may be begun again', async () => {
    const { database } = store;
    const mine = { key: 'c', producer: 'me' };
    await beginRecording(database, mine, -1);
    expect(await beginRecording(database, mine, -1)).toBe(true);
    await appendRecording(database, mine, { place: 0, events: [token('x')] });
    expect(await sweepRecordings(database)).toBe(1);
    expect(await readRecording(database, 'c', 0)).toBeNull();
  });
});
