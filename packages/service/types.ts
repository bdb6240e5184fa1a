import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Health and metrics: answered under any Host, and with the kill switch on. */
    operations?: boolean;
    /** Parameters of the query are not checked. */
    anyQuery?: boolean;
    /** The answer stays open; its duration is not a latency. */
    stream?: boolean;
  }
}

export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
