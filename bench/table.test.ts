import { expect, test } from 'vitest';
import { tableOf } from './table.ts';

test('a table tells how far ahead each figure is, and whether its aim is met', () => {
  const peer = { name: 'NumPy', figure: 300 };
  const table = tableOf([
    { what: 'time', unit: 'ms', here: 80, peer, aim: { ratio: 3 } },
    { what: 'rate', unit: 'events/s', here: 450, peer, aim: { ratio: 2 }, moreIsBetter: true },
    { what: 'start', unit: 's', here: 1.5, aim: { most: 1.5 } },
    { what: 'alone', unit: 'ms', here: 0.12345, aim: { ratio: 2 } },
  ]);
  expect(table.split('\n')).toEqual([
    '| what  | here         | peer                | ratio  | aim     | met |',
    '| ----- | ------------ | ------------------- | ------ | ------- | --- |',
    '| time  | 80 ms        | 300 ms, NumPy       | 3.75 × | ≥ 3 ×   | yes |',
    '| rate  | 450 events/s | 300 events/s, NumPy | 1.5 ×  | ≥ 2 ×   | no  |',
    '| start | 1.5 s        |                     |        | ≤ 1.5 s | yes |',
    '| alone | 0.123 ms     |                     |        | ≥ 2 ×   |     |',
  ]);
});
