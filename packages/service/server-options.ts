import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { ServiceConfig } from './config.ts';
import { asProblem, sendProblem } from './errors.ts';
import { ProblemError, problemDetails } from './problem.ts';
import { describeValidation } from './validation.ts';

const MIB = 1_048_576;
const RECEIVE_TIMEOUT_MS = 30_000;
/** Longest time that the rest of what was refused is still read. */
const LINGER_MS = 2_000;

/** `inlineRefs`: a schema with a name is compiled once. `optimize` makes functions shorter, and starts slow. */
const AJV = {
  ...({ coerceTypes: false, removeAdditional: false, verbose: true } as const),
  ...{ inlineRefs: false, code: { optimize: false } },
};

type AjvOptions = NonNullable<FastifyHttpOptions<Server>['ajv']>;

/** A schema is compiled by the first request that it judges: all of them together are a seventh of a start. */
const compileWhenAsked: NonNullable<AjvOptions['onCreate']> = (ajv) => {
  const compile = ajv.compile.bind(ajv);
  const later = (schema: Parameters<typeof compile>[0]) => {
    let compiled: ReturnType<typeof compile> | undefined;
    const judge = (data: unknown): unknown => {
      compiled ??= compile(schema);
      const fits = compiled(data);
      judge.errors = compiled.errors;
      return fits;
    };
    judge.errors = undefined as ReturnType<typeof compile>['errors'];
    return judge;
  };
  ajv.compile = later as typeof ajv.compile;
};

export interface ServerSettings {
  readonly service: string;
  readonly config: ServiceConfig;
  /** Where log lines go. (Default: standard output) */
  readonly logTo?: { write(line: string): void };
  /** (Default: 1 MiB) */
  readonly bodyLimitBytes?: number;
}

/** Fastify's options for every service: what is read, how much of it, and what may be logged. */
export function serverOptions(
  settings: ServerSettings,
): FastifyHttpOptions<Server, FastifyBaseLogger> {
  return {
    logger: loggerOptions(settings),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestId(request.headers['x-request-id']),
    bodyLimit: settings.bodyLimitBytes ?? MIB,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    rewriteUrl: withoutAuthority,
    // The guards refuse a request without one, with a problem that says so.
    http: { requireHostHeader: false },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { querystringParser: parseQuery, maxParamLength: 200 },
    ajv: { customOptions: AJV, onCreate: compileWhenAsked },
    schemaErrorFormatter: (errors, where) => new Error(describeValidation(errors, where)),
    frameworkErrors: (error, request, reply) => {
      sendProblem(
        asProblem(error as FastifyError),
        request as unknown as FastifyRequest,
        reply as unknown as FastifyReply,
      );
    },
    clientErrorHandler: refuseMalformed,
  };
}

/**
 * A target may name the host itself (`GET http://host/path`), as requests to proxies do: it counts then in place
 * of the Host header, and is looked at as that would be. Source: RFC 9112, §3.2.2.
 */
function withoutAuthority(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const [, authority, path = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? [];
  if (authority === undefined) return target;
  request.headers.host = authority;
  return path.startsWith('/') ? path : `/${path}`;
}

function loggerOptions({ config, service, logTo }: ServerSettings) {
  return {
    level: config.logLevel,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    // Requests hold addresses and what users wrote, and error messages can quote it.
    serializers: {
      req: () => ({}),
      res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
      err: (error: Error) => ({ type: error.name, message: '', stack: '' }),
    },
    ...(logTo && { stream: logTo }),
  };
}

/** A caller's id is kept where it is one, so that a request can be followed through the services. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(given) ? given : randomUUID();
}

/** A parameter that is given twice comes as a list, which no schema of a query allows. */
function parseQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const former = query[name];
    query[name] = former === undefined ? value : [former, value].flat();
  }
  return query;
}

const refused = new WeakSet<Socket>();

/** Bytes that are no HTTP request: Node has no request to answer, only the socket. */
function refuseMalformed(error: { code?: string }, socket: Socket): void {
  // What comes after is let pass for a while: closing on a client that still sends takes the answer from it.
  if (refused.has(socket) && error.code !== 'ECONNRESET') return;
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = tooLarge
    ? new ProblemError('RESOURCE_LIMIT', 'the headers: too large.')
    : new ProblemError('BAD_INPUT', 'the request: not valid HTTP.');
  const id = randomUUID();
  const details = problemDetails(problem, id);
  const body = JSON.stringify(details);
  refused.add(socket);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.end(
    `HTTP/1.1 ${details.status} ${details.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\n` +
      `X-Request-Id: ${id}\r\nConnection: close\r\n\r\n${body}`,
  );
}
