import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { check } from './contradicting-comparisons.ts';

const ids = (hiring.objective?.criteria ?? []).map(({ id }) => id) as [string, string, string];
const compared = (consistencyRatio: number) =>
  change(hiring, {
    frame: {
      scenario: {
        comparisons: [
          [ids[0], ids[1], 2],
          [ids[2], ids[0], 7],
        ],
      },
    },
    objective: { consistencyRatio },
  });

cases(check, {
  triggers: compared(0.31),
  says: ['consistency ratio is 0.31', 'is said to count 7 times as much as talent'],
  severity: 'serious',
  refs: ['comparisons'],
  nearly: compared(0.1),
  not: hiring,
});
