import { randomInt, randomUUID } from 'node:crypto';
import { thresholds } from '@scenario-sandbox/contract';
import { createClient } from '@scenario-sandbox/sdk';

export interface Measured {
  readonly ttffMs: number;
  readonly cancelMs: number;
  readonly comparisonMs: number;
  /** Whether streams of one run had the same bytes, and its reports the same hash. */
  readonly deterministic: boolean;
}

const REPEATS = 10;

/** Measures the promises against a gateway, with seeds that were not asked for before. repeats: streams that are cancelled. */
export async function measure(gateway: string, repeats: number = REPEATS): Promise<Measured> {
  const seed = randomInt(2 ** 40);
  await cancelOne(gateway, seed);
  const figures = [];
  for (let index = 1; index <= repeats; index += 1) {
    figures.push(await cancelOne(gateway, seed + index));
  }
  return {
    ttffMs: p95(figures.map((each) => each.ttffMs)),
    cancelMs: p95(figures.map((each) => each.cancelMs)),
    comparisonMs: await compareTwo(gateway, seed),
    deterministic: await isDeterministic(gateway, seed),
  };
}

/** The names of the promises that a measurement does not keep. */
export function missed(measured: Measured): string[] {
  const over = (['ttffMs', 'cancelMs', 'comparisonMs'] as const).filter(
    (name) => !(measured[name] <= thresholds[name]),
  );
  return measured.deterministic ? over : [...over, 'deterministic'];
}

/** The smallest figure that 95 % do not exceed. */
export function p95(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
}

async function cancelOne(gateway: string, seed: number) {
  const client = createClient({ baseUrl: gateway });
  const sessionId = randomUUID();
  const startedMs = performance.now();
  let ttffMs = Number.NaN;
  let cancelledMs = Number.NaN;
  for await (const event of client.stream({ route: 'critique', seed, sessionId }, { resumes: 0 })) {
    if (event.type === 'token' && Number.isNaN(ttffMs)) {
      ttffMs = performance.now() - startedMs;
      cancelledMs = performance.now();
      void client.cancel(sessionId).catch(() => {});
    }
  }
  return { ttffMs, cancelMs: performance.now() - cancelledMs };
}

/** Two scenarios that were not run before, to both reports and the difference of their best options. */
async function compareTwo(gateway: string, seed: number): Promise<number> {
  const client = createClient({ baseUrl: gateway });
  const startedMs = performance.now();
  const [left, right] = await Promise.all([
    client.report({ scenarioId: 'saas-pricing', seed: seed + 100 }),
    client.report({ scenarioId: 'saas-pricing', seed: seed + 101 }),
  ]);
  const scores = [left, right].map(({ decision }) => decision.options.map(({ score }) => score));
  if (scores[0]?.length !== scores[1]?.length) throw new Error('the reports have other options');
  return performance.now() - startedMs;
}

async function isDeterministic(gateway: string, seed: number): Promise<boolean> {
  const stream = async () => {
    const response = await fetch(`${gateway}/stream?route=critique&seed=${seed}&pace=0`);
    const frames = (await response.text()).split('\n\n');
    return frames.filter((frame) => !/"type":"(start|done)"/.test(frame)).join('\n\n');
  };
  const client = createClient({ baseUrl: gateway });
  const report = async () => (await client.report({ scenarioId: 'demo', seed })).meta.resultHash;
  const [first, second] = [await stream(), await stream()];
  const [hash, sameHash] = [await report(), await report()];
  return first === second && first.includes('event: token') && hash === sameHash;
}
