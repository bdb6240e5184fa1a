import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, p99, type Server, start, until } from './stream-clients.ts';
import { measured } from './table.ts';

/**
 * How soon open streams hear of a cancel and of the kill switch, from the answer to the event on the stream.
 * Streams are open on one gateway. They are cancelled there and, where DATABASE_URL names a PostgreSQL, at a
 * second gateway on it; then the kill switch is turned at the second.
 * Usage: node bench/control.ts [open streams=1000].
 */

const PACE = 5;
const CANCELS = 200;
/** Between two cancels, so that each is measured alone. */
const PAUSE_MS = 10;

interface Client {
  readonly sessionId: string;
  /** When the event that ended it came. */
  endedAt: number | null;
  ending: string;
}

function follow(port: number, index: number, name: string): Client {
  const sessionId = `${name}-${index}`;
  const client: Client = { sessionId, endedAt: null, ending: '' };
  const socket = ask(port, index % 100, PACE, '', `&sessionId=${sessionId}`);
  socket.setEncoding('latin1');
  let rest = '';
  socket.on('data', (chunk: string) => {
    const text = rest + chunk;
    client.ending ||= /event: (cancelled|error|done)/.exec(text)?.[1] ?? '';
    if (client.ending) client.endedAt ??= performance.now();
    rest = text.slice(-20);
  });
  return client;
}

async function openStreams({ port }: Server, count: number, name: string): Promise<Client[]> {
  const clients = Array.from({ length: count }, (_, index) => follow(port, index, name));
  const text = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const end = performance.now() + 60_000;
  while (Number(/^sse_connections (\d+)$/m.exec(await text())?.[1]) < count) {
    const failed = clients.find(({ ending }) => ending);
    if (failed) throw new Error(`A stream said ${failed.ending} before it was asked to.`);
    if (performance.now() > end) throw new Error('Opening streams took over 60 s.');
    await delay(200);
  }
  // Until each has said its first words.
  await delay(1_000);
  return clients;
}

async function post(port: number, path: string, body: object): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return performance.now();
}

/** From each 202 to its `cancelled`, ms; 0 where the event came first. */
async function cancelAt({ port }: Server, clients: readonly Client[]): Promise<number[]> {
  const waits: number[] = [];
  for (const client of clients) {
    const acceptedAt = await post(port, '/cancel', { sessionId: client.sessionId });
    await until(() => client.endedAt !== null, 10_000, 'A cancel');
    if (client.ending !== 'cancelled') throw new Error(`A cancelled stream said ${client.ending}.`);
    waits.push(Math.max(0, (client.endedAt as number) - acceptedAt));
    await delay(PAUSE_MS);
  }
  return waits;
}

/** From the answer of the switch to the error on the last of the streams, ms. */
async function killAt({ port }: Server, clients: readonly Client[]): Promise<number> {
  const path = '/admin/kill-switch';
  const answeredAt = await post(port, path, { enabled: true, reason: 'bench' });
  try {
    await until(() => clients.every(({ endedAt }) => endedAt), 30_000, 'The kill switch');
  } finally {
    await post(port, path, { enabled: false });
  }
  if (clients.some(({ ending }) => ending !== 'error')) throw new Error('A stream went on.');
  return Math.max(0, ...clients.map(({ endedAt }) => (endedAt as number) - answeredAt));
}

const count = Number(process.argv[2] ?? 1_000);
const shared = Boolean(process.env.DATABASE_URL);
const here = await start(shared ? 'shared' : 'gateway');
const there = shared ? await start('shared') : here;
const cancels = Math.min(CANCELS, Math.floor(count / 4));
const clients = await openStreams(here, count, randomUUID());
const places: [string, Server][] = [['on its own gateway', here]];
if (shared) places.push(['at another', there]);
for (const [index, [place, server]] of places.entries()) {
  const some = clients.slice(index * cancels, (index + 1) * cancels);
  const what = `cancel to cancelled, p99, ${count} streams, ${place}`;
  measured({ what, unit: 'ms', here: p99(await cancelAt(server, some)), aim: { most: 25 } });
}
const others = clients.slice(places.length * cancels);
const what = `kill switch to the last of ${others.length} streams${shared ? ', at another gateway' : ''}`;
measured({ what, unit: 'ms', here: await killAt(there, others), aim: { most: 250 } });
for (const { child } of new Set([here, there])) {
  child.disconnect();
  await once(child, 'exit');
}
