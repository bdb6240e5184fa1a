import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import {
  MOST_TEMPLATE_CHARACTERS,
  type TemplateDecoded,
  type TemplateEncoded,
  TemplateQuery,
} from '@scenario-sandbox/contract';
import { type App, ProblemError } from '@scenario-sandbox/service';
import type { GatewayContext } from '../context.ts';
import { acceptDocuments, documentOf, scenarioOf } from './documents.ts';

const MOST_BYTES = 1_000_000;
const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** `/templates/*`: a scenario as text in a link, packed as the studio packs it. */
export function templateRoutes(app: App, context: GatewayContext): void {
  app.register(async (plugin) => {
    const scope = plugin as App;
    acceptDocuments(scope);
    scope.post('/templates/encode', async (request): Promise<TemplateEncoded> => {
      const document = documentOf(request.body);
      scenarioOf(document);
      const template = (await deflate(document.bytes)).toString('base64url');
      if (template.length <= MOST_TEMPLATE_CHARACTERS) {
        return { template, path: `/#/shared/${template}` };
      }
      throw new ProblemError(
        'RESOURCE_LIMIT',
        `the body: ${template.length} characters when packed, at most ${MOST_TEMPLATE_CHARACTERS} in a link; send the file.`,
      );
    });
  });
  const schema = { querystring: TemplateQuery };
  app.get('/templates/decode', { schema }, async (request): Promise<TemplateDecoded> => {
    const bytes = await unpack(request.query.template);
    const text = bytes.toString('utf8');
    const format = text.trimStart().startsWith('{') ? 'json' : 'yaml';
    const scenario = scenarioOf({ format, bytes });
    const { scenarioHash } = context.identify({ scenario, seed: 0 });
    return { scenario, scenarioHash, text };
  });
}

/** Errors: BAD_INPUT for what is no template, or unpacks to more than a million bytes. */
async function unpack(template: string): Promise<Buffer> {
  try {
    return await inflate(Buffer.from(template, 'base64url'), { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new ProblemError('BAD_INPUT', 'template: cut off, or not made by /templates/encode.', {
      cause,
    });
  }
}
