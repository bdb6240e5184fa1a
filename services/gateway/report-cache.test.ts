import type { ReportRequest } from '@scenario-sandbox/contract';
import { Registry } from '@scenario-sandbox/service';
import { expect, test } from 'vitest';
import type { EngineCall, EngineClient } from './engine-client.ts';
import { rememberReports } from './report-cache.ts';

const call: EngineCall = { signal: new AbortController().signal, requestId: 'r' };
const question = (seed: number, format: ReportRequest['format'] = 'json'): ReportRequest => ({
  scenario: { schema: 'scenario.v1', id: 'a', title: 'A', options: [{ id: 'x' }] },
  seed,
  format,
});

function setUp(maxBytes: number) {
  const asked: string[] = [];
  const engine = {
    report: async ({ seed, format }: ReportRequest) => {
      asked.push(`${seed} ${format}`);
      if (seed === 13) throw new Error('refused');
      return { contentType: 'text/plain', body: 'x'.repeat(seed === 99 ? 500 : 40) };
    },
  } as unknown as EngineClient;
  const registry = new Registry();
  return { asked, registry, cached: rememberReports(engine, registry, maxBytes) };
}

test('a report is asked for once, for each question and format', async () => {
  const { asked, registry, cached } = setUp(1_000);
  const first = await cached.report(question(0), call);
  expect(await cached.report(question(0), call)).toBe(first);
  await cached.report(question(0, 'md'), call);
  await cached.report({ ...question(0), samples: 512 }, call);
  expect(asked).toEqual(['0 json', '0 md', '0 json']);
  expect(await registry.metrics()).toContain('report_cache_total{result="hit"} 1');
});

test('what was refused is asked for again', async () => {
  const { asked, cached } = setUp(1_000);
  for (let round = 0; round < 2; round += 1) {
    await expect(cached.report(question(13), call)).rejects.toThrow('refused');
  }
  expect(asked).toHaveLength(2);
});

test('memory is bounded: the least lately asked for goes, one that is too large is not kept', async () => {
  const { asked, cached } = setUp(100);
  for (const seed of [1, 2, 1, 3, 99, 99, 1, 3, 2]) await cached.report(question(seed), call);
  const seeds = asked.map((each) => Number(each.split(' ')[0]));
  expect(seeds).toEqual([1, 2, 3, 99, 99, 2]);
});
