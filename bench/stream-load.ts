import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { p99, type Server, start, until, usageOf } from './stream-clients.ts';
import { measured } from './table.ts';

/**
 * Events delivered to open streams at loads below and beyond what the servers can do, on the gateway beside a bare
 * node:http server that writes each event of each stream by itself, at its time. Streams open silently and then begin
 * to speak, each at the same share of the load. The clients are this process; they only count events, and their
 * processor time is printed: where it is near 1, they are what is measured.
 * Usage: node bench/stream-load.ts [open streams=5000] [events a second, of all=40000,200000].
 */

/** Events that each stream has when the watch may begin: runs are encoded then, and sessions stored as running. */
const BEGUN_EVENTS = 20;
const SETTLE_MS = 5_000;
const WATCH_MS = 4_000;
const EVENT_END = Buffer.from('\n\n');
const NEWLINE = EVENT_END[0];

/** All sockets read into it, one after the other. */
const buffer = Buffer.alloc(65_536);
let reads = 0;

/** A stream whose events are counted, and whose arrivals are noted while it is watched. */
class Counted {
  readonly socket: Socket;
  events = 0;
  arrivals: number[] | null = null;
  /** The last byte was the first of an event's end. */
  #halfEnd = false;

  constructor(port: number, seed: number, pace: number) {
    const onread = { buffer, callback: (length: number) => this.#count(length) };
    this.socket = connect({ port, host: '127.0.0.1', onread });
    this.socket.on('error', (error) => {
      console.error(`a stream broke: ${error.message}`);
      process.exit(1);
    });
    const query = `route=critique&scenarioId=demo&seed=${seed}&pace=${pace}`;
    this.socket.write(`GET /stream?${query} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  }

  #count(length: number): boolean {
    const now = performance.now();
    const bytes = buffer.subarray(0, length);
    reads += 1;
    let from = this.#halfEnd && bytes[0] === NEWLINE ? 1 : 0;
    let found = from;
    for (let at = bytes.indexOf(EVENT_END, from); at >= 0; at = bytes.indexOf(EVENT_END, from)) {
      found += 1;
      from = at + 2;
    }
    this.#halfEnd = from < length && bytes[length - 1] === NEWLINE;
    this.events += found;
    for (let k = 0; this.arrivals && k < found; k += 1) this.arrivals.push(now);
    return true;
  }
}

interface Delivered {
  readonly rate: number;
  readonly late: number;
  readonly eventUs: number;
  readonly eventsARead: number;
  /** Processor time of the clients, of each second. */
  readonly clients: number;
}

async function openSilent({ port }: Server, count: number, pace: number): Promise<Counted[]> {
  const streams: Counted[] = [];
  const opened = () => streams.every(({ socket }) => socket.bytesRead > 0);
  for (let i = 0; i < count; i += 1) {
    streams.push(new Counted(port, i % 100, pace));
    if (i % 50 === 49 || i + 1 === count) await until(opened, 300_000, 'Opening streams');
  }
  return streams;
}

async function measure(kind: string, count: number, load: number): Promise<Delivered> {
  const pace = load / count;
  const server = await start(kind, true);
  const streams = await openSilent(server, count, pace);
  server.child.send('go');
  const begun = () => streams.every((stream) => stream.events >= BEGUN_EVENTS);
  await until(begun, 300_000, 'Beginning to speak');
  await delay(SETTLE_MS);
  const before = { at: performance.now(), events: eventsOf(streams), reads };
  const [spent, own] = [await usageOf(server, 'processor'), process.cpuUsage()];
  for (const stream of streams) stream.arrivals = [];
  await delay(WATCH_MS);
  const busyMs = (await usageOf(server, 'processor')) - spent;
  const { user, system } = process.cpuUsage(own);
  const seconds = (performance.now() - before.at) / 1_000;
  const events = eventsOf(streams) - before.events;
  for (const { socket } of streams) socket.destroy();
  server.child.disconnect();
  return {
    rate: events / seconds,
    late: p99(streams.flatMap(({ arrivals }) => latenessOf(arrivals ?? [], pace))),
    eventUs: (busyMs * 1_000) / events,
    eventsARead: events / (reads - before.reads),
    clients: (user + system) / 1e6 / seconds,
  };
}

const eventsOf = (streams: readonly Counted[]) =>
  streams.reduce((sum, { events }) => sum + events, 0);

/** By the most punctual event of the stream: a server that was late all along is held to be less late than it is. */
function latenessOf(arrivals: readonly number[], pace: number): number[] {
  const offsets = arrivals.map((at, k) => at - (k * 1_000) / pace);
  const punctual = Math.min(...offsets);
  return offsets.map((offset) => offset - punctual);
}

const count = Number(process.argv[2] ?? 5_000);
const loads = (process.argv[3] ?? '40000,200000').split(',').map(Number);
console.log(
  'server            offered/s  delivered/s   p99 late ms   events a read   µs an event   clients',
);
for (const load of loads) {
  const found: Delivered[] = [];
  for (const [kind, name] of Object.entries({ gateway: 'gateway', bare: 'bare node:http' })) {
    const each = await measure(kind, count, load);
    found.push(each);
    const { rate, late, eventsARead, eventUs, clients } = each;
    const cells = [load, rate.toFixed(0), late.toFixed(1), eventsARead.toFixed(2)];
    const line = [...cells, eventUs.toFixed(2), clients.toFixed(2)];
    const widths = [11, 13, 14, 16, 14, 10];
    console.log(
      name.padEnd(16) + line.map((cell, i) => String(cell).padStart(widths[i] ?? 0)).join(''),
    );
  }
  tell(load, found[0] as Delivered, found[1] as Delivered);
}

function tell(load: number, here: Delivered, bare: Delivered): void {
  const of = `${count} streams, ${load} events/s offered`;
  const row = (what: string, unit: string, key: 'rate' | 'late' | 'eventUs') => ({
    what: `${what}, ${of}`,
    unit,
    here: here[key],
    peer: { name: 'node:http', figure: bare[key] },
  });
  const beyond = load >= 100_000;
  measured({
    ...row('events delivered', '/s', 'rate'),
    moreIsBetter: true,
    ...(beyond && { aim: { ratio: 2 } }),
  });
  measured({ ...row('p99 lateness', 'ms', 'late'), ...(beyond && { aim: { ratio: 1 } }) });
  measured(row('processor time of an event', 'µs', 'eventUs'));
}
