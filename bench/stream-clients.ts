import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Servers of streams-server.ts and clients of theirs, for the benches of streams. */

export const MARK = 'event: token';

export interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

/** held: streams open and say nothing until the child is sent 'go'. */
export async function start(kind: string, held = false): Promise<Server> {
  const file = fileURLToPath(new URL('streams-server.ts', import.meta.url));
  const args = held ? [kind, 'held'] : [kind];
  const child = fork(file, args, { execArgv: ['--expose-gc'] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { child, port: Number(new URL(url).port) };
}

/** Bytes resident, or ms of processor time. */
export async function usageOf({ child }: Server, what: 'memory' | 'processor'): Promise<number> {
  child.send(what);
  const [answer] = (await once(child, 'message')) as [number];
  return answer;
}

/**
 * Opens and closes streams until the server's memory stays, and waits until it rests: what the first streams cost a
 * process (transcripts, pools, PostgreSQL's WebAssembly that is optimised in the background once it has run often) is
 * not the cost of one more.
 */
export async function warmUp(server: Server, pace: number): Promise<void> {
  let [before, still] = [0, 0];
  for (let round = 0; round < 40 && still < 4; round += 1) {
    await closeAll(await openAll(server.port, 200, pace));
    const memory = await usageOf(server, 'memory');
    still = Math.abs(memory - before) < 2_000_000 ? still + 1 : 0;
    before = memory;
  }
  const spent = () => usageOf(server, 'processor');
  for (let tries = 0; tries < 30; tries += 1) {
    const before = await spent();
    await delay(1_000);
    if ((await spent()) - before < 30) return;
  }
}

/** Tokens a second of each of so many streams: at most 50, and 5,000 of all. */
export function paceOf(streams: number): number {
  return Math.max(1, Math.min(50, Math.floor(5_000 / streams)));
}

export interface Watched {
  readonly socket: Socket;
  readonly askedAt: number;
  /** When each token came. */
  readonly arrivals: number[];
}

/** Opens a stream and notes when each of its tokens comes, though a mark be cut in two. */
export function open(port: number, seed: number, pace: number): Watched {
  const askedAt = performance.now();
  const socket = ask(port, seed, pace);
  const watched: Watched = { socket, askedAt, arrivals: [] };
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    const now = performance.now();
    const text = rest + chunk;
    let at = text.indexOf(MARK);
    for (; at >= 0; at = text.indexOf(MARK, at + 1)) watched.arrivals.push(now);
    rest = text.slice(1 - MARK.length);
  });
  return watched;
}

export async function until(holds: () => boolean, limitMs: number, what: string): Promise<void> {
  const end = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`${what} took over ${limitMs / 1000} s.`);
    await delay(2);
  }
}

/** Asks for a stream; the process ends where its connection breaks. */
export function ask(port: number, seed: number, pace: number, header = '', more = ''): Socket {
  const socket = connect(port, '127.0.0.1');
  const query = `route=critique&scenarioId=demo&seed=${seed}&pace=${pace}${more}`;
  socket.write(`GET /stream?${query} HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`);
  socket.on('error', (error) => {
    console.error(`a stream broke: ${error.message}`);
    process.exit(1);
  });
  return socket;
}

export function p99(figures: readonly number[]): number {
  const sorted = Float64Array.from(figures).sort();
  return sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN;
}

/** Opens streams and waits until each has a token. */
export async function openAll(port: number, count: number, pace: number): Promise<Watched[]> {
  const streams: Watched[] = [];
  const begun = () => streams.every(({ arrivals }) => arrivals.length > 0);
  for (let i = 0; i < count; i += 1) {
    streams.push(open(port, i % 100, pace));
    if (i % 50 === 49 || i + 1 === count) await until(begun, 300_000, 'Opening streams');
  }
  return streams;
}

/**
 * Opens streams, and tells what one more takes: processor time to open it, and memory. From a fifth of them to all, so
 * that what the first ones cost a process is not divided among them.
 */
export async function openWeighed(server: Server, count: number, pace: number) {
  const first = await openAll(server.port, Math.ceil(count / 5), pace);
  const memory = await usageOf(server, 'memory');
  const spent = await usageOf(server, 'processor');
  const rest = await openAll(server.port, count - first.length, pace);
  const openMs = ((await usageOf(server, 'processor')) - spent) / rest.length;
  const kilobytes = ((await usageOf(server, 'memory')) - memory) / 1_000 / rest.length;
  return { streams: [...first, ...rest], openMs, kilobytes };
}

export async function closeAll(streams: readonly Watched[]): Promise<void> {
  for (const { socket } of streams) socket.destroy();
  await delay(500);
}
