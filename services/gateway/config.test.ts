import { expect, test } from 'vitest';
import { readGatewayConfig } from './config.ts';

test('without any variable', () => {
  expect(readGatewayConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3001,
    engineUrl: 'http://127.0.0.1:3002',
    databaseUrl: null,
    dataDir: '.sandbox',
    adminToken: null,
    adminAddresses: [],
    defaultSeed: 42,
    maxTokensPerRun: 4000,
    killSwitch: false,
    runsPerMinute: null,
    cacheReports: false,
    usageTracking: false,
    faultRoutes: false,
    importUrl: false,
    streamPace: 50,
    streamMaxResumes: 1,
    streamMaxPerClient: 10_000,
    streamHeartbeatMs: 15_000,
    slowConsumerTimeoutMs: 30_000,
    sessionLifetimeMs: 86_400_000,
  });
});

test('with variables', () => {
  expect(
    readGatewayConfig({
      GATEWAY_PORT: '0',
      ENGINE_PORT: '4002',
      ENABLE_RATE_LIMITING: 'true',
      QUOTA_PER_MINUTE: '7',
      DEFAULT_SEED: '0',
      GLOBAL_KILL_SWITCH: '1',
      STREAM_PACE: '0',
    }),
  ).toMatchObject({
    port: 0,
    engineUrl: 'http://127.0.0.1:4002',
    runsPerMinute: 7,
    defaultSeed: 0,
    killSwitch: true,
    streamPace: 0,
  });
  expect(readGatewayConfig({ QUOTA_PER_MINUTE: '7' }).runsPerMinute).toBeNull();
});

test.each([
  ['GATEWAY_PORT', '70000'],
  ['ENGINE_URL', 'engine:3002'],
  ['STREAM_MAX_RESUMES', '-1'],
  ['MAX_TOKENS_PER_RUN', '0'],
  ['DEFAULT_SEED', '9007199254740992'],
  ['GLOBAL_KILL_SWITCH', 'maybe'],
  ['ENABLE_CACHE', 'perhaps'],
  ['ADMIN_ADDRESSES', '172.30.77'],
])('%s=%s is refused by name', (name, text) => {
  expect(() => readGatewayConfig({ [name]: text })).toThrow(new RegExp(`^${name}: expected `));
});
