import { ProblemError } from '@scenario-sandbox/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

const MINUTE_SECONDS = 60;
const MAX_CLIENTS = 10_000;

interface Account {
  tokens: number;
  at: number;
}

/** What a client may do now. */
export interface Allowance {
  /** Seconds to wait; 0 where the run may start. */
  readonly waitSeconds: number;
  /** Runs it may start after this one at once. */
  readonly remaining: number;
}

/** Counts a run, for a route that starts one. Errors: RATE_LIMIT, with Retry-After. */
export type LimitRuns = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Allows each client address `perMinute` runs a minute, on this gateway: a bucket of that size that
 * fills steadily.
 */
export function createRateLimiter(perMinute: number, now: () => number = () => performance.now()) {
  const accounts = new Map<string, Account>();
  return (client: string): Allowance => {
    const account = accounts.get(client) ?? { tokens: perMinute, at: now() };
    const elapsedSeconds = (now() - account.at) / 1_000;
    const filled = account.tokens + (elapsedSeconds / MINUTE_SECONDS) * perMinute;
    account.tokens = Math.min(perMinute, filled);
    account.at = now();
    // Kept in the order of last use, so that the longest unseen is forgotten first.
    accounts.delete(client);
    accounts.set(client, account);
    const [oldest] = accounts.keys();
    if (accounts.size > MAX_CLIENTS && oldest !== undefined) accounts.delete(oldest);
    if (account.tokens < 1) {
      const missing = 1 - account.tokens;
      return { waitSeconds: Math.ceil((missing / perMinute) * MINUTE_SECONDS), remaining: 0 };
    }
    account.tokens -= 1;
    return { waitSeconds: 0, remaining: Math.floor(account.tokens) };
  };
}

/**
 * One quota for all routes that start runs; none where `perMinute` is null. Answers say what is left in the
 * headers of draft-ietf-httpapi-ratelimit-headers-10: q runs in w seconds, r are left, more in t seconds.
 */
export function limitRuns(perMinute: number | null): LimitRuns {
  if (perMinute === null) return async () => {};
  const limiter = createRateLimiter(perMinute);
  const refillSeconds = Math.ceil(MINUTE_SECONDS / perMinute);
  return async (request, reply) => {
    const { waitSeconds, remaining } = limiter(request.ip);
    reply.headers({
      'ratelimit-policy': `"runs";q=${perMinute};w=${MINUTE_SECONDS}`,
      ratelimit: `"runs";r=${remaining};t=${waitSeconds || refillSeconds}`,
    });
    if (waitSeconds === 0) return;
    throw new ProblemError(
      'RATE_LIMIT',
      `Too many runs: at most ${perMinute} a minute (QUOTA_PER_MINUTE).`,
      { headers: { 'retry-after': String(waitSeconds) } },
    );
  };
}
