import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from './pilot.ts';
import { root } from './places.ts';

/** One request of artifacts/tools/pilot.http. */
export interface HttpRequest {
  readonly title: string;
  /** Of `# @name`: what later requests call its answer by; null where it has none. */
  readonly name: string | null;
  readonly method: string;
  /** With variables in it: {{gateway}}, {{$guid}}, {{name.response.body.$.path}}. So may headers and body be. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly expect: number;
}

const FILE = join(root, 'artifacts/tools/pilot.http');

export async function readHttpFile(): Promise<HttpRequest[]> {
  return parseHttp(await readFile(FILE, 'utf8'));
}

/** Reads requests separated by ###. Errors: one without method, URL or expected status. */
export function parseHttp(text: string): HttpRequest[] {
  return text.split(/^### /m).slice(1).map(parseOne);
}

function parseOne(part: string): HttpRequest {
  const [title = '', ...lines] = part.split('\n');
  const expect = /^# expect (\d{3})$/m.exec(part)?.[1];
  const head = lines.findIndex((line) => /^[A-Z]+ \{\{/.test(line));
  const blank = lines.indexOf('', head);
  const [method = '', url = ''] = (lines[head] ?? '').split(' ');
  if (!expect || head < 0 || url === '') throw new Error(`pilot.http: "${title}" is incomplete`);
  const headers = lines
    .slice(head + 1, blank < 0 ? undefined : blank)
    .map((line) => line.split(': ') as [string, string]);
  const body = blank < 0 ? '' : lines.slice(blank).join('\n').trim();
  return {
    title,
    name: /^# @name (\w+)$/m.exec(part)?.[1] ?? null,
    method,
    url,
    headers: Object.fromEntries(headers),
    body: body === '' ? null : body,
    expect: Number(expect),
  };
}

/** Bodies of the named answers so far, as JSON. */
type Answers = Map<string, unknown>;
type Urls = Readonly<Record<ServiceName, string>>;

/** Puts in what {{…}} stand for. Errors: one that stands for nothing. */
function filled(text: string, urls: Urls, answers: Answers): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_, variable: string) => {
    const value = meaningOf(variable, urls, answers);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new Error(`{{${variable}}} stands for nothing`);
  });
}

function meaningOf(variable: string, urls: Urls, answers: Answers): unknown {
  if (variable === '$guid') return randomUUID();
  const [, name = '', path = ''] = /^(\w+)\.response\.body\.\$\.([\w.]+)$/.exec(variable) ?? [];
  if (name === '') return urls[variable as ServiceName];
  return path
    .split('.')
    .reduce(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      answers.get(name),
    );
}

/** Sends every request in order; gives those whose status was another, or that could not be sent. */
export async function sendAll(requests: readonly HttpRequest[], urls: Urls): Promise<string[]> {
  const surprises: string[] = [];
  const answers: Answers = new Map();
  for (const request of requests) {
    const status = await send(request, urls, answers).catch((error: Error) => error.message);
    if (status !== request.expect)
      surprises.push(`${request.title}: ${status}, not ${request.expect}`);
  }
  return surprises;
}

async function send(request: HttpRequest, urls: Urls, answers: Answers): Promise<number> {
  const { name, method, url, headers, body } = request;
  const headerLines = Object.entries(headers).map(
    ([field, value]) => [field, filled(value, urls, answers)] as const,
  );
  const response = await fetch(filled(url, urls, answers), {
    method,
    headers: Object.fromEntries(headerLines),
    ...(body !== null && { body: filled(body, urls, answers) }),
  });
  const text = await response.text();
  if (name !== null && response.ok) answers.set(name, JSON.parse(text));
  return response.status;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, object>>;
}

/** Operations of an OpenAPI document that no request is for, such as `GET /jobs/{id}`. */
export function operationsWithout(requests: readonly HttpRequest[], { paths }: OpenApi): string[] {
  const sent = new Set(
    requests.map(({ method, url }) => {
      const path = url.replace(/^\{\{\w+\}\}/, '').replace(/\?.*$/, '');
      const segments = path.split('/');
      const fits = (template: string) =>
        template.split('/').length === segments.length &&
        template
          .split('/')
          .every((part, place) => part === segments[place] || part.startsWith('{'));
      return `${method} ${path in paths ? path : Object.keys(paths).find(fits)}`;
    }),
  );
  return Object.entries(paths)
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    .filter((operation) => !sent.has(operation));
}
