import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceKey } from '../language/source-key.ts';
import { uniform } from '../random/uniform.ts';
import { type Cases, discoverBoxes, peelingTrajectory } from './prim.ts';

/** Uniform points in the unit cube; those in the box are of interest. */
function cube(runs: number, inBox: (point: readonly number[]) => boolean): Cases {
  const names = ['a', 'b', 'c'];
  const x = names.map((name) =>
    Float64Array.from({ length: runs }, (_, i) => uniform(7, sourceKey(name), i, 0)),
  );
  const interesting = Array.from({ length: runs }, (_, i) =>
    inBox(x.map((column) => column[i] as number)),
  );
  return { names, x, interesting };
}

test('a known box is found within a peel', () => {
  const [box] = discoverBoxes(cube(4000, ([a = 0, b = 0]) => a > 0.6 && b < 0.5));
  expect(box?.coverage).toBeGreaterThan(0.9);
  expect(box?.density).toBeGreaterThan(0.9);
  const limit = (name: string) => box?.limits.find(({ variable }) => variable === name);
  expect(limit('a')?.min).toBeCloseTo(0.6, 1);
  expect(limit('a')?.max).toBeNull();
  expect(limit('b')?.max).toBeCloseTo(0.5, 1);
  expect(limit('c')).toBeUndefined();
});

test('two boxes are found one after the other', () => {
  const boxes = discoverBoxes(
    cube(4000, ([a = 0, b = 0, c = 0]) => c > 0.85 || (a < 0.3 && b < 0.5)),
  );
  expect(boxes.length).toBeGreaterThanOrEqual(2);
  expect((boxes[0]?.coverage ?? 0) + (boxes[1]?.coverage ?? 0)).toBeGreaterThan(0.85);
});

test.each([
  ['none', () => false],
  ['all', () => true],
])('no box where %s of the runs are of interest', (_, inBox) => {
  expect(discoverBoxes(cube(200, inBox))).toEqual([]);
});

test('one run, and no run, have no box', () => {
  expect(discoverBoxes(cube(1, () => true))).toEqual([]);
  expect(discoverBoxes(cube(0, () => true))).toEqual([]);
});

const file = new URL('../../../../shared/data/bryant-lempert-2010.csv', import.meta.url);

if (!existsSync(file)) console.log('Skipped: the case of Bryant & Lempert, for want of its data.');

describe.runIf(existsSync(file))('the published case of Bryant & Lempert (2010)', () => {
  test('a box of the trajectory has their coverage and density', () => {
    const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const names = head.split(',').slice(2, 11);
    const rows = lines.map((line) => line.split(',').map(Number));
    const cases: Cases = {
      names,
      x: names.map((_, v) => Float64Array.from(rows, (row) => row[v + 2] as number)),
      interesting: rows.map((row) => row[15] === 1),
    };
    expect([rows.length, cases.interesting.filter(Boolean).length]).toEqual([882, 89]);
    const box = peelingTrajectory(cases)[21];
    expect(Math.abs((box?.coverage ?? 0) - 0.7528)).toBeLessThan(0.02);
    expect(Math.abs((box?.density ?? 0) - 0.7701)).toBeLessThan(0.02);
  });
});
