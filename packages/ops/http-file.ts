import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from './pilot.ts';
import { root } from './places.ts';

/** One request of artifacts/tools/pilot.http. */
export interface HttpRequest {
  readonly title: string;
  readonly method: string;
  /** With {{gateway}}, {{engine}} or {{jobs}} in it. */
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
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n');
      const expect = /^# expect (\d{3})$/m.exec(part)?.[1];
      const head = lines.findIndex((line) => /^[A-Z]+ \{\{/.test(line));
      const blank = lines.indexOf('', head);
      const [method = '', url = ''] = (lines[head] ?? '').split(' ');
      if (!expect || head < 0 || url === '')
        throw new Error(`pilot.http: "${title}" is incomplete`);
      const headers = lines
        .slice(head + 1, blank < 0 ? undefined : blank)
        .map((line) => line.split(': ') as [string, string]);
      const body = blank < 0 ? '' : lines.slice(blank).join('\n').trim();
      return {
        title,
        method,
        url,
        headers: Object.fromEntries(headers),
        body: body === '' ? null : body,
        expect: Number(expect),
      };
    });
}

/** Sends every request in order; gives those whose status was another. */
export async function sendAll(
  requests: readonly HttpRequest[],
  urls: Readonly<Record<ServiceName, string>>,
): Promise<string[]> {
  const surprises: string[] = [];
  for (const { title, method, url, headers, body, expect } of requests) {
    const target = url.replace(/\{\{(\w+)\}\}/, (_, name: ServiceName) => urls[name]);
    const response = await fetch(target, { method, headers, ...(body !== null && { body }) });
    await response.arrayBuffer();
    if (response.status !== expect) surprises.push(`${title}: ${response.status}, not ${expect}`);
  }
  return surprises;
}
