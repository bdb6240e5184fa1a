import { Scenario } from '@scenario-sandbox/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Product, startProduct } from './product.ts';

/**
 * What people write goes nowhere but into their answers: a marker is planted in every text that
 * `scenario.v1` has a place for and in everything else a request can hold; everything is run; then nothing
 * that the product logs, counts, keeps of who did what, or says of an error holds it.
 */

/** In texts. Not a name, so that no error takes it for the name of a field. */
const TEXT = 'Zqtext7 § <b>';
/** In ids, and in the names of variables and lines. */
const NAME = 'zqname7';
const SEED = 987_654_321_987;

interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema | readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}
/** Longest expression, and the texts that are words of ours. */
const isExpression = ({ maxLength }: Schema) => maxLength === 2_000;
const OURS = new Set(['dist', 'expr']);

/** The value with the marker in every text that the schema has a place for, there or not. */
function plant(schema: Schema, value: unknown, places: Set<string>, path = ''): unknown {
  if (schema.anyOf) {
    const kind = Array.isArray(value) ? 'array' : typeof value;
    const branch = schema.anyOf.find(
      (each) => each.type === kind || (each.anyOf && kind !== 'object'),
    );
    return branch ? plant(branch, value, places, path) : value;
  }
  if (
    schema.type === 'string' &&
    !schema.pattern &&
    !('const' in schema) &&
    !isExpression(schema)
  ) {
    places.add(path);
    return TEXT;
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items || Array.isArray(items)) return value;
    return value.map((each) => plant(items as Schema, each, places, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null) return value;
  return plantObject(schema, value as Record<string, unknown>, places, path);
}

function plantObject(
  { properties = {}, patternProperties = {} }: Schema,
  value: Record<string, unknown>,
  places: Set<string>,
  path: string,
): object {
  const [each] = Object.values(patternProperties);
  const texts = Object.keys(properties).filter(
    (name) => properties[name]?.type === 'string' && !OURS.has(name),
  );
  const result: Record<string, unknown> = { ...value };
  for (const name of new Set([...Object.keys(value), ...texts])) {
    const schema = properties[name] ?? each;
    const optional = schema && !('const' in schema) && !schema.pattern;
    if (!schema || OURS.has(name) || !(name in value || optional)) continue;
    result[name] = plant(schema, value[name], places, `${path}.${properties[name] ? name : '*'}`);
  }
  return result;
}

const [demand, price, worth] = [`${NAME}_demand`, `${NAME}_price`, `${NAME}_worth`];
const places = new Set<string>();
const scenario = plant(
  Scenario as Schema,
  {
    ...{ schema: 'scenario.v1', id: NAME, seed: SEED, samples: 500 },
    context: { [TEXT]: [TEXT, { [TEXT]: TEXT }] },
    review: {},
    variables: {
      [demand]: { dist: 'normal', mean: 5, sd: 1 },
      [price]: { value: 3 },
    },
    periods: { count: 2 },
    options: [
      { id: `${NAME}-a`, set: { [price]: { p10: 1, p50: 2, p90: 4 } }, pros: [''], cons: [''] },
      { id: `${NAME}-b`, pros: [''], cons: [''] },
    ],
    model: { [worth]: { value: `${demand} * ${price}` } },
    criteria: [
      { id: `${NAME}-money`, outcome: worth, direction: 'maximise', weight: 1 },
      {
        ...{ id: `${NAME}-fit`, direction: 'maximise', weight: { min: 1, max: 2 } },
        scores: { [`${NAME}-a`]: { dist: 'uniform', min: 1, max: 3 }, [`${NAME}-b`]: 2 },
      },
    ],
    constraints: [{ id: `${NAME}-rule`, expr: `${worth} > 0`, probability: 0.5 }],
    study: { variable: demand, n: 4, sd: 1, cost: 0.1 },
  },
  places,
) as Scenario;

let product: Product;
/** Bodies of errors, with what was asked. */
const problems: string[] = [];
beforeAll(async () => {
  product = await startProduct({
    env: {
      ...{ LOG_LEVEL: 'trace', ENABLE_CACHE: 'true', ENABLE_USAGE_TRACKING: 'true' },
      ...{ ENABLE_RATE_LIMITING: 'true', QUOTA_PER_MINUTE: '10000', ENABLE_FAULT_ROUTES: 'true' },
    },
  });
});
afterAll(() => product?.stop());

async function ask(method: string, path: string, body?: unknown, headers = {}): Promise<string> {
  const response = await fetch(product.gateway + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const failed = text.slice(Math.max(0, text.indexOf('event: error')));
  if (response.status >= 400 || failed !== text)
    problems.push(`${method} ${path.replace(/zqtext7.*/i, '…')}: ${failed}`);
  return text;
}
const get = (path: string) => ask('GET', path);
const post = (path: string, body: unknown, headers = {}) => ask('POST', path, body, headers);

test('the marker is in every kind of place', () => {
  expect(places.size).toBeGreaterThan(25);
  for (const place of ['.title', '.owner', '.review.trigger', '.options[].pros[]', '.periods.unit'])
    expect(places).toContain(place);
  for (const place of ['.variables.*.source', '.model.*.note', '.criteria[].scores.*.label'])
    expect(places).toContain(place);
});

async function runEverything(): Promise<void> {
  const side = { scenarioId: NAME, seed: SEED };
  const own = { scenario, seed: SEED };
  expect(JSON.parse(await ask('PUT', `/scenarios/${NAME}`, scenario))).toMatchObject({ id: NAME });
  await get(`/scenarios/${NAME}`);
  for (const path of ['/lint/scenario', '/import/dry-run']) await post(path, scenario);
  const { template } = JSON.parse(await post('/templates/encode', scenario));
  await get(`/templates/decode?template=${template}`);
  for (const route of ['critique', 'analysis', 'decision']) {
    const query = `route=${route}&scenarioId=${NAME}&pace=0&sessionId=${NAME}-${route}`;
    expect(await get(`/stream?${query}`)).toContain('event: done');
  }
  for (const format of ['json', 'md', 'csv', 'html'])
    expect(await get(`/report?scenarioId=${NAME}&seed=${SEED}&format=${format}`)).toContain(
      'qtext7',
    );
  const { meta } = JSON.parse(await get(`/report?sessionId=${NAME}-critique`));
  for (const name of ['top-drivers', 'risk-hotspots'])
    await get(`/insights/${name}?runId=${meta.runId}`);
  await post('/compare', { left: side, right: own });
  await post('/compare/sweep', { ...own, vary: [{ variable: demand, values: [1, 2] }] });
  const orders = [
    { type: 'run', ...own },
    { type: 'compare', left: side, right: own },
    { type: 'sweep', ...own, vary: [{ variable: demand, values: [1, 2, 3] }] },
    { type: 'batch', questions: [own, { ...side, samples: 400 }] },
  ];
  for (const order of orders) {
    const { jobId } = JSON.parse(
      await post('/jobs', order, { 'idempotency-key': NAME + order.type }),
    );
    expect(await get(`/jobs/stream?jobId=${jobId}`)).toContain('event: done');
    await get(`/jobs/${jobId}/result`);
    await post('/jobs/cancel', { jobId, reason: TEXT });
  }
  await post('/cancel', { sessionId: `${NAME}-early`, reason: TEXT });
  await get(`/stream?route=critique&sessionId=${NAME}-early`);
  await post('/admin/seed', { scenarios: [scenario] });
  await post('/admin/kill-switch', { enabled: true, reason: TEXT });
  await get(`/report?scenarioId=${NAME}`);
  await post('/admin/kill-switch', { enabled: false, reason: TEXT });
}

/** Requests that are refused, with the marker in each part of them. */
async function askNonsense(): Promise<void> {
  const word = encodeURIComponent(TEXT);
  for (const name of ['route', 'scenarioId', 'seed', 'sessionId', 'budget', 'pace', 'model', word])
    await get(`/stream?${name === 'route' ? '' : 'route=critique&'}${name}=${word}`);
  for (const path of [
    '/report?format=',
    '/report?runId=',
    '/scenarios/',
    '/jobs/',
    '/',
    '/insights/',
  ])
    await get(path + word);
  for (const name of ['last-event-id', 'origin', 'x-request-id', 'content-type', 'authorization'])
    await post('/cancel', {}, { [name]: 'Zqtext7 <b>' });
  await ask('GET', '/stream?route=critique', undefined, { 'last-event-id': 'Zqtext7' });
  const bodies = [TEXT, `{"${TEXT}`, `"${TEXT}"`, { [TEXT]: TEXT }, { reason: TEXT.repeat(90) }];
  const paths = [
    '/cancel',
    '/jobs/cancel',
    '/admin/kill-switch',
    '/admin/seed',
    '/jobs',
    '/compare',
  ];
  for (const path of [...paths, '/compare/sweep', '/templates/encode', '/import/url'])
    for (const body of bodies) await post(path, body);
  await post('/jobs', { type: 'sweep', scenario, vary: [{ variable: TEXT, values: [1] }] });
  await post('/cancel', { sessionId: TEXT });
}

/** The scenario with one thing wrong with it, wherever one can be sent. */
async function runBroken(): Promise<void> {
  const line = (value: string) => ({ ...scenario, model: { [worth]: value } });
  const broken = [
    ...['title', 'owner', 'question', 'id', 'seed', 'options', 'context', 'periods', 'study'].map(
      (name) => ({ ...scenario, [name]: name === 'title' ? TEXT.repeat(1_000) : [TEXT] }),
    ),
    ...['"Zqtext7"', 'Zqtext7 +', '§Zqtext7', `${NAME}(1)`, `${demand} + ${NAME}`].map(line),
    { ...scenario, variables: { [demand]: { dist: TEXT, mean: 1 } } },
    { ...scenario, variables: { [demand]: { dist: 'normal', mean: 1, sd: 1, [TEXT]: 1 } } },
    { ...scenario, variables: { [TEXT]: 1 } },
    { ...scenario, [TEXT]: TEXT },
  ];
  for (const each of broken) {
    // What cannot be run can be stored: a draft.
    await ask('PUT', `/scenarios/${NAME}`, each);
    await get(`/report?scenarioId=${NAME}`);
    await get(`/stream?route=critique&pace=0&scenarioId=${NAME}`);
    await post('/compare', { left: { scenario: each }, right: { scenario } });
    await post('/jobs', { type: 'run', scenario: each });
    await post('/admin/seed', { scenarios: [each] });
  }
}

test('no log, figure, trail or error holds what was written', async () => {
  await runEverything();
  expect(
    problems.filter((text) => !text.includes('KILL_SWITCH') && !text.includes('already_')),
  ).toEqual([]);
  await askNonsense();
  await runBroken();
  expect(problems.length).toBeGreaterThan(100);
  expect(problems.filter((text) => /zqtext7/i.test(text))).toEqual([]);
  const kept = [await get('/admin/metrics'), product.output()];
  for (const name of ['gateway', 'engine', 'jobs'] as const)
    kept.push(await (await fetch(`${product[name]}/metrics`)).text());
  const lines = kept.join('\n').split('\n');
  const listening = /"Server listening at|^Scenario Sandbox is up/;
  const told = new RegExp(`zqtext7|${NAME}|${SEED}|127\\.0\\.0\\.1|::1`, 'i');
  expect(lines.filter((line) => told.test(line) && !listening.test(line))).toEqual([]);
  const { entries } = JSON.parse(await get('/admin/audit?limit=1000'));
  expect(entries.length).toBeGreaterThan(10);
  for (const { target: _, ...entry } of entries) expect(JSON.stringify(entry)).not.toMatch(told);
  expect(JSON.stringify(entries)).not.toMatch(/zqtext7/i);
});
