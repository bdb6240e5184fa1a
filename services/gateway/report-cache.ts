import { createHash } from 'node:crypto';
import { Counter, type Registry } from '@scenario-sandbox/service';
import type { EngineClient, EngineDocument } from './engine-client.ts';

/** What is kept of reports; the least lately asked for goes first. */
const MAX_BYTES = 64 * 1_048_576;

/**
 * An engine whose reports are kept in memory, by the whole of the question and the format. A kept report
 * is the one that was made: its `meta.timestamp` and `meta.durationMs` tell of that time.
 */
export function rememberReports(
  engine: EngineClient,
  registry: Registry,
  maxBytes = MAX_BYTES,
): EngineClient {
  const kept = new Map<string, EngineDocument>();
  let bytes = 0;
  const results = new Counter({
    name: 'report_cache_total',
    help: 'Reports asked for, by whether they were kept.',
    labelNames: ['result'],
    registers: [registry],
  });
  const drop = (key: string) => {
    bytes -= sizeOf(kept.get(key));
    kept.delete(key);
  };
  const keep = (key: string, document: EngineDocument) => {
    drop(key);
    if (sizeOf(document) > maxBytes) return;
    kept.set(key, document);
    bytes += sizeOf(document);
    for (const oldest of kept.keys()) {
      if (bytes <= maxBytes) break;
      drop(oldest);
    }
  };
  return {
    ...engine,
    report: async (request, call) => {
      const key = createHash('sha256').update(JSON.stringify(request)).digest('base64');
      const known = kept.get(key);
      results.inc({ result: known ? 'hit' : 'miss' });
      const document = known ?? (await engine.report(request, call));
      keep(key, document);
      return document;
    },
  };
}

function sizeOf(document: EngineDocument | undefined): number {
  return document ? Buffer.byteLength(document.body) : 0;
}
