import { type ErrorCode, errors, ProblemDetails } from './errors.ts';
import { StreamEvents } from './events.ts';
import { JobEvents } from './jobs.ts';
import { Lint, Problem } from './lint.ts';
import type { Operation } from './operation.ts';
import { gatewayOperations } from './operations.ts';
import { Report } from './report.ts';
import { Scenario } from './scenario.ts';
import type { TObject, TSchema } from './type.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

/** Schemas that the document names; others are written where they are used. */
const components: Readonly<Record<string, TSchema>> = {
  Scenario,
  Report,
  Lint,
  LintProblem: Problem,
  Problem: ProblemDetails,
  ...Object.fromEntries(
    Object.entries(StreamEvents).map(([name, schema]) => [`Stream_${name}`, schema]),
  ),
  ...Object.fromEntries(
    Object.entries(JobEvents).map(([name, schema]) => [`JobStream_${name}`, schema]),
  ),
};
const names = new Map<unknown, string>(
  Object.entries(components).map(([name, schema]) => [schema, name]),
);

/** Any route can answer with these. */
const common: readonly ErrorCode[] = [
  'BAD_INPUT',
  'FORBIDDEN',
  'RESOURCE_LIMIT',
  'INTERNAL',
  'KILL_SWITCH',
];

const about = `Try a decision before making it: seeded simulation, a streamed critique, a recommendation with a stated confidence.
Equal questions have equal answers, byte for byte: a run is a function of the scenario's content, seed, samples and engine version.

Errors are \`application/problem+json\` (RFC 9457) with a \`code\`. Every answer has \`X-Request-Id\`.`;

/** The gateway's OpenAPI 3.1 document, made from the schemas that it validates with. */
export function buildOpenapi(version: string): Node {
  const byPath = Map.groupBy(gatewayOperations, ({ path }) => path);
  const paths = [...byPath].map(([path, operations]) => [
    path,
    Object.fromEntries(operations.map((operation) => [operation.method, describe(operation)])),
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Scenario Sandbox', version, description: about, license: license() },
    servers: [{ url: 'http://localhost:3001' }],
    tags: ['runs', 'scenarios', 'compare', 'jobs', 'operations', 'faults', 'admin'].map((name) => ({
      name,
    })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, schema]) => [name, plain(schema, schema)]),
      ),
      securitySchemes: {
        adminToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'ADMIN_TOKEN. Where it is not set, callers on the same machine need none.',
        },
      },
    },
  };
}

function license(): Node {
  return { name: 'Apache-2.0', identifier: 'Apache-2.0' };
}

function describe(operation: Operation): Node {
  const { method, path, tag, summary, description, body } = operation;
  const words = path.split(/[^a-z]+/i).filter((word) => word !== '');
  const parameters = [
    ...parametersOf('path', operation.params),
    ...parametersOf('query', operation.query),
    ...parametersOf('header', operation.headers),
  ];
  return {
    operationId: [method, ...words].join('_'),
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: { ...answersOf(operation), ...problemsOf(operation) },
    ...(tag === 'admin' && { security: [{ adminToken: [] }, {}] }),
  };
}

function parametersOf(place: string, schema: TObject | undefined): Node[] {
  if (!schema) return [];
  const required = new Set((schema as { required?: string[] }).required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => {
    const { description, ...rest } = plain(property) as Node;
    return {
      name,
      in: place,
      required: required.has(name),
      ...(description && { description }),
      schema: rest,
    };
  });
}

function answersOf({ answers }: Operation): Node {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, content }]) => [
      status,
      { description, ...(content && { content: contentOf(content) }) },
    ]),
  );
}

/** One entry for each status: codes that share one are told apart by `code`. */
function problemsOf({ answers, problems, tag, method }: Operation): Node {
  const all = [...common, ...problems, ...(tag === 'admin' ? (['UNAUTHORIZED'] as const) : [])];
  const exempt = tag === 'operations' || tag === 'admin';
  const codes = all.filter((code) => !(exempt && code === 'KILL_SWITCH'));
  const byStatus = new Map<string, ErrorCode[]>();
  for (const code of codes) {
    const status = String(errors[code].status);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus]
    .filter(([status]) => !(status in answers))
    .map(([status, listed]) => [
      status,
      {
        description: listed.join(' or '),
        ...(method !== 'head' && {
          content: { 'application/problem+json': { schema: reference('Problem') } },
        }),
      },
    ]);
  return Object.fromEntries(entries);
}

function contentOf(content: Readonly<Record<string, TSchema>>): Node {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [type, { schema: plain(schema) }]),
  );
}

/** A schema as plain JSON, with named schemas in it as references. `$id` would change what those mean. */
function plain(value: unknown, root?: unknown): Json {
  const name = names.get(value);
  if (name && value !== root) return reference(name);
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value as Json;
  const { $id, items, additionalItems, ...rest } = value as Record<string, unknown>;
  // Tuples: JSON Schema 2020-12, which OpenAPI 3.1 takes, has another word for them.
  const list = Array.isArray(items)
    ? { prefixItems: items, items: additionalItems ?? false }
    : items !== undefined && { items };
  const entries = Object.entries({ ...rest, ...list });
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}

function reference(name: string): Node {
  return { $ref: `#/components/schemas/${name}` };
}
