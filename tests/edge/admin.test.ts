import { AdminHealth, AuditList, type KillSwitch, SessionList } from '@scenario-sandbox/contract';
import { backends } from '@scenario-sandbox/store/testing.ts';
import { Value } from 'typebox/value';
import { afterEach, describe, expect, test } from 'vitest';
import { demo, gatewayForEach, startGateway } from './gateway.ts';
import { connect, post } from './sse.ts';

describe.each(backends)('administration, with state on $name', ({ create }) => {
  const at = gatewayForEach(create);
  afterEach(async () => {
    await post(`${at.gateway.url}/admin/kill-switch`, { enabled: false });
  });
  const url = (path: string) => `${at.gateway.url}${path}`;
  const json = async (path: string) => (await fetch(url(path))).json();
  const kill = (body: unknown) => post(url('/admin/kill-switch'), body);

  test('the kill switch refuses everything but health, metrics and administration', async () => {
    const answer = await kill({ enabled: true, reason: 'drill' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ enabled: true, reason: 'drill' });
    expect((answer.body as KillSwitch).since).toMatch(/Z$/);
    for (const path of ['/stream?route=critique', '/report', '/scenarios', '/nowhere']) {
      const response = await fetch(url(path));
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('30');
      expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
      expect(await response.json()).toMatchObject({ code: 'KILL_SWITCH', retryable: true });
    }
    const health = await fetch(url('/healthz'));
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: 'disabled',
      reason: 'Kill switch active',
      service: 'gateway',
    });
    expect(await (await fetch(url('/metrics'))).text()).toContain('kill_switch 1');
    expect((await fetch(url('/readyz'))).status).toBe(200);

    expect((await kill({ enabled: false })).body).toMatchObject({ enabled: false });
    expect((await fetch(url('/report'))).status).toBe(200);
  });

  test('open streams end with KILL_SWITCH, and are not resumed', async () => {
    at.engine.holdAfter = 10;
    const client = await connect(url('/stream?route=critique&sessionId=killed'));
    await client.until(5);
    await kill({ enabled: true });
    const frames = await client.ended();
    expect(frames.at(-1)?.data).toMatchObject({
      type: 'error',
      code: 'KILL_SWITCH',
      retryable: true,
    });
    await kill({ enabled: false });
    const last = { 'last-event-id': frames.at(-1)?.id ?? '' };
    const again = await connect(url('/stream?route=critique&sessionId=killed'), last);
    expect(again.status).toBe(204);
  });

  test('the switch survives a restart', async () => {
    await kill({ enabled: true, reason: 'night' });
    await at.gateway.close();
    at.gateway = await startGateway({ database: at.store.database, engine: at.engine });
    expect((await fetch(url('/report'))).status).toBe(503);
  });

  test('GLOBAL_KILL_SWITCH starts the gateway switched off', async () => {
    await at.gateway.close();
    at.gateway = await startGateway({
      database: at.store.database,
      engine: at.engine,
      config: { killSwitch: true },
    });
    expect((await fetch(url('/report'))).status).toBe(503);
  });

  test.each([{}, { enabled: 'yes' }, { enabled: true, extra: 1 }])(
    'kill-switch %o is refused',
    async (body) => {
      const answer = await kill(body);
      expect(answer.status).toBe(400);
      expect((await json('/healthz')).status).toBe('healthy');
    },
  );

  test('with a token, its bearers only', async () => {
    await at.gateway.close();
    at.gateway = await startGateway({
      database: at.store.database,
      engine: at.engine,
      config: { adminToken: 'a secret' },
    });
    for (const authorization of ['', 'Bearer', 'Bearer a secre', 'Bearer a secret ', 'Basic x']) {
      const response = await fetch(url('/admin/health'), { headers: { authorization } });
      // fetch trims white space at the end of a header.
      expect(response.status).toBe(authorization.trim() === 'Bearer a secret' ? 200 : 401);
      if (response.status === 401) {
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
      }
    }
    await at.gateway.close();
    at.gateway = await startGateway({ database: at.store.database, engine: at.engine });
  });

  test('without a token, no caller that a proxy stands in for', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect((await fetch(url('/admin/health'), { headers })).status).toBe(403);
    const inject = await at.gateway.app.inject({
      url: '/admin/health',
      headers: { host: 'localhost' },
      remoteAddress: '203.0.113.9',
    });
    expect(inject.statusCode).toBe(403);
  });

  test('without a token, callers of this machine as a container sees them', async () => {
    await at.gateway.close();
    at.gateway = await startGateway({
      database: at.store.database,
      engine: at.engine,
      config: { adminAddresses: ['172.30.77.1'] },
    });
    const statusFrom = async (remoteAddress: string) =>
      (
        await at.gateway.app.inject({
          url: '/admin/health',
          headers: { host: 'localhost' },
          remoteAddress,
        })
      ).statusCode;
    expect(await statusFrom('172.30.77.1')).toBe(200);
    expect(await statusFrom('::ffff:172.30.77.1')).toBe(200);
    expect(await statusFrom('172.30.77.2')).toBe(403);
    expect(await statusFrom('127.0.0.1')).toBe(200);
    await at.gateway.close();
    at.gateway = await startGateway({ database: at.store.database, engine: at.engine });
  });

  test('without a token, nobody, where others reach the address; the start says so', async () => {
    await at.gateway.close();
    at.gateway = await startGateway({
      database: at.store.database,
      engine: at.engine,
      config: { host: '0.0.0.0' },
    });
    const answer = await fetch(url('/admin/health'));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('ADMIN_TOKEN') });
    expect(at.gateway.logs.join('')).toContain('administration is off');
    await at.gateway.close();
    at.gateway = await startGateway({ database: at.store.database, engine: at.engine });
  });

  test('a page elsewhere can neither kill nor cancel', async () => {
    for (const origin of ['https://evil.test', 'null']) {
      const headers = { origin };
      expect((await post(url('/admin/kill-switch'), { enabled: true }, headers)).status).toBe(403);
      expect((await post(url('/cancel'), { sessionId: 'x' }, headers)).status).toBe(403);
    }
    expect((await json('/healthz')).status).toBe('healthy');
  });

  test('health, sessions, trail and metrics are what the contract says', async () => {
    await at.gateway.close();
    const { database } = at.store;
    const config = { engineUrl: at.engine.url, jobsUrl: at.engine.url };
    at.gateway = await startGateway({ database, engine: at.engine, config });
    await (await connect(url('/stream?route=decision&sessionId=seen&seed=1234567'))).ended();
    await post(url('/cancel'), { sessionId: 'gone', reason: 'my private reason' });
    const health = await json('/admin/health');
    expect(Value.Check(AdminHealth, health)).toBe(true);
    expect(health).toMatchObject({
      status: 'healthy',
      checks: { store: 'ok', engine: 'ok' },
      services: ['gateway', 'engine', 'jobs'].map((service) => ({ service, status: 'ready' })),
    });
    const { sessions } = await json('/admin/sessions?state=completed&limit=5');
    expect(Value.Check(SessionList, { sessions })).toBe(true);
    expect(sessions[0]).toMatchObject({ sessionId: 'seen', route: 'decision', lastId: 'msg_044' });
    const trail = await json('/admin/audit?limit=1');
    expect(Value.Check(AuditList, trail)).toBe(true);
    expect(trail.entries).toMatchObject([
      { action: 'session.cancel', target: 'gone', result: '202' },
    ]);
    const metrics = await json('/admin/metrics');
    const names = metrics.metrics.map((metric: { name: string }) => metric.name);
    for (const name of [
      'http_requests_total',
      'http_request_duration_seconds',
      'stream_ttff_seconds',
      'cancel_latency_seconds',
      'sse_connections',
      'sse_events_total',
      'stream_resumes_total',
      'kill_switch',
    ]) {
      expect(names).toContain(name);
    }
    const everything =
      JSON.stringify([sessions, trail, metrics]) +
      at.gateway.logs.filter((line) => !line.includes('listening')).join('');
    expect(everything).not.toMatch(/1234567|my private reason|127\.0\.0\.1/);
  });

  test('health says that the engine is away', async () => {
    await at.gateway.close();
    const { database } = at.store;
    const config = { engineUrl: at.engine.url };
    at.gateway = await startGateway({ database, engine: at.engine, config });
    await at.engine.close();
    expect(await json('/admin/health')).toMatchObject({
      status: 'degraded',
      checks: { engine: 'not reachable' },
      services: [{ service: 'gateway', status: 'not_ready' }, { status: 'unreachable' }, {}],
    });
    expect((await fetch(url('/readyz'))).status).toBe(503);
    expect((await fetch(url('/healthz'))).status).toBe(200);
  });

  test('seed loads the examples, or the scenarios given', async () => {
    expect((await post(url('/admin/seed'), {})).body).toEqual({ loaded: ['demo'] });
    const extra = { ...demo, id: 'extra', title: 'Extra' };
    expect((await post(url('/admin/seed'), { scenarios: [extra] })).body).toEqual({
      loaded: ['extra'],
    });
    const { scenarios } = await json('/scenarios');
    expect(scenarios.map((each: { id: string; origin: string }) => [each.id, each.origin])).toEqual(
      [
        ['demo', 'stored'],
        ['extra', 'stored'],
      ],
    );
    const bad = await post(url('/admin/seed'), { scenarios: [{ ...demo, options: [] }] });
    expect(bad.status).toBe(400);
    expect(bad.body).toMatchObject({ detail: expect.stringContaining('scenarios[0].options') });
  });

  test('a limit is a whole number from 1 to 1000', async () => {
    for (const limit of ['0', '1001', 'many', '-1']) {
      expect((await fetch(url(`/admin/audit?limit=${limit}`))).status).toBe(400);
    }
  });
});
