import { describe, expect, test } from 'vitest';
import { openAudit } from './audit.ts';
import { resetStore } from './reset.ts';

import { cancelSession, findSession } from './sessions.ts';
import { readKillSwitch, setKillSwitch } from './switches.ts';
import { backends } from './testing.ts';

describe.each(backends)('a reset on $name', ({ create }) => {
  test('leaves no session, no audit entry and no kill switch, and a store that works', async () => {
    const { database, drop } = await create();
    try {
      const cancel = () =>
        cancelSession(database, 's1', { reason: 'test', lifetimeMs: 60_000 }).then(
          ({ outcome }) => outcome,
        );
      expect(await cancel()).toBe('cancelling');
      expect(await cancel()).toBe('already_cancelled');
      await setKillSwitch(database, true, 'test');
      const before = await openAudit(database);
      await before.record({ who: 'a', action: 'test', target: null, result: '200' });
      expect(await resetStore(database)).toEqual(
        expect.arrayContaining(['sessions', 'scenarios', 'switches', 'audit']),
      );
      expect(await findSession(database, 's1')).toBeNull();
      expect((await readKillSwitch(database)).enabled).toBe(false);
      expect(await (await openAudit(database)).list(10)).toEqual([]);
      expect(await cancel()).toBe('cancelling');
    } finally {
      await drop();
    }
  });
});
