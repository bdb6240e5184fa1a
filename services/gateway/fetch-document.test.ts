import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FetchOptions, fetchDocument } from './fetch-document.ts';

const HOST = 'scenarios.example';
const answers: Record<string, (response: ServerResponse) => void> = {
  '/plan.yaml': (response) => response.end('title: plan'),
  '/plan': (response) => response.setHeader('content-type', 'application/json').end('{}'),
  '/table.csv': (response) => response.setHeader('content-type', 'text/plain').end('name,p50'),
  '/page': (response) => response.setHeader('content-type', 'text/html').end('<p>'),
  '/elsewhere': (response) => response.writeHead(302, { location: '/plan.yaml' }).end(),
  '/missing': (response) => response.writeHead(404).end(),
  '/packed': (response) => response.setHeader('content-encoding', 'gzip').end('x'),
  '/endless': (response) => {
    const more = () => response.write(Buffer.alloc(100_000)) && setImmediate(more);
    response.on('drain', more);
    more();
  },
  '/silent': (response) => response.write('title: '),
};

let folder: string;
let server: Server;
let port: number;
let asked: string[] = [];
let options: FetchOptions;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const how = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${HOST}`;
  const files = ['-addext', `subjectAltName=DNS:${HOST}`, '-keyout', keyFile, '-out', certFile];
  execFileSync('openssl', [...how.split(' '), ...files], { stdio: 'ignore' });
  const [key, cert] = [readFileSync(keyFile), readFileSync(certFile, 'utf8')];
  server = createServer({ key, cert }, (request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    answers[request.url ?? '']?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  options = {
    ca: cert,
    allows: () => true,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    timeoutMs: 60_000,
  };
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});
const read = (path: string, other: Partial<FetchOptions> = {}, host = HOST) =>
  fetchDocument(`https://${host}:${port}${path}`, new AbortController().signal, {
    ...options,
    ...other,
  });

test.each([
  ['/plan.yaml', 'yaml', 'title: plan'],
  ['/plan', 'json', '{}'],
  ['/table.csv', 'csv', 'name,p50'],
])('%s is read as %s, by its own name', async (path, format, text) => {
  asked = [];
  const document = await read(path);
  expect([document.format, String(document.bytes)]).toEqual([format, text]);
  expect(asked).toEqual([`${HOST}:${port} ${path}`]);
});

test.each([
  ['/page', 'UNPROCESSABLE', 'text/html'],
  ['/elsewhere', 'UNPROCESSABLE', 'a redirect'],
  ['/missing', 'UNPROCESSABLE', '404'],
  ['/packed', 'UNPROCESSABLE', 'compressed'],
  ['/endless', 'RESOURCE_LIMIT', '1048576 bytes'],
  ['/silent', 'TIMEOUT', 'in time', 500],
])('%s is refused', async (path, code, detail, timeoutMs = 60_000) => {
  await expect(read(path, { timeoutMs })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(detail),
  });
});

test('one private address among those of a name is enough to refuse, and nothing is asked', async () => {
  asked = [];
  const resolve = async () => [
    { address: '93.184.215.14', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];
  const { allows: _, ...own } = options;
  const url = `https://${HOST}:${port}/plan.yaml`;
  const signal = new AbortController().signal;
  await expect(fetchDocument(url, signal, { ...own, resolve })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(asked).toEqual([]);
});

test('a name is resolved once: the connection goes to the address that was checked', async () => {
  let times = 0;
  await read('/plan.yaml', {
    resolve: async () => {
      times += 1;
      return [{ address: times === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }];
    },
  });
  expect(times).toBe(1);
});

test.each([
  ['https://127.0.0.1/x', 'FORBIDDEN'],
  ['https://2130706433/x', 'FORBIDDEN'],
  ['https://0x7f.1/x', 'FORBIDDEN'],
  ['https://[::1]/x', 'FORBIDDEN'],
  ['https://[::ffff:127.0.0.1]/x', 'FORBIDDEN'],
  ['https://169.254.169.254/latest/meta-data', 'FORBIDDEN'],
  ['https://localhost/x', 'FORBIDDEN'],
  ['http://example.com/x', 'BAD_INPUT'],
  ['file:///etc/passwd', 'BAD_INPUT'],
  ['https://user:word@example.com/x', 'BAD_INPUT'],
  ['example.com', 'BAD_INPUT'],
])('%s is answered with %s', async (url, code) => {
  await expect(fetchDocument(url, new AbortController().signal)).rejects.toMatchObject({ code });
});

test('a certificate that is not trusted, and a name that there is not', async () => {
  const { ca: _, ...own } = options;
  const url = `https://${HOST}:${port}/plan.yaml`;
  const signal = new AbortController().signal;
  await expect(fetchDocument(url, signal, own)).rejects.toMatchObject({ code: 'UNPROCESSABLE' });
  const resolve = () => Promise.reject(new Error('ENOTFOUND'));
  await expect(read('/plan.yaml', { resolve })).rejects.toMatchObject({ code: 'UNPROCESSABLE' });
});
