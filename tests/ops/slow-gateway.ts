import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Over the release's 500 ms and 150 ms. */
const FIRST_TOKEN_MS = 520;
const CANCEL_MS = 170;

/** A gateway that is slow, and says something else each time: what a gate must not let through. */
export async function startSlowGateway(): Promise<{ url: string; close(): Promise<void> }> {
  const open = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/cancel') {
      response.writeHead(202).end('{"status":"cancelling"}');
      await delay(CANCEL_MS);
      for (const stream of open) endWith(stream, 'cancelled');
      open.clear();
    } else if (pathname === '/report') {
      response.setHeader('content-type', 'application/json');
      const meta = { resultHash: randomUUID() };
      response.end(JSON.stringify({ decision: { options: [] }, meta }));
    } else {
      response.setHeader('content-type', 'text/event-stream');
      if (searchParams.get('pace') !== '0') await delay(FIRST_TOKEN_MS);
      const token = { type: 'token', text: randomUUID() };
      response.write(`id: msg_001\nevent: token\ndata: ${JSON.stringify(token)}\n\n`);
      if (searchParams.get('pace') === '0') endWith(response, 'done');
      else open.add(response);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function endWith(stream: ServerResponse, type: 'cancelled' | 'done'): void {
  stream.end(`id: msg_002\nevent: ${type}\ndata: ${JSON.stringify({ type })}\n\n`);
}
