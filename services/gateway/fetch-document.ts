import { lookup as lookupDns } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { ProblemError } from '@scenario-sandbox/service';
import { isPublicAddress } from './public-address.ts';
import type { Document } from './routes/documents.ts';

const MOST_BYTES = 1_048_576;
const TIMEOUT_MS = 10_000;

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** How names are resolved and which addresses may be reached; tests put their own in. */
export interface FetchOptions {
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
  readonly allows?: (address: string) => boolean;
  /** Certificates that are trusted beside the well-known ones'. */
  readonly ca?: string;
  readonly timeoutMs?: number;
}

const resolveAll = (hostname: string) => lookupDns(hostname, { all: true });

/**
 * Reads a document of at most 1 MiB within 10 s from an https address of the public internet. The name is
 * resolved once, and the connection goes to the address that was checked: a name that resolves elsewhere
 * the next time (DNS rebinding) gains nothing. Redirects are not followed, cookies and credentials not sent.
 * Errors: BAD_INPUT for another kind of address, FORBIDDEN for one that is not public, RESOURCE_LIMIT,
 * UNPROCESSABLE for an answer that holds no document, TIMEOUT.
 */
export async function fetchDocument(
  text: string,
  signal: AbortSignal,
  options: FetchOptions = {},
): Promise<Document> {
  const url = urlOf(text);
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    const address = await publicAddressOf(url, options);
    const response = await get(url, address, AbortSignal.any([signal, timeout]), options);
    const bytes = await read(response);
    return { format: formatOf(response, url), bytes };
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    if (timeout.aborted) throw new ProblemError('TIMEOUT', 'url: no whole answer in time.');
    throw new ProblemError('UNPROCESSABLE', 'url: could not be read.', { cause });
  }
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' && !url.username && !url.password) return url;
  throw new ProblemError('BAD_INPUT', 'url: expected an https address without a user name.');
}

/** Every address of a name must be public: which of them is tried first is not ours to say. */
async function publicAddressOf(url: URL, options: FetchOptions): Promise<Address> {
  const { resolve = resolveAll, allows = isPublicAddress } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolve(host);
  const [first] = addresses;
  if (first && addresses.every(({ address }) => allows(address))) return first;
  throw new ProblemError('FORBIDDEN', 'url: expected an address of the public internet.');
}

function get(
  url: URL,
  { address, family }: Address,
  signal: AbortSignal,
  { ca }: FetchOptions,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_hostname, { all }, callback) =>
    all ? callback(null, [{ address, family }]) : callback(null, address, family);
  return new Promise((resolve, reject) => {
    requestHttps(url, {
      agent: false,
      lookup: pinned,
      signal,
      headers: {
        accept: 'application/yaml, application/json, text/*',
        'accept-encoding': 'identity',
      },
      ...(ca && { ca }),
    })
      .once('response', resolve)
      .on('error', reject)
      .end();
  });
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200 || headers['content-encoding']) {
    response.destroy();
    const why =
      statusCode >= 300 && statusCode < 400 ? 'a redirect, which is not followed' : statusCode;
    const found = statusCode === 200 ? 'a compressed body that was not asked for' : why;
    throw new ProblemError('UNPROCESSABLE', `url: expected a document, the answer was ${found}.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      response.destroy();
      throw new ProblemError('RESOURCE_LIMIT', `url: more than ${MOST_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As the answer says, else as the path ends; YAML where neither does: servers send text/plain for all. */
function formatOf({ headers }: IncomingMessage, { pathname }: URL): Document['format'] {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/html') {
    throw new ProblemError('UNPROCESSABLE', 'url: a page (text/html), not a document.');
  }
  if (type === 'application/json' || pathname.endsWith('.json')) return 'json';
  return type === 'text/csv' || pathname.endsWith('.csv') ? 'csv' : 'yaml';
}
