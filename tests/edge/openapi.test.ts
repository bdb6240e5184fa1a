import { gatewayOperations, type StreamEvent, StreamEvents } from '@scenario-sandbox/contract';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { connect } from './sse.ts';

let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
  engine = await startFakeEngine();
  gateway = await startGateway({ database: store.database, engine });
});
afterAll(async () => {
  await gateway.close();
  await engine.close();
  await store.drop();
});

test('the gateway serves the document', async () => {
  const response = await fetch(`${gateway.url}/openapi.json`);
  expect(await response.json()).toMatchObject({ openapi: '3.1.0' });
});

test('what is documented is there, and what is there is documented', () => {
  const paths = Map.groupBy(gatewayOperations, ({ path }) => path.replace(/\{(\w+)\}/g, ':$1'));
  for (const [url, operations] of paths) {
    const documented = operations.map(({ method }) => method.toUpperCase());
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const route = gateway.app.hasRoute({ method, url });
      expect([url, method, route]).toEqual([url, method, documented.includes(method)]);
    }
  }
  const served = gateway.app.printRoutes({ commonPrefix: false }).match(/\((?!OPTIONS)[A-Z, ]+\)/g);
  expect(served).toHaveLength(paths.size);
});

test('what a stream says fits the schemas of its events', async () => {
  const client = await connect(`${gateway.url}/stream?route=decision`);
  for (const frame of await client.ended()) {
    const schema = StreamEvents[frame.event as StreamEvent['type']];
    // Dates are given as text; the format is for readers of the document.
    expect(Value.Errors(schema, frame.data)).toEqual([]);
  }
});
