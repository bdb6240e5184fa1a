import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { plotOf } from './growth-plot.ts';
import { median } from './median.ts';
import {
  closeAll,
  openWeighed,
  paceOf,
  start,
  usageOf,
  type Watched,
  warmUp,
} from './stream-clients.ts';

/**
 * How the cost of a stream grows with those that are open: processor time of the gateway to open one and to write an
 * event, and the memory that one more takes, beside a node:http server of the same bytes. Each point is a process.
 * Draws docs/images/growth-streams.svg.
 * Usage: node bench/growth-streams.ts [rounds=3]; with 0 rounds, the least point once and no drawing.
 */

const COUNTS = [10, 100, 1_000, 3_000, 10_000];
/** Of fewer streams, what a process takes for itself hides what they take. */
const LEAST_FOR_MEMORY = 1_000;
const WATCH_MS = 4_000;

/** Of one stream, or of one event. */
interface Cost {
  readonly openMs: number;
  readonly eventUs: number;
  readonly memoryKb: number;
}

async function measure(kind: string, count: number): Promise<Cost> {
  const server = await start(kind);
  const pace = paceOf(count);
  await warmUp(server, pace);
  const { streams, openMs, kilobytes } = await openWeighed(server, count, pace);
  const opened = await usageOf(server, 'processor');
  const events = eventsOf(streams);
  await delay(WATCH_MS);
  const watched = await usageOf(server, 'processor');
  const told = eventsOf(streams) - events;
  await closeAll(streams);
  server.child.disconnect();
  return {
    openMs,
    eventUs: ((watched - opened) * 1_000) / told,
    memoryKb: kilobytes,
  };
}

const eventsOf = (streams: readonly Watched[]) =>
  streams.reduce((sum, { arrivals }) => sum + arrivals.length, 0);

async function pointsOf(kind: string, name: string, rounds: number) {
  const points: (Cost & { readonly x: number })[] = [];
  for (const x of rounds === 0 ? COUNTS.slice(0, 1) : COUNTS) {
    const found: Cost[] = [];
    for (let round = 0; round < Math.max(1, rounds); round += 1) found.push(await measure(kind, x));
    const of = (key: keyof Cost) => median(found.map((cost) => cost[key]));
    const point = { x, openMs: of('openMs'), eventUs: of('eventUs'), memoryKb: of('memoryKb') };
    const memory = x < LEAST_FOR_MEMORY ? '–' : point.memoryKb.toFixed(1);
    const cells = [String(x), point.openMs.toFixed(2), point.eventUs.toFixed(1), memory];
    console.log(name.padEnd(12) + cells.map((cell) => cell.padStart(12)).join(''));
    points.push(point);
  }
  return { name, points };
}

const rounds = Number(process.argv[2] ?? 3);
console.log('server           streams    ms to open    µs an event   kB one more');
const lines = [
  await pointsOf('gateway', 'gateway', rounds),
  await pointsOf('bare', 'node:http', rounds),
];
if (rounds > 0) {
  const panel = (title: string, key: keyof Cost, least = 0) => ({
    title,
    lines: lines.map(({ name, points }) => ({
      name,
      points: points.filter(({ x }) => x >= least).map((point) => [point.x, point[key]] as const),
    })),
  });
  const images = new URL('../docs/images/', import.meta.url);
  await mkdir(images, { recursive: true });
  const svg = plotOf('open streams', [
    panel('Processor time to open one, ms', 'openMs'),
    panel('Processor time of an event, µs', 'eventUs'),
    panel('Memory of one more, kB', 'memoryKb', LEAST_FOR_MEMORY),
  ]);
  await writeFile(new URL('growth-streams.svg', images), svg);
}
