import { createHash, timingSafeEqual } from 'node:crypto';
import { type App, ProblemError } from '@scenario-sandbox/service';
import type { FastifyRequest } from 'fastify';

/**
 * Guards the routes of a scope. With a token, its bearers only. Without one, callers on this machine only,
 * and not through a proxy: behind one, every caller looks local. `addresses`: what else this machine calls
 * from, as the bridge of a container's network.
 */
export function guardAdmin(scope: App, token: string | null, addresses: readonly string[]): void {
  scope.addHook('onRequest', async (request) => {
    if (token === null) requireLocal(request, addresses);
    else requireToken(request, token);
  });
}

function requireLocal(request: FastifyRequest, addresses: readonly string[]): void {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const local = /^127\.\d+\.\d+\.\d+$|^::1$/.test(address) || addresses.includes(address);
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some(
    (name) => request.headers[name] !== undefined,
  );
  if (local && !forwarded) return;
  throw new ProblemError(
    'FORBIDDEN',
    'Administration is for callers on this machine; set ADMIN_TOKEN to allow others.',
  );
}

function requireToken(request: FastifyRequest, token: string): void {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new ProblemError(
    'UNAUTHORIZED',
    'Authorization: expected the bearer token of ADMIN_TOKEN.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  );
}

/** Equal lengths, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
