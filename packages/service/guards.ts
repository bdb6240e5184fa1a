import type { FastifyRequest } from 'fastify';
import { boundHost, type ServiceConfig } from './config.ts';
import { ProblemError } from './problem.ts';
import type { App } from './types.ts';

const MAX_URL_LENGTH = 8_192;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses what a page elsewhere could make a browser send: a Host that is not ours (DNS rebinding), and
 * a change of state from an origin that is not allowed. `Origin: null` is an origin, and not ours.
 * Health and metrics hold nothing secret, and probes call them by all kinds of names.
 */
export function guardRequests(app: App, config: ServiceConfig): void {
  const hosts = new Set([...loopbackNames, ...config.allowedHosts]);
  const own = boundHost(config);
  if (own !== null) hosts.add(own);
  app.addHook('onRequest', async (request) => {
    if (request.url.length > MAX_URL_LENGTH) {
      throw new ProblemError('RESOURCE_LIMIT', `the URL: at most ${MAX_URL_LENGTH} characters.`);
    }
    if (!namesOneHost(request)) {
      throw new ProblemError('BAD_INPUT', 'Host: expected once in a request of HTTP/1.1.');
    }
    if (request.routeOptions.config.operations) return;
    if (!hosts.has(hostName(request.headers.host))) {
      throw new ProblemError(
        'FORBIDDEN',
        'Host: not a name of this service; an operator can add it to ALLOWED_HOSTS.',
      );
    }
    if (!safeMethods.has(request.method) && !originAllowed(request, config)) {
      throw new ProblemError(
        'FORBIDDEN',
        'Origin: not allowed to change state; an operator can add it to CORS_ORIGINS.',
      );
    }
  });
}

function originAllowed(request: FastifyRequest, config: ServiceConfig): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || config.corsOrigins.includes(origin) || isOwnOrigin(origin, host);
}

/** Source: RFC 9112, §3.2; two could be read as one here and as the other by a proxy. */
function namesOneHost({ raw }: FastifyRequest): boolean {
  const given = raw.rawHeaders.filter((name, i) => i % 2 === 0 && /^host$/i.test(name));
  return given.length === 1 || (given.length === 0 && raw.httpVersion === '1.0');
}

/** A page that we served ourselves. The host was checked before. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** The name in a Host header, without its port, in lower case. */
function hostName(host: string | undefined): string {
  return /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(host?.toLowerCase() ?? '')?.[1] ?? '';
}
