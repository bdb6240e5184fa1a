import {
  ImportDryRun,
  ImportUrlRequest,
  TemplateDecoded,
  TemplateEncoded,
  TemplateQuery,
} from './imports.ts';
import { json, type Operation, ok, text } from './operation.ts';
import { Scenario } from './scenario.ts';

/** Documents that a scenario is sent as. */
export const documents = { 'application/json': Scenario, 'application/yaml': text };

/** What comes from elsewhere, and what is given away. */
export const importOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/import/dry-run',
    tag: 'scenarios',
    summary: 'Say what a text would become, without storing it',
    description:
      'A scenario in JSON or YAML, or a table in CSV with the columns name, p10, p50, p90, unit and source.',
    body: { ...documents, 'text/csv': text },
    answers: { '200': ok(ImportDryRun, 'What was read, and every problem.') },
    problems: ['OVERLOADED', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'post',
    path: '/import/url',
    tag: 'scenarios',
    summary: 'Say what the document at an address would become, without storing it',
    description:
      'With ENABLE_IMPORT_URL. At most 1 MiB within 10 s, over https, from the public internet; redirects are not followed.',
    body: json(ImportUrlRequest),
    answers: { '200': ok(ImportDryRun, 'What was read, and every problem.') },
    problems: ['UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED', 'TIMEOUT', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'post',
    path: '/templates/encode',
    tag: 'scenarios',
    summary: 'Pack a scenario into a link',
    body: documents,
    answers: { '200': ok(TemplateEncoded, 'The packed text, as links of the studio hold it.') },
    problems: ['UNPROCESSABLE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'get',
    path: '/templates/decode',
    tag: 'scenarios',
    summary: 'Unpack the scenario of a link',
    query: TemplateQuery,
    answers: { '200': ok(TemplateDecoded, 'The scenario, and its text as it was packed.') },
    problems: ['UNPROCESSABLE'],
  },
];
