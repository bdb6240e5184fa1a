import type { Pilot } from '../pilot.ts';

interface Spot {
  readonly name: string;
  see(pilot: Pilot): Promise<boolean>;
}

const CORS = 'access-control-allow-origin';

/** What integrators rely on, one request each. */
const spots: readonly Spot[] = [
  {
    name: 'an allowed origin is echoed',
    async see({ urls }) {
      const headers = { origin: 'http://localhost:3000' };
      const response = await fetch(`${urls.gateway}/report?scenarioId=demo`, {
        method: 'HEAD',
        headers,
      });
      return response.headers.get(CORS) === headers.origin;
    },
  },
  {
    name: 'another origin is not',
    async see({ urls }) {
      const headers = { origin: 'https://other.example' };
      const response = await fetch(`${urls.gateway}/report?scenarioId=demo`, {
        method: 'HEAD',
        headers,
      });
      return response.headers.get(CORS) === null;
    },
  },
  {
    name: 'an error is a problem with a code',
    async see({ urls }) {
      const response = await fetch(`${urls.gateway}/stream?route=critique&seed=1e3`);
      const type = response.headers.get('content-type') ?? '';
      return (
        type.startsWith('application/problem+json') && (await response.json()).code === 'BAD_INPUT'
      );
    },
  },
  {
    name: 'a session is resumed once',
    async see({ urls }) {
      const sessionId = `spot-${Date.now()}`;
      const url = `${urls.gateway}/stream?route=decision&seed=42&pace=0&sessionId=${sessionId}`;
      const statuses = [];
      for (const lastEventId of ['', 'msg_002', 'msg_003']) {
        const abort = new AbortController();
        const response = await fetch(url, {
          signal: abort.signal,
          headers: lastEventId ? { 'last-event-id': lastEventId } : {},
        });
        statuses.push(response.status);
        if (response.ok) await response.text();
      }
      return statuses.join() === '200,200,409';
    },
  },
  {
    name: 'answers are not stored by caches',
    async see({ urls }) {
      const response = await fetch(`${urls.gateway}/scenarios`);
      return response.headers.get('cache-control')?.includes('no-store') ?? false;
    },
  },
];

/** Those that fail, by name. */
export async function failingSpots(pilot: Pilot): Promise<string[]> {
  const results = await Promise.all(
    spots.map(async ({ name, see }) => ((await see(pilot).catch(() => false)) ? [] : [name])),
  );
  return results.flat();
}

export const spotCount: number = spots.length;
