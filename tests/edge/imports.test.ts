import { deflateRawSync } from 'node:zlib';
import { ImportDryRun } from '@scenario-sandbox/contract';
import { lintText } from '@scenario-sandbox/core/scenario/index.ts';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeShare, encodeShare } from '../../apps/studio/src/shared/share-link.ts';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const yaml = `# kept, as it was written
schema: scenario.v1
id: lunch
title: Où manger ?
options:
  - { id: here }
  - { id: there }
`;

let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
  engine = await startFakeEngine();
  engine.lint = (request) =>
    'text' in request ? lintText(request.text) : lintText(JSON.stringify(request.scenario));
  gateway = await startGateway({
    database: store.database,
    engine,
    config: { importUrl: true },
  });
});
afterAll(async () => {
  await gateway.close();
  await engine.close();
  await store.drop();
});
const send = async (path: string, body: string, type = 'application/yaml') => {
  const headers = { 'content-type': type };
  const response = await fetch(gateway.url + path, { method: 'POST', body, headers });
  return { status: response.status, body: await response.json() };
};
const dryRun = (body: string, type?: string) => send('/import/dry-run', body, type);
const decode = async (template: string) => {
  const response = await fetch(`${gateway.url}/templates/decode?template=${template}`);
  return { status: response.status, body: await response.json() };
};

test('a scenario is read and checked, and not stored', async () => {
  const { status, body } = await dryRun(yaml);
  expect(status).toBe(200);
  expect(Value.Errors(ImportDryRun, body)).toEqual([]);
  expect(body).toMatchObject({ format: 'yaml', valid: true, replaces: false, variables: null });
  expect(body.scenario).toMatchObject({ id: 'lunch', title: 'Où manger ?' });
  expect((await fetch(`${gateway.url}/scenarios/lunch`)).status).toBe(404);
  await fetch(`${gateway.url}/scenarios/lunch`, {
    method: 'PUT',
    body: yaml,
    headers: { 'content-type': 'application/yaml' },
  });
  const json = JSON.stringify(body.scenario);
  expect((await dryRun(json, 'application/json')).body).toMatchObject({
    format: 'json',
    replaces: true,
    scenarioHash: body.scenarioHash,
  });
});

test('problems come with their lines; a text that cannot be read is an answer as well', async () => {
  const { body } = await dryRun(yaml.replace('{ id: there }', '{ ID: there }'));
  expect(body).toMatchObject({ valid: false, scenario: null, scenarioHash: null });
  expect(body.problems[0]).toMatchObject({ line: 7 });
  expect((await dryRun('a: [')).body).toMatchObject({
    valid: false,
    problems: [{ code: 'SYNTAX' }],
  });
  expect((await dryRun('')).status).toBe(400);
  expect((await dryRun('x', 'application/zip')).status).toBe(415);
});

test('an address is read where that is on, and the public internet alone', async () => {
  const ask = (url: string) => send('/import/url', JSON.stringify({ url }), 'application/json');
  expect((await ask('https://127.0.0.1/plan.yaml')).body).toMatchObject({ code: 'FORBIDDEN' });
  expect((await ask('http://example.com/')).body).toMatchObject({ code: 'BAD_INPUT' });
  const off = await startGateway({ database: store.database, engine });
  try {
    const body = JSON.stringify({ url: 'https://127.0.0.1/plan.yaml' });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${off.url}/import/url`, { method: 'POST', body, headers });
    expect(response.status).toBe(403);
    expect((await response.json()).detail).toContain('ENABLE_IMPORT_URL');
  } finally {
    await off.close();
  }
});

test('a table becomes variables', async () => {
  const { body } = await dryRun(
    'name,p10,p50,p90,unit,source\nchurn,1,2,4,%,CRM\nx,1,,\n',
    'text/csv',
  );
  expect(Value.Errors(ImportDryRun, body)).toEqual([]);
  expect(body).toMatchObject({
    format: 'csv',
    valid: false,
    variables: { churn: { p10: 1, p50: 2, p90: 4, unit: '%', source: 'CRM' } },
    problems: [{ code: 'MISSING', path: 'variables.x', line: 3 }],
  });
});

test('a template is unpacked as it was packed, and is a link of the studio', async () => {
  const { body } = await send('/templates/encode', yaml);
  expect(body.template).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(body.path).toBe(`/#/shared/${body.template}`);
  expect(await decodeShare(body.template)).toBe(yaml);
  for (const template of [body.template, await encodeShare(yaml)]) {
    const decoded = await decode(template);
    expect(decoded.body).toMatchObject({ text: yaml, scenario: { id: 'lunch' } });
  }
});

test.each([
  ['nothing', '', 400],
  ['other letters', 'a=b', 400],
  ['no packed text', 'AAAA', 400],
  ['one that was cut off', deflateRawSync(yaml).toString('base64url').slice(0, 30), 400],
  ['one that unpacks to a bomb', deflateRawSync(' '.repeat(2_000_000)).toString('base64url'), 400],
  ['a long one', 'A'.repeat(8_001), 400],
  ['bytes that are no text', deflateRawSync(Buffer.of(0xff, 0xfe)).toString('base64url'), 400],
  ['no scenario', deflateRawSync('title: only').toString('base64url'), 422],
])('%s is refused', async (_, template, status) => {
  expect((await decode(template)).status).toBe(status);
});

test('what makes no link is refused', async () => {
  expect((await send('/templates/encode', 'title: only')).status).toBe(422);
  const letters = Array.from({ length: 9_000 }, (_, index) => (index * index * 7919).toString(36));
  const long = `${yaml}description: ${letters.join('').slice(0, 9_900)}\nquestion: ${letters.join('').slice(9_900, 19_000)}\n`;
  const refused = await send('/templates/encode', long);
  expect(refused.status).toBe(413);
  expect(refused.body).toMatchObject({ code: 'RESOURCE_LIMIT' });
});
