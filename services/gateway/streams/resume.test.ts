import type { Session } from '@scenario-sandbox/store';
import { describe, expect, test } from 'vitest';
import { cursorOf } from './cursor.ts';
import { decideResume, type Resume } from './resume.ts';

const at = new Date(0);
const session: Session = {
  id: 's',
  state: 'running',
  connection: 1,
  resumes: 0,
  run: {
    scenarioId: 'demo',
    scenarioHash: 'hash',
    seed: 1,
    route: 'critique',
    model: 'built-in',
    budget: 10,
    engineVersion: '1',
    runId: 'run',
  },
  lastPlace: null,
  reason: null,
  startedAt: at,
  cancelledAt: null,
  createdAt: at,
  changedAt: at,
  expiresAt: at,
};
const same = { scenarioHash: 'hash', engineVersion: '1' };

const cases: [string, Partial<Session>, number, typeof same | null, Resume][] = [
  ['running', {}, 5, same, 'replay'],
  ['running, engine replaced', {}, 5, { ...same, engineVersion: '2' }, 'changed'],
  ['running, scenario edited', {}, 5, { ...same, scenarioHash: 'other' }, 'changed'],
  ['running, scenario removed', {}, 5, null, 'changed'],
  ['completed, tail missed', { state: 'completed', lastPlace: 9 }, 8, same, 'replay'],
  ['completed, all there', { state: 'completed', lastPlace: 9 }, 9, same, 'ended'],
  ['completed, all there, engine replaced', { state: 'completed', lastPlace: 9 }, 9, null, 'ended'],
  ['completed, beyond', { state: 'completed', lastPlace: 9 }, 10, same, 'beyond'],
  ['failed, error seen', { state: 'failed', lastPlace: 4 }, 4, same, 'ended'],
  ['failed, error missed', { state: 'failed', lastPlace: 4 }, 2, same, 'replay'],
  ['cancelled, missed', { state: 'cancelled', lastPlace: 6 }, 3, same, 'cancelled'],
  ['cancelled, seen', { state: 'cancelled', lastPlace: 6 }, 6, same, 'ended'],
  ['cancelled, engine replaced', { state: 'cancelled', lastPlace: 6 }, 3, null, 'cancelled'],
  ['cancelled before it began', { state: 'cancelled', run: null }, 1, null, 'cancelled'],
];

test.each(cases)('a session that is %s', (_name, changes, after, current, resume) => {
  expect(decideResume({ ...session, ...changes }, after, current)).toBe(resume);
});

describe('the cursor', () => {
  test.each([
    [undefined, undefined, 0],
    ['', undefined, 0],
    ['msg_001', undefined, 1],
    [undefined, 'msg_042', 42],
    ['msg_1000', 'msg_042', 1_000],
  ])('header %s, query %s: after %i', (header, query, place) => {
    expect(cursorOf(header, query)).toBe(place);
  });

  test('what is no event id is refused with the name of its place', () => {
    expect(() => cursorOf('msg_1', undefined)).toThrow('Last-Event-ID: ');
    expect(() => cursorOf(undefined, 'msg_1')).toThrow('lastEventId: ');
    expect(() => cursorOf(['msg_001', 'msg_002'], undefined)).toThrow('Last-Event-ID: ');
  });
});
