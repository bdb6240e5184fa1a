import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtImages } from '@scenario-sandbox/ops/pack/manifest.ts';
import { readSettings, switchesOn } from '@scenario-sandbox/ops/preflight/settings.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { readEngineConfig } from '../../services/engine/config.ts';
import { readGatewayConfig } from '../../services/gateway/config.ts';
import { readJobsConfig } from '../../services/jobs/config.ts';
import { run } from '../product.ts';

/** What can be said of images and Compose without a Docker engine. */

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(root, path), 'utf8');
const compose = parse(await read('deploy/docker-compose.poc.yml'), { merge: true });
const dockerfile = await read('deploy/Dockerfile');
const ours = ['gateway', 'engine', 'jobs'] as const;
const PORTS = { gateway: 3001, engine: 3002, jobs: 3003 };

test('the scripts pass shellcheck', async () => {
  const names = (await readdir(join(root, 'deploy/scripts'))).filter((name) =>
    name.endsWith('.sh'),
  );
  const { stdout, code } = await run('shellcheck', names, {}, join(root, 'deploy/scripts'));
  expect(stdout).toBe('');
  expect(code).toBe(0);
});

describe('with Docker, a script asks Compose for what it says', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docker-'));
    const log = `#!/bin/sh\necho "$REVISION $*" >>"${folder}/log"\n`;
    await writeFile(join(folder, 'docker'), log, { mode: 0o755 });
    const curl = `#!/bin/sh\nprintf '%s' '{"status":"healthy"}'\n`;
    await writeFile(join(folder, 'curl'), curl, { mode: 0o755 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test.each([
    ['up', '', 'up -d --build --wait'],
    ['down', '', '--profile observability down'],
    ['reset', '--yes', '--profile observability down --volumes'],
    ['observe', '', '--profile observability up -d prometheus grafana'],
  ])('%s', async (name, flag, asked) => {
    const script = join(root, `deploy/scripts/pilot-${name}.sh`);
    const flags = ['--docker', ...(flag ? [flag] : [])];
    const path = `${folder}:${process.env.PATH}`;
    const { code, stdout, stderr } = await run(script, flags, { PATH: path });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('pilot: using Docker Compose\n');
    const lines = (await readFile(join(folder, 'log'), 'utf8')).trim().split('\n');
    const file = join(root, 'deploy/docker-compose.poc.yml');
    expect(lines.at(-1)).toMatch(new RegExp(`^[0-9a-f]{40} compose -f ${file} ${asked}$`));
  });
});

test('where the tools for images are missing, that is said and none is claimed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'images-'));
  for (const name of ['dirname', 'mkdir']) await symlink(`/usr/bin/${name}`, join(folder, name));
  const script = join(root, 'deploy/scripts/build-images.sh');
  const { code, stdout } = await run('/bin/bash', [script, folder], { PATH: folder });
  expect([code, stdout]).toEqual([3, 'images: not built here (buildah is missing)\n']);
  expect(await readdir(folder)).toEqual(['dirname', 'mkdir']);
  await rm(folder, { recursive: true });
});

test('every image that is pulled is of an exact version, pinned by digest', () => {
  const args = new Map(
    [...dockerfile.matchAll(/^ARG (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  const stages = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
  const own = new Set(stages.map(([, , stage]) => stage));
  const bases = stages
    .map(([, from = '']) => from.replace(/^\$\{(\w+)\}$/, (_, name) => args.get(name) ?? ''))
    .filter((from) => !own.has(from));
  const services: { image: string; build?: unknown }[] = Object.values(compose.services);
  const pulled = services.filter(({ build }) => !build).map(({ image }) => image);
  expect([bases.length, pulled.length]).toEqual([2, 3]);
  for (const image of [...bases, ...pulled]) {
    expect(image).toMatch(/^[\w./]+:v?\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}$/);
  }
});

test('the images run the Node that the product pins', async () => {
  const { dependencies } = JSON.parse(await read('package.json'));
  const image = /^ARG NODE_IMAGE=(.*)$/m.exec(dockerfile)?.[1] ?? '';
  expect(image.split('@')[0]).toBe(`node:${dependencies.node}-bookworm-slim`);
  for (const name of ours) {
    expect(compose.services[name].build.args.NODE_IMAGE).toBe(`\${NODE_IMAGE:-${image}}`);
  }
  expect(await read('deploy/.env.poc.example')).toContain(`# NODE_IMAGE=${image}\n`);
});

test('an image of another commit is not taken for one of this', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docker-'));
  const docker =
    '#!/bin/sh\ncase "$*" in *-jobs:*) exit 1;; *-engine:*) echo sha256:e old;; *) echo sha256:g new;; esac\n';
  await writeFile(join(folder, 'docker'), docker, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  try {
    expect(await builtImages('0.0.0', 'new')).toEqual([
      { name: 'scenario-gateway:v0.0.0-pilot', id: 'sha256:g', digest: null },
    ]);
  } finally {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  }
});

test.each(ours)(
  '%s: an image of its own, unprivileged, healthy before it is used',
  async (name) => {
    const service = compose.services[name];
    const { version } = JSON.parse(await read('package.json'));
    expect(service.image).toBe(`scenario-${name}:v${version}-pilot`);
    expect(service.build.target).toBe(name);
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.deploy.resources.limits).toMatchObject({
      cpus: expect.any(String),
      memory: expect.any(String),
    });
    expect(service.ports[0]).toMatch(new RegExp(`^127\\.0\\.0\\.1:.*:${PORTS[name]}$`));
    const stage =
      dockerfile.split(/^FROM /m).find((part) => part.startsWith(`base AS ${name}\n`)) ?? '';
    expect(stage).toContain(`EXPOSE ${PORTS[name]}`);
    expect(stage).toContain(`http://127.0.0.1:${PORTS[name]}/readyz`);
    expect(stage).toContain(`services/${name}/main.ts`);
    expect(dockerfile.split(/^FROM /m).find((part) => part.includes(' AS base'))).toContain(
      'USER 1000:1000',
    );
    for (const each of Object.values(service.depends_on ?? {})) {
      expect(each).toEqual({ condition: 'service_healthy' });
    }
  },
);

test('every service starts with the environment that Compose gives it', () => {
  const resolve = (environment: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        value
          .replace(/\$\{POSTGRES_PASSWORD:-sandbox\}/, 'sandbox')
          .replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
      ]),
    );
  const gateway = readGatewayConfig(resolve(compose.services.gateway.environment));
  expect(gateway).toMatchObject({
    host: '0.0.0.0',
    port: 3001,
    engineUrl: 'http://engine:3002',
    databaseUrl: 'postgres://sandbox:sandbox@postgres:5432/sandbox',
    adminAddresses: ['172.30.77.1'],
  });
  expect(compose.networks.default.ipam.config[0].gateway).toContain('172.30.77');
  expect(readEngineConfig(resolve(compose.services.engine.environment)).port).toBe(3002);
  expect(readJobsConfig(resolve(compose.services.jobs.environment)).port).toBe(3003);
});

test('the example of settings is taken as it is, with every switch off', async () => {
  const settings = await readSettings({});
  const env = Object.fromEntries(settings.values);
  expect(settings.unknown).toEqual([]);
  expect(switchesOn(settings)).toEqual([]);
  expect(readGatewayConfig(env).killSwitch).toBe(false);
  expect(readGatewayConfig(env).runsPerMinute).toBeNull();
  expect(readEngineConfig(env).port).toBe(3002);
  expect(readJobsConfig(env).port).toBe(3003);
  const on = await readSettings({ ENABLE_CACHE: 'true', GLOBAL_KILL_SWITCH: '1' });
  expect(switchesOn(on)).toEqual(['ENABLE_CACHE', 'GLOBAL_KILL_SWITCH']);
});

test('the handbook says what each setting does', async () => {
  const example = await read('deploy/.env.poc.example');
  const names = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
  const handbook = await read('docs/operations/handbook.md');
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !handbook.includes(`\`${name}\``))).toEqual([]);
});

test('Grafana reads its dashboards from where Compose puts them', async () => {
  const provider = parse(
    await read('deploy/observability/grafana/provisioning/dashboards/dashboards.yml'),
  );
  const target = provider.providers[0].options.path;
  expect(compose.services.grafana.volumes.join()).toContain(`grafana/dashboards:${target}`);
  const source = parse(
    await read('deploy/observability/grafana/provisioning/datasources/prometheus.yml'),
  );
  const dashboard = JSON.parse(
    await read('deploy/observability/grafana/dashboards/scenario-sandbox.json'),
  );
  for (const panel of dashboard.panels)
    expect(panel.datasource.uid).toBe(source.datasources[0].uid);
  const targets = parse(await read('deploy/observability/prometheus/prometheus.yml'))
    .scrape_configs[0];
  for (const {
    targets: [target],
  } of targets.static_configs) {
    const [name, port] = target.split(':');
    expect(PORTS[name as keyof typeof PORTS]).toBe(Number(port));
  }
});
