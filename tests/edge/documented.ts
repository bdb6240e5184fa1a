import { readFileSync } from 'node:fs';
import type { App } from '@scenario-sandbox/service';
import Schema, { type Validator } from 'typebox/schema';
import { expect } from 'vitest';

type Node = { readonly [key: string]: Node };

const document = JSON.parse(
  readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
) as Node;
/** Compiled schemas by their place in the document. */
const compiled = new Map<string, Validator>();

/**
 * Holds every answer of a gateway to the OpenAPI document: its status, its content type and, where that is JSON, its
 * body. Pages and what no route answers are not in the document; the latter are problems. Returns what was found.
 */
export function watchAnswers(app: App): () => readonly string[] {
  const faults: string[] = [];
  app.addHook('onSend', async (request, reply, payload) => {
    const { url } = request.routeOptions;
    const path = url?.replace(/:(\w+)/g, '{$1}');
    const method = request.method.toLowerCase();
    const type = typeOf(reply.getHeader('content-type'));
    const body = typeof payload === 'string' ? payload : null;
    const fault = faultOf({ path, method, status: reply.statusCode, type }, body);
    if (fault) faults.push(`${method} ${request.url.slice(0, 80)}: ${fault}`);
    return payload;
  });
  return () => faults;
}

/** An answer of a gateway in a process of its own, held to the same. path: as the document has it. */
export async function documented(path: string, answer: Response): Promise<Response> {
  const { status, headers } = answer;
  const type = typeOf(headers.get('content-type'));
  const body = await answer.clone().text();
  expect(faultOf({ path, method: 'get', status, type }, body)).toBe(null);
  return answer;
}

const typeOf = (header: unknown): string => String(header ?? '').split(';')[0] ?? '';

/** What is not as the document says. body: null where it is no text. */
function faultOf(answer: Place, body: string | null): string | null {
  const { path, method, status, type } = answer;
  const operation = path === undefined ? undefined : document.paths?.[path]?.[method];
  if (operation && !documents(operation, status, type, method)) {
    return `${status} ${type} is not documented`;
  }
  const place = placeOf({ ...answer, path: operation && path });
  const fault = place && body !== null ? misfit(place, body) : null;
  return fault && `${status} ${type}: ${fault}`;
}

function documents(operation: Node, status: number, type: string, method: string): boolean {
  const answer = operation.responses?.[status];
  if (answer === undefined) return false;
  return method === 'head' || type === '' || answer.content?.[type] !== undefined;
}

interface Place {
  readonly path: string | undefined;
  readonly method: string;
  readonly status: number;
  readonly type: string;
}

/** Where the document says what a body in JSON is; null for others. */
function placeOf({ path, method, status, type }: Place): string | null {
  if (type === 'application/problem+json') return '#/components/schemas/Problem';
  if (type !== 'application/json' || path === undefined) return null;
  const steps = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'];
  return `#/${steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

function misfit(place: string, body: string): string | null {
  let schema = compiled.get(place);
  if (!schema) {
    schema = Schema.Compile({ ...document, $ref: place });
    compiled.set(place, schema);
  }
  const [fits, errors] = schema.Errors(JSON.parse(body));
  return fits ? null : JSON.stringify(errors.slice(0, 3));
}
