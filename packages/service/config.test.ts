import { expect, test } from 'vitest';
import {
  boundHost,
  ConfigError,
  type Environment,
  neighbourUrl,
  readInteger,
  readList,
  readServiceConfig,
  readSwitch,
  readUrl,
} from './config.ts';

test('without any variable the service is local, quiet and allows the usual origins', () => {
  expect(readServiceConfig({})).toEqual({
    host: '127.0.0.1',
    allowedHosts: [],
    corsOrigins: ['http://localhost:3000', 'http://localhost:5173', 'http://localhost:8080'],
    logLevel: 'info',
    production: false,
  });
  expect(readServiceConfig({ HOST: '', LOG_LEVEL: ' ' })).toEqual(readServiceConfig({}));
});

test.each([
  [undefined, '127.0.0.1', 'http://127.0.0.1:3002'],
  ['::1', '[::1]', 'http://[::1]:3002'],
  ['192.168.1.5', '192.168.1.5', 'http://192.168.1.5:3002'],
  ['Box.local', 'box.local', 'http://box.local:3002'],
  ['0.0.0.0', null, 'http://127.0.0.1:3002'],
  ['::', null, 'http://127.0.0.1:3002'],
])('with HOST=%s a service is called %s, and its neighbour found at %s', (HOST, name, url) => {
  const env = { HOST };
  expect(boundHost(readServiceConfig(env))).toBe(name);
  expect(neighbourUrl(env, 3_002)).toBe(url);
});

const port = (env: Environment) =>
  readInteger(env, 'GATEWAY_PORT', { min: 0, max: 65_535, fallback: 3_001 });

test.each([
  ['0', 0],
  ['65535', 65_535],
  [undefined, 3_001],
  ['', 3_001],
])('GATEWAY_PORT=%s is %s', (text, value) => {
  expect(port({ GATEWAY_PORT: text })).toBe(value);
});

test.each(['65536', '-1', '1e3', '042', '3001.5', 'http', 'Infinity'])(
  'GATEWAY_PORT=%s stops the start with one line that names it',
  (text) => {
    expect(() => port({ GATEWAY_PORT: text })).toThrow(ConfigError);
    expect(() => port({ GATEWAY_PORT: text })).toThrow(
      /^GATEWAY_PORT: expected a whole number from 0 to 65535\.$/,
    );
  },
);

test('switches, lists and URLs', () => {
  expect([undefined, '', 'false', '0', 'OFF'].map((A) => readSwitch({ A }, 'A'))).not.toContain(
    true,
  );
  expect(['true', '1', 'on'].map((A) => readSwitch({ A }, 'A'))).not.toContain(false);
  expect(() => readSwitch({ A: 'yes please' }, 'A')).toThrow('A: expected true or false');
  expect(readList({ A: ' a, b ,,c' }, 'A', [])).toEqual(['a', 'b', 'c']);
  expect(readUrl({ A: 'http://engine:3002/' }, 'A', '')).toBe('http://engine:3002');
  expect(() => readUrl({ A: 'file:///etc/passwd' }, 'A', '')).toThrow('A: expected a URL');
});

test.each([
  [{ CORS_ORIGINS: 'http://localhost:3000/' }, 'CORS_ORIGINS'],
  [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS'],
  [{ CORS_ORIGINS: ',' }, 'CORS_ORIGINS'],
  [{ ALLOWED_HOSTS: 'gateway:3001' }, 'ALLOWED_HOSTS'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
])('%o is refused', (env, name) => {
  expect(() => readServiceConfig(env)).toThrow(new RegExp(`^${name}: expected `));
});
