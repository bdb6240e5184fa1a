import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from './median.ts';
import {
  ask,
  closeAll,
  MARK,
  open,
  openAll,
  openWeighed,
  p99,
  paceOf,
  type Server,
  start,
  until,
  usageOf,
  type Watched,
  warmUp,
} from './stream-clients.ts';
import { measured } from './table.ts';

/**
 * Open streams on the gateway beside a bare node:http server of the same events, over loopback, clients
 * in this process. First as fast as sockets take them, opening and ending included, where node:http joins the writes of
 * a turn by itself; then paced, with so many streams open. More than a server can do is offered by stream-load.ts.
 * Usage: node bench/streams.ts [open streams=100,1000,5000].
 */

/** After memory is weighed: the collection for it holds a server up for up to 0.3 s, which would be measured as lateness. */
const SETTLE_MS = 2_000;
const WATCH_MS = 4_000;
const PROBES = 100;
const FAST_STREAMS = 50;
/** Tokens of a stream, as streams-server.ts has them. */
const TOKENS = 4_000;

/**
 * Tokens a second that arrive when streams are not paced, and the server's processor time of one; one stream is looked
 * into, all are counted.
 */
async function fastest(server: Server): Promise<{ rate: number; cpuUs: number }> {
  const { port } = server;
  const spent = await usageOf(server, 'processor');
  const start = performance.now();
  const looked = open(port, 0, 0);
  const others = Array.from({ length: FAST_STREAMS - 1 }, (_, i) => drained(port, i + 1));
  await until(() => looked.arrivals.length === TOKENS, 60_000, 'A stream that is not paced');
  const bytes = await Promise.all(others);
  const seconds = (performance.now() - start) / 1000;
  looked.socket.destroy();
  if (bytes.some((length) => length < TOKENS * MARK.length))
    throw new Error('A stream ended early.');
  const tokens = TOKENS * FAST_STREAMS;
  const cpuMs = (await usageOf(server, 'processor')) - spent;
  return { rate: tokens / seconds, cpuUs: (cpuMs * 1_000) / tokens };
}

/** Takes a whole stream and lets go of its bytes; answers how many there were. */
async function drained(port: number, seed: number): Promise<number> {
  const socket = ask(port, seed, 0, 'Connection: close\r\n').resume();
  await once(socket, 'close');
  return socket.bytesRead;
}

interface Paced {
  readonly late: number;
  readonly firstToken: number;
  readonly kilobytes: number;
  /** Processor time of the server, of each second that the streams are open. */
  readonly busyMs: number;
}

/** How late tokens come over some seconds, by the most punctual that comes then on their stream. */
async function lateness(streams: readonly Watched[], pace: number): Promise<number[]> {
  const before = streams.map(({ arrivals }) => arrivals.length);
  await delay(WATCH_MS);
  return streams.flatMap(({ arrivals }, s) => {
    const offsets = arrivals.slice(before[s]).map((at, k) => at - (k * 1_000) / pace);
    const punctual = Math.min(...offsets);
    return offsets.map((offset) => offset - punctual);
  });
}

/** What one more stream waits for its first token, asked one after the other. */
async function firstTokens({ port }: Server, pace: number): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < PROBES; i += 1) {
    const [probe] = (await openAll(port, 1, pace)) as [Watched];
    waits.push((probe.arrivals[0] as number) - probe.askedAt);
    probe.socket.destroy();
  }
  return waits;
}

async function paced(server: Server, count: number): Promise<Paced> {
  const pace = paceOf(count);
  await warmUp(server, pace);
  const { streams, kilobytes } = await openWeighed(server, count, pace);
  await delay(SETTLE_MS);
  const spent = await usageOf(server, 'processor');
  const late = p99(await lateness(streams, pace));
  const busy = (await usageOf(server, 'processor')) - spent;
  const firstToken = p99(await firstTokens(server, pace));
  await closeAll(streams);
  return { late, firstToken, kilobytes, busyMs: (busy * 1_000) / WATCH_MS };
}

const counts = (process.argv[2] ?? '100,1000,5000').split(',').map(Number);
const servers: Record<string, Server> = { 'bare node:http': await start('bare') };
servers.gateway = await start('gateway');

console.log('not paced                 tokens/s   µs of processor time each');
const rates = new Map<string, { rate: number; cpuUs: number }[]>();
for (let round = 0; round < 4; round += 1) {
  for (const [name, server] of Object.entries(servers)) {
    const found = await fastest(server);
    // The first round warms up.
    if (round > 0) rates.set(name, [...(rates.get(name) ?? []), found]);
  }
}
const unpaced = (name: string) => {
  const found = rates.get(name) ?? [];
  const rate = median(found.map((each) => each.rate));
  return { rate, cpuUs: median(found.map((each) => each.cpuUs)) };
};
for (const name of rates.keys()) {
  const { rate, cpuUs } = unpaced(name);
  console.log(name.padEnd(24) + rate.toFixed(0).padStart(10) + cpuUs.toFixed(2).padStart(10));
}
const [fastHere, fastBare] = [unpaced('gateway'), unpaced('bare node:http')];
measured({
  what: 'tokens a second, not paced',
  unit: '/s',
  here: fastHere.rate,
  peer: { name: 'node:http', figure: fastBare.rate },
  moreIsBetter: true,
});
measured({
  what: 'processor time of a token, not paced',
  unit: 'µs',
  here: fastHere.cpuUs,
  peer: { name: 'node:http', figure: fastBare.cpuUs },
});
for (const { child } of Object.values(servers)) child.disconnect();

/** Most that a first token may take at the 99th percentile, ms, by open streams. */
const FIRST_TOKEN_MS: Readonly<Record<number, number>> = { 1000: 20, 5000: 60 };

console.log(
  'paced                   streams   p99 late ms   p99 first token ms   kB a stream   busy ms/s',
);
for (const count of counts) {
  const found: Record<string, Paced> = {};
  for (const name of Object.keys(servers)) {
    // A fresh process: what former streams left would hide the memory of these.
    const server = await start(name === 'gateway' ? 'gateway' : 'bare');
    const here = await paced(server, count);
    found[name] = here;
    const { late, firstToken, kilobytes, busyMs } = here;
    const figures = [late, firstToken, kilobytes, busyMs].map((figure) => figure.toFixed(1));
    const cells = [String(count), ...figures];
    const widths = [7, 14, 21, 14, 12];
    console.log(name.padEnd(24) + cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join(''));
    server.child.disconnect();
  }
  tellPaced(count, found.gateway as Paced, found['bare node:http'] as Paced);
}

function tellPaced(count: number, here: Paced, bare: Paced): void {
  const rows = [
    ['p99 lateness', 'ms', 'late', undefined],
    ['p99 to the first token', 'ms', 'firstToken', FIRST_TOKEN_MS[count]],
    // Of fewer streams, what a process takes for itself hides what they take.
    ...(count < 1_000 ? [] : [['memory of a stream', 'kB', 'kilobytes', 15] as const]),
  ] as const;
  for (const [name, unit, key, most] of rows) {
    const peer = { name: 'node:http', figure: bare[key] };
    const what = `${name}, ${count} streams`;
    measured({ what, unit, here: here[key], peer, ...(most && { aim: { most } }) });
  }
}
