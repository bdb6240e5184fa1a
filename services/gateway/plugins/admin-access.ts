import { createHash, timingSafeEqual } from 'node:crypto';
import { type App, ProblemError } from '@scenario-sandbox/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.ts';

/** Who may administrate: bearers of the token, callers on this machine, or nobody. */
export type AdminAccess = 'token' | 'local' | 'off';

/**
 * Bound to an address that others reach and without a token, nobody may, unless it is said which addresses
 * this machine calls from, as the bridge of a container's network.
 */
export function adminAccess({ host, adminToken, adminAddresses }: GatewayConfig): AdminAccess {
  if (adminToken !== null) return 'token';
  const onlyHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
  return onlyHere || adminAddresses.length > 0 ? 'local' : 'off';
}

/**
 * Guards the routes of a scope. Callers on this machine are not let in through a proxy: behind one, every
 * caller looks local.
 */
export function guardAdmin(scope: App, config: GatewayConfig): void {
  const access = adminAccess(config);
  scope.addHook('onRequest', async (request) => {
    if (access === 'token') requireToken(request, config.adminToken ?? '');
    else if (access === 'local') requireLocal(request, config.adminAddresses);
    else throw new ProblemError('FORBIDDEN', 'Administration is off here; set ADMIN_TOKEN.');
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
