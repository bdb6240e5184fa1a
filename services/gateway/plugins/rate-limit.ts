import { ProblemError } from '@scenario-sandbox/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayContext } from '../context.ts';

const MINUTE_MS = 60_000;
const MAX_CLIENTS = 10_000;

interface Account {
  tokens: number;
  at: number;
}

/**
 * Allows each client address `perMinute` runs a minute, on this gateway: a bucket of that size that
 * fills steadily. Returns the seconds to wait, 0 where the run may start.
 */
export function createRateLimiter(perMinute: number, now: () => number = () => performance.now()) {
  const accounts = new Map<string, Account>();
  return (client: string): number => {
    const account = accounts.get(client) ?? { tokens: perMinute, at: now() };
    const elapsedMs = now() - account.at;
    account.tokens = Math.min(perMinute, account.tokens + (elapsedMs / MINUTE_MS) * perMinute);
    account.at = now();
    // Kept in the order of last use, so that the longest unseen is forgotten first.
    accounts.delete(client);
    accounts.set(client, account);
    const [oldest] = accounts.keys();
    if (accounts.size > MAX_CLIENTS && oldest !== undefined) accounts.delete(oldest);
    if (account.tokens < 1) return Math.ceil(((1 - account.tokens) / perMinute) * 60);
    account.tokens -= 1;
    return 0;
  };
}

/** For routes that start a run. Does nothing unless rate limiting is on. */
export function limitRuns({ config }: Pick<GatewayContext, 'config'>) {
  const limiter = config.runsPerMinute === null ? null : createRateLimiter(config.runsPerMinute);
  return async (request: FastifyRequest): Promise<void> => {
    const waitSeconds = limiter?.(request.ip) ?? 0;
    if (waitSeconds === 0) return;
    throw new ProblemError(
      'RATE_LIMIT',
      `Too many runs: at most ${config.runsPerMinute} a minute (QUOTA_PER_MINUTE).`,
      { headers: { 'retry-after': String(waitSeconds) } },
    );
  };
}
