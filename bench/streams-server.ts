import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import type { RunEvent } from '@scenario-sandbox/contract';
import { identityOf } from '@scenario-sandbox/core/question.ts';
import {
  buildGateway,
  type EngineClient,
  loadExamples,
  readGatewayConfig,
} from '@scenario-sandbox/gateway';
import { encodeFrame } from '@scenario-sandbox/gateway/streams/frames.ts';
import { openStore } from '@scenario-sandbox/store';

/**
 * The servers of streams.ts, each a process that it starts: `gateway`, the product's own with a run that
 * is known beforehand in the place of the engine, `shared`, the same on the PostgreSQL of DATABASE_URL, or `bare`, a
 * node:http server of the same bytes with a timer for each stream and a write for each event. Answers 'memory' with its resident bytes, once nothing is
 * left to collect, and 'processor' with its processor time, ms. With `held`, runs say nothing until the bench says 'go'.
 */

// The collection before memory is weighed would also throw away the code of WebAssembly's first compiler, as in need of
// memory: streams would wait until PostgreSQL's is compiled again.
setFlagsFromString('--no-flush-liftoff-code');

const TOKENS = 4_000;
const HELD_APART_MS = 3;
/** On disk, as the product keeps it: in memory, its files would count as memory of streams. */
const dataDir = process.argv[2] === 'gateway' ? mkdtempSync(join(tmpdir(), 'bench-')) : null;

const told = new EventEmitter();
/** Settles at the bench's 'go'; null where runs do not wait for it. */
const gone = process.argv[3] === 'held' ? once(told, 'go') : null;

/** Streams of one seed begin to speak together, those of the next a little later: not all are due at the same times. */
async function turnOf(seed: number): Promise<void> {
  if (!gone) return;
  await gone;
  await delay(seed * HELD_APART_MS);
}

const words: Extract<RunEvent, { type: 'token' }>[] = Array.from({ length: TOKENS }, (_, i) => ({
  type: 'token',
  text: `word ${i % 100} `,
}));

async function startGateway(databaseUrl: string | null): Promise<string> {
  const unused = () => Promise.reject(new Error('Streams ask for no report.'));
  const engine: EngineClient = {
    async *run({ scenario, seed }) {
      await turnOf(seed);
      yield* words;
      const { runId } = identityOf({ scenario, seed });
      const resultHash = '0'.repeat(64);
      yield { type: 'done', totalTokens: TOKENS, runId, resultHash, truncated: false };
    },
    report: unused,
    lint: unused,
    check: async () => 'ok',
  };
  const app = await buildGateway({
    config: readGatewayConfig({}),
    database: await openStore({ databaseUrl, dataDir }),
    engine,
    examples: await loadExamples(),
    identify: identityOf,
    logTo: { write: () => {} },
  });
  return app.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 });
}

function startBare(): Promise<string> {
  const frames = words.map(({ text }, tokenIndex) => {
    const timestamp = tokenIndex * 20;
    const event = { type: 'token', text, tokenIndex, timestamp, model: 'built-in' } as const;
    return encodeFrame(tokenIndex + 2, event);
  });
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://bare').searchParams;
    const pace = Number(query.get('pace'));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const begin = () => {
      if (pace === 0) void writeAll(response, frames);
      else writeAt(pace, response, frames);
    };
    if (!gone) return begin();
    response.flushHeaders();
    void turnOf(Number(query.get('seed'))).then(begin);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', 4_096, () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

async function writeAll(response: ServerResponse, frames: readonly Buffer[]): Promise<void> {
  for (const frame of frames)
    if (!response.write(frame)) await new Promise((resolve) => response.once('drain', resolve));
  response.end();
}

/** At each event's own time, so that late timers do not add up. */
function writeAt(pace: number, response: ServerResponse, frames: readonly Buffer[]): void {
  const start = performance.now();
  let next = 0;
  let timer: NodeJS.Timeout;
  const write = () => {
    const frame = frames[next++];
    if (!frame) {
      response.end();
      return;
    }
    response.write(frame);
    timer = setTimeout(write, Math.max(0, start + (next * 1_000) / pace - performance.now()));
  };
  response.on('close', () => clearTimeout(timer));
  write();
}

process.on('message', (asked) => {
  if (asked === 'go') told.emit('go');
  const { user, system } = process.cpuUsage();
  if (asked === 'processor') process.send?.((user + system) / 1_000);
  if (asked !== 'memory') return;
  // Of a plain collection V8 keeps the memory: some megabytes that belong to no stream.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  process.send?.(process.memoryUsage().rss);
});
// The bench that started it has ended.
process.on('disconnect', () => {
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
  process.exit();
});
const kind = process.argv[2];
const databaseUrl = kind === 'shared' ? (process.env.DATABASE_URL ?? null) : null;
process.send?.({ url: kind === 'bare' ? await startBare() : await startGateway(databaseUrl) });
