import type { ErrorCode } from './errors.ts';
import { type TObject, type TSchema, Type } from './type.ts';

export interface Answer {
  readonly description: string;
  /** By content type; none where the answer has no body. */
  readonly content?: Readonly<Record<string, TSchema>>;
}

/** One route of the gateway, as the OpenAPI document describes it. */
export interface Operation {
  readonly method: 'get' | 'head' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly tag: 'runs' | 'scenarios' | 'compare' | 'jobs' | 'operations' | 'faults' | 'admin';
  readonly summary: string;
  readonly description?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly headers?: TObject;
  readonly body?: Readonly<Record<string, TSchema>>;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Problems that it can answer with, besides those that every route can. */
  readonly problems: readonly ErrorCode[];
}

export const json = (schema: TSchema) => ({ 'application/json': schema });
/** An answer with a body in JSON. */
export const ok = (schema: TSchema, description: string): Answer => ({
  description,
  content: json(schema),
});
export const text = Type.String();

export const LastEventId = Type.Object({
  'Last-Event-ID': Type.Optional(
    Type.String({ description: 'Id of the last event the client has, such as msg_017.' }),
  ),
});
