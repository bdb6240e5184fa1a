import { createHash } from 'node:crypto';
import type { buildOpenapi } from '@scenario-sandbox/contract';

type Document = ReturnType<typeof buildOpenapi>;
type Json = Document[string];
type Node = Readonly<Record<string, Json>>;

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 14px/1.4 ui-monospace, monospace; }
pre { overflow: auto; padding: .75rem; border: 1px solid #8886; border-radius: .25rem; }
summary { cursor: pointer; padding: .25rem 0; }
details details { margin-left: 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-top: 1px solid #8884; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600; text-transform: uppercase; }
`;

/** Lets the page's style in, by its hash, and nothing else: it has no script, image or form. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The reference as one page of HTML, made of the OpenAPI document alone. */
export function docsPage(document: Document): string {
  const { info, tags, paths, components } = document as Record<string, Node>;
  const operations = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Node).map(([method, operation]) => ({
      path,
      method,
      operation: operation as Node,
    })),
  );
  const sections = (tags as unknown as Node[]).map(({ name }) => {
    const own = operations.filter(({ operation }) =>
      (operation.tags as Json[]).includes(name ?? ''),
    );
    return `<h2 id="${escapeHtml(name)}">${escapeHtml(name)}</h2>${own.map(operationHtml).join('')}`;
  });
  const schemas = Object.entries((components?.schemas ?? {}) as Node).map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>${schemaHtml(schema)}</details>`,
  );
  const title = escapeHtml(info?.title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}: reference</title><style>${STYLE}</style></head>
<body><h1>${title} ${escapeHtml(info?.version)}</h1>${proseHtml(info?.description)}
<p>This page is made of <a href="/openapi.json">/openapi.json</a>.</p>
${sections.join('\n')}
<h2 id="schemas">Schemas</h2>${schemas.join('\n')}
</body></html>
`;
}

function operationHtml({
  path,
  method,
  operation,
}: {
  readonly path: string;
  readonly method: string;
  readonly operation: Node;
}): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const rows = ((parameters ?? []) as Node[]).map(({ name, in: place, required, ...rest }) => [
    `<code>${escapeHtml(name)}</code>${required ? ' (required)' : ''}`,
    escapeHtml(place),
    escapeHtml(rest.description),
  ]);
  const answers = Object.entries(responses as Node).map(([status, answer]) => [
    `<code>${escapeHtml(status)}</code>`,
    escapeHtml((answer as Node).description),
    contentHtml((answer as Node).content),
  ]);
  const body = requestBody ? `<h4>Body</h4>${contentHtml((requestBody as Node).content)}` : '';
  return `<details id="${escapeHtml(operationId)}"><summary><span class="method">${escapeHtml(method)}</span>
<code>${escapeHtml(path)}</code> ${escapeHtml(summary)}</summary>${proseHtml(description)}
${rows.length > 0 ? tableHtml(['Parameter', 'In', 'Is'], rows) : ''}${body}
${tableHtml(['Answer', 'When', 'Body'], answers)}</details>`;
}

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

function contentHtml(content: Json | undefined): string {
  return Object.entries((content ?? {}) as Node)
    .map(
      ([type, media]) =>
        `<details><summary><code>${escapeHtml(type)}</code></summary>${schemaHtml((media as Node).schema)}</details>`,
    )
    .join('');
}

/** A schema as it is written, with the names of others as links to them. */
function schemaHtml(schema: Json | undefined): string {
  const text = escapeHtml(JSON.stringify(schema ?? {}, null, 2));
  return `<pre>${text.replace(
    /#\/components\/schemas\/(\w+)/g,
    (_, name) => `<a href="#schema-${name}">${name}</a>`,
  )}</pre>`;
}

function proseHtml(text: Json | undefined): string {
  const paragraphs = String(text ?? '')
    .split('\n\n')
    .filter((part) => part !== '');
  return paragraphs
    .map((part) => `<p>${escapeHtml(part).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');
}

function escapeHtml(value: Json | undefined): string {
  return String(value ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
