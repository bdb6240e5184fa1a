import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import compare from './compare.ts';

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compare-'));
  const scenario = (expression: string) => `schema: scenario.v1
id: two
title: Which of two?
options: [{ id: one, set: { gain: 1 } }, { id: other, set: { gain: 2 } }]
model: { total: ${expression} }
objective: { maximise: total }
`;
  await writeFile(file('good.yaml'), scenario('gain * 2'));
  await writeFile(file('bad.yaml'), scenario('gain * factor'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['left', 'bad.yaml', 'good.yaml'],
  ['right', 'good.yaml', 'bad.yaml'],
])('the %s side is named where it cannot be run', async (_side, left, right) => {
  await expect(compare(file(left), file(right), {})).rejects.toThrow(
    /bad\.yaml:5:\d+: .*factor is not defined/,
  );
});
