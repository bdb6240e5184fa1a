import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sweep } from '@scenario-sandbox/contract';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { expect, test } from 'vitest';
import { ended, getJob, post, prices, small, startWorker, sweepOrder, until } from './services.ts';

const KILLS = 3;

/** A service on its own data folder that is killed with -9 at moments nobody chose, and started again each time. */
test('a sweep that is killed again and again has every result once, the same as one never killed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-kill-'));
  const plan = prices(300);
  const samples = 40_000;
  const moments: string[] = [];
  try {
    let service = await startWorker('folder', dataDir);
    const order = sweepOrder(small, plan, samples);
    const headers = { 'idempotency-key': 'the-one' };
    const { body, status } = await post(`${service.url}/jobs`, order, headers);
    expect(status).toBe(202);
    const id = body.jobId as string;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { done } = (await getJob(service.url, id)).progress;
      await until(60_000, async () => {
        const job = await getJob(service.url, id);
        return job.progress.done > done || job.endedAt !== null ? true : null;
      });
      const waitMs = [50, 170, 310][kill] ?? 0;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const at = (await getJob(service.url, id)).progress.done;
      moments.push(`${waitMs} ms later, at ${at}`);
      await service.kill();
      service = await startWorker('folder', dataDir);
      const again = await post(`${service.url}/jobs`, order, headers);
      expect(again.body.jobId, 'the order survived').toBe(id);
    }
    const job = await ended(service.url, id, 120_000);
    expect(job, `killed: ${moments.join('; ')}`).toMatchObject({ status: 'completed', errors: [] });
    const made = (await (await fetch(`${service.url}/jobs/${id}/result`)).json()) as Sweep;
    const events = await (await fetch(`${service.url}/jobs/${id}/events`)).text();
    await service.kill();
    const question = { scenario: small, seed: 0, samples };
    const alone = JSON.parse(JSON.stringify(sweep(question, plan))) as Sweep;
    expect(made).toEqual(alone);
    expect(new Set(made.runs.map(({ runId }) => runId)).size).toBe(300);
    const ids = [...events.matchAll(/^id: (.*)$/gm)].map((match) => match[1]);
    expect(ids).toEqual(ids.map((_, i) => `msg_${String(i + 1).padStart(3, '0')}`));
    const dones = [...events.matchAll(/"done":(\d+)/g)].map((match) => Number(match[1]));
    expect(dones).toEqual([...dones].sort((a, b) => a - b));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 600_000);
