import type { MessagePort } from 'node:worker_threads';
import type { ChunkRequest, RunEvent } from '@scenario-sandbox/contract';
import { analyse, type Host } from '@scenario-sandbox/core/analyse.ts';
import { compare } from '@scenario-sandbox/core/compare/compare.ts';
import { narrated } from '@scenario-sandbox/core/narrated.ts';
import { ScenarioInvalid, settingsOf } from '@scenario-sandbox/core/question.ts';
import { chunkOf } from '@scenario-sandbox/core/sweep/chunk.ts';
import { designOf } from '@scenario-sandbox/core/sweep/designs.ts';
import { discoveryOf, placed, sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { createSweeper, type Sweeper } from '@scenario-sandbox/core/sweep/sweeper.ts';
import { document } from './document.ts';
import type { Result, Task, TaskKind, Tasks } from './tasks.ts';

/** Tokens that may gather before they cross the thread; progress and the end never wait. */
const BATCH = 64;

interface Errand {
  readonly task: Task;
  readonly cancelled: Int32Array;
  readonly port: MessagePort;
}

type Handler<K extends TaskKind> = (
  input: Tasks[K]['input'],
  host: Host,
  emit: (event: RunEvent) => void,
) => Tasks[K]['value'] | Promise<Tasks[K]['value']>;

const handlers: { [K in TaskKind]: Handler<K> } = {
  narrate(input, host, emit) {
    narrated(input, host, emit);
    return null;
  },
  async report({ question, format, timestamp }, host) {
    const startedMs = performance.now();
    const findings = analyse(question, host);
    return document(findings, format, { timestamp, durationMs: performance.now() - startedMs });
  },
  chunk({ points, first, discover, ...sweep }, host) {
    const sweeper = sweeperOf(sweep, host);
    const runs = points.map((point, i) => placed(sweep, first + i, point, sweeper.run(point)));
    return chunkOf(runs, sweep.scenario, discover);
  },
  sweep: ({ question, plan }, host) => sweep(question, plan, host),
  compare: ({ left, right }, host) => compare(left, right, host),
  boxes: ({ plan, seed, target, interesting }) =>
    discoveryOf(designOf(plan, seed), { words: target, interesting }),
};

interface Kept {
  readonly key: string;
  /** What the sweeper looks at; its flag is that of the errand in hand. */
  readonly host: { cancelled?: Int32Array };
  readonly sweeper: Sweeper;
}

/** That of the last chunk: the next one is often of the same sweep, and need not compile and draw again. */
let kept: Kept | null = null;

function sweeperOf(
  sweep: Omit<ChunkRequest, 'points' | 'first' | 'discover'>,
  { cancelled }: Host,
): Sweeper {
  const key = JSON.stringify(sweep);
  if (kept?.key !== key) {
    const { variables, ...question } = sweep;
    const host = {};
    const sweeper = createSweeper(question.scenario, variables, settingsOf(question), host);
    kept = { key, host, sweeper };
  }
  if (cancelled) kept.host.cancelled = cancelled;
  return kept.sweeper;
}

/** One errand of the pool: run the task, post its events in order, then close the port. */
export default async function runErrand({ task, cancelled, port }: Errand): Promise<Result<Task>> {
  let batch: RunEvent[] = [];
  const flush = () => {
    if (batch.length > 0) port.postMessage(batch);
    batch = [];
  };
  const emit = (event: RunEvent) => {
    batch.push(event);
    if (event.type !== 'token' || batch.length >= BATCH) flush();
  };
  try {
    const handle = handlers[task.kind] as Handler<TaskKind>;
    const value = await handle(task.input, { cancelled }, emit);
    flush();
    return { ok: true, value };
  } catch (error) {
    if (error instanceof ScenarioInvalid) return { ok: false, problems: error.problems };
    throw error;
  } finally {
    port.close();
  }
}
