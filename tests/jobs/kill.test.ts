import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sweep } from '@scenario-sandbox/contract';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { expect, test } from 'vitest';
import { startProduct } from '../product.ts';
import { ended, example, getJob, post, until } from './services.ts';

const KILLS = 4;

/** A server that is killed with -9 at moments nobody chose, and started again each time. */
test('a sweep that is killed again and again has every result once, the same as one never killed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-kill-'));
  const vary = [
    { variable: 'seat_price', range: { min: 20, max: 40, steps: 20 } },
    { variable: 'margin', range: { min: 0.6, max: 0.8, steps: 20 } },
  ];
  const samples = 10_000;
  const moments: string[] = [];
  try {
    let product = await startProduct({ dataDir });
    const order = { type: 'sweep', scenarioId: 'saas-pricing', seed: 0, samples, vary };
    const headers = { 'idempotency-key': 'the-one' };
    const { body, status } = await post(`${product.gateway}/jobs`, order, headers);
    expect(status).toBe(202);
    const id = body.jobId as string;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { done } = (await getJob(product.gateway, id)).progress;
      await until(60_000, async () => {
        const job = await getJob(product.gateway, id);
        return job.progress.done > done || job.endedAt !== null ? true : null;
      });
      const waitMs = Math.floor(Math.random() * 400);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const at = (await getJob(product.gateway, id)).progress.done;
      moments.push(`${waitMs} ms later, at ${at}`);
      await product.stop('SIGKILL');
      product = await startProduct({ dataDir });
      const again = await post(`${product.gateway}/jobs`, order, headers);
      expect(again.body.jobId, 'the order survived').toBe(id);
    }
    const job = await ended(product.gateway, id, 120_000);
    expect(job, `killed: ${moments.join('; ')}`).toMatchObject({ status: 'completed', errors: [] });
    const made = (await (await fetch(`${product.gateway}/jobs/${id}/result`)).json()) as Sweep;
    const events = await (await fetch(`${product.gateway}/jobs/stream?jobId=${id}`)).text();
    await product.stop();
    const question = { scenario: await example('saas-pricing'), seed: 0, samples };
    const alone = JSON.parse(JSON.stringify(sweep(question, { vary }))) as Sweep;
    expect(made).toEqual(alone);
    expect(new Set(made.runs.map(({ runId }) => runId)).size).toBe(400);
    const ids = [...events.matchAll(/^id: (.*)$/gm)].map((match) => match[1]);
    expect(ids).toEqual(ids.map((_, i) => `msg_${String(i + 1).padStart(3, '0')}`));
    const dones = [...events.matchAll(/"done":(\d+)/g)].map((match) => Number(match[1]));
    expect(dones).toEqual([...dones].sort((a, b) => a - b));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 300_000);
