import { createHmac, randomBytes } from 'node:crypto';
import type { ClientUsage } from '@scenario-sandbox/contract';
import type { App } from '@scenario-sandbox/service';

const MAX_CLIENTS = 1_000;

/** Who uses what: counts alone, since this gateway started. */
export interface Usage {
  /** Clients with the most requests first. */
  list(): ClientUsage[];
}

/**
 * Counts the requests of each client by route. A client is the hash of its address under a key that is
 * made at the start and kept nowhere; a route is its pattern. Of 1,000 clients, the longest unseen goes first.
 */
export function countUsage(app: App, maxClients = MAX_CLIENTS): Usage {
  const key = randomBytes(32);
  const clients = new Map<string, Map<string, number>>();
  app.addHook('onResponse', async (request) => {
    const client = createHmac('sha256', key).update(request.ip).digest('hex').slice(0, 16);
    const counts = clients.get(client) ?? new Map<string, number>();
    clients.delete(client);
    clients.set(client, counts);
    const [oldest] = clients.keys();
    if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest);
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    counts.set(route, (counts.get(route) ?? 0) + 1);
  });
  return {
    list: () =>
      [...clients]
        .map(([client, counts]) => ({
          client,
          requests: [...counts.values()].reduce((sum, count) => sum + count, 0),
          routes: Object.fromEntries(counts),
        }))
        .sort((a, b) => b.requests - a.requests),
  };
}
