import type { Scenario } from '@scenario-sandbox/contract';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { type App, decodeText, ProblemError } from '@scenario-sandbox/service';
import type { FastifyRequest } from 'fastify';

const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain'];

/** A body as it came, and how its content type says it is written. */
export interface Document {
  readonly format: 'json' | 'yaml' | 'csv';
  readonly bytes: Buffer;
}

/** In this scope, keeps bodies in JSON or YAML, and tables where `csv`, as documents; takes no others. */
export function acceptDocuments(scope: App, { csv = false } = {}): void {
  scope.removeAllContentTypeParsers();
  const keep = (format: Document['format']) => async (_request: FastifyRequest, bytes: Buffer) => ({
    format,
    bytes,
  });
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, keep('json'));
  scope.addContentTypeParser(yamlTypes, { parseAs: 'buffer' }, keep('yaml'));
  if (csv) scope.addContentTypeParser('text/csv', { parseAs: 'buffer' }, keep('csv'));
}

/** The document of a request. Errors: BAD_INPUT where there is none. */
export function documentOf(body: unknown): Document {
  const document = body as Document | undefined;
  if (document && document.bytes.length > 0) return document;
  throw new ProblemError('BAD_INPUT', 'the body: expected a scenario in JSON or YAML.');
}

/** Errors: BAD_INPUT for text that cannot be read at all, UNPROCESSABLE with every problem and its line. */
export function scenarioOf({ format, bytes }: Document): Scenario {
  const text = decodeText(bytes);
  const read = readScenario(text, { format: format === 'json' ? 'json' : 'yaml' });
  if ('scenario' in read) return read.scenario;
  const [first] = read.problems;
  // A fault of syntax names its line itself; where all is one line, as programs write JSON, a line says nothing.
  const placed = first?.code !== 'SYNTAX' && text.trim().includes('\n');
  const place = placed && first?.line ? `line ${first.line}: ` : '';
  throw new ProblemError(
    first?.code === 'SYNTAX' ? 'BAD_INPUT' : 'UNPROCESSABLE',
    `${place}${first?.message ?? 'The scenario cannot be read.'}`,
    { problems: read.problems },
  );
}
