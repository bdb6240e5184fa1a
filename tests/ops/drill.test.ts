import { readFile } from 'node:fs/promises';
import { practise, practiseAll, type Step } from '@scenario-sandbox/ops/drill/practise.ts';
import { ROLLBACK_LIMIT_MS, rollbackScenarios } from '@scenario-sandbox/ops/drill/rollback.ts';
import type { Pilot } from '@scenario-sandbox/ops/pilot.ts';
import { run } from '@scenario-sandbox/ops/run.ts';
import { describe, expect, test } from 'vitest';

const page = await readFile(new URL('../../artifacts/rollback.md', import.meta.url), 'utf8');
const well: Step = ['well', async () => 'seen'];
const broken: Step = ['broken', () => Promise.reject(new Error('out of paper'))];

describe('practising', () => {
  test('passes where every step does, in time', async () => {
    const { passed, steps } = await practise('x', [well, well], 1_000);
    expect([passed, steps.map(({ evidence }) => evidence)]).toEqual([true, ['seen', 'seen']]);
  });

  test('ends at the first step that fails, with its reason', async () => {
    const { passed, steps } = await practise('x', [well, broken, well], 1_000);
    expect([passed, steps.map(({ evidence }) => evidence)]).toEqual([
      false,
      ['seen', 'out of paper'],
    ]);
  });

  test('fails where it takes longer than it may', async () => {
    const late: Step = ['late', () => new Promise((done) => setTimeout(() => done('seen'), 5))];
    expect((await practise('x', [late], 1)).passed).toBe(false);
  });

  test('no scenario follows one that failed', async () => {
    const of = (title: string, step: Step) => ({ title, steps: () => [step] });
    const scenarios = [of('a', well), of('b', broken), of('c', well)];
    const { passed, scenarios: done } = await practiseAll(null as unknown as Pilot, scenarios, 99);
    expect([passed, done.map(({ title }) => title)]).toEqual([false, ['a', 'b']]);
  });
});

test('every case of the page is practised, each in time', async () => {
  const rows =
    page
      .split('\n## Which of it\n')[1]
      ?.split('\n## ')[0]
      ?.match(/^\| [^-|]+/gm) ?? [];
  const cases = rows.slice(1).map((row) => row.slice(2).trim());
  expect(cases).toEqual(rollbackScenarios.map(({ title }) => title));
  const { code, stdout, stderr } = await run(
    process.execPath,
    ['apps/cli/bin/sandbox.js', 'drill', 'rollback', '--json'],
    { timeoutMs: 230_000 },
  );
  expect([code, stderr]).toEqual([0, '']);
  const { passed, scenarios } = JSON.parse(stdout);
  expect(passed).toBe(true);
  expect(scenarios.map(({ title }: { title: string }) => title)).toEqual(cases);
  for (const { durationMs, steps } of scenarios) {
    expect(durationMs).toBeLessThan(ROLLBACK_LIMIT_MS);
    expect(steps.length).toBeGreaterThan(3);
  }
});
