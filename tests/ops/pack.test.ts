import { readFile, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { sha256 } from '@scenario-sandbox/ops/digest.ts';
import { linksOf } from '@scenario-sandbox/ops/gate/links.ts';
import { makePack, type Pack } from '@scenario-sandbox/ops/pack/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, startProduct } from '../product.ts';
import { otherCheckout } from './other-checkout.ts';
import { unpack } from './unpacked.ts';

/** What is in the deploy pack, and that it is the same wherever it is made. */

let pack: Pack;
let folder: string;
let pilot: string;
beforeAll(async () => {
  pack = await makePack(process.env);
  folder = await unpack(pack.archive);
  pilot = join(folder, 'pilot-deploy');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('made in another folder, in another year, by another user', () => {
  let other: string;
  beforeAll(async () => {
    const { folder: made, clock } = await otherCheckout();
    other = made;
    const { code, stderr } = await run(
      'bash',
      ['-c', 'umask 077; exec "$NODE" apps/cli/bin/sandbox.js pack'],
      {
        NODE: process.execPath,
        NODE_OPTIONS: `--import ${clock}`,
        TZ: 'Pacific/Auckland',
        LC_ALL: 'C',
        HOME: other,
      },
      other,
    );
    expect([code, stderr]).toEqual([0, '']);
  });
  afterAll(() => rm(other, { recursive: true, force: true }));

  test('the pack is the same, byte for byte', async () => {
    const archive = await readFile(join(other, 'dist/pilot-deploy-pack.zip'));
    expect(sha256(archive)).toBe(sha256(pack.archive));
    expect(sha256(await readFile(join(other, 'artifacts/pilot-deploy-pack.zip')))).toBe(
      sha256(archive),
    );
  });

  test('its first start warns of nothing, though the studio is not built yet', async () => {
    const product = await startProduct({ checkout: other });
    expect(await product.stop()).toBe(0);
    expect(product.output()).toMatch(/"level":30.*\n(.*\n)*Building the studio/);
    expect(product.output()).not.toContain('"level":40');
  });

  test('beside it lie its manifest, its bill of materials and their sums', async () => {
    const dist = join(other, 'dist');
    const check = await run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], {}, dist);
    expect([check.code, check.stdout]).toEqual([0, '']);
    const { schema: _schema, ...manifest } = pack.manifest;
    // Nothing was built or measured there, so nothing is claimed.
    expect(JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'))).toMatchObject({
      ...manifest,
      schema: 'pilot-release.v1',
      pack: { file: 'pilot-deploy-pack.zip', sha256: sha256(pack.archive) },
      images: [],
      metrics: null,
    });
    expect(await readFile(join(dist, 'sbom.cdx.json'))).toEqual(Buffer.from(pack.sbom));
  });
});

test('it has what a pilot needs, with a digest each', async () => {
  const paths = pack.manifest.files.map(({ path }) => path);
  for (const path of [
    'docker-compose.poc.yml',
    '.env.poc.example',
    'RUNBOOK.md',
    'LICENSE',
    'THIRD-PARTY-LICENCES.txt',
    'sbom.cdx.json',
    'scripts/pilot-down.sh',
    'scripts/pilot-reset.sh',
    'scripts/pilot-observe.sh',
    'scripts/pilot-smoke.sh',
    'scripts/pilot-snapshot.sh',
    'artifacts/rollback.md',
    'artifacts/checklists/pilot-preflight.md',
    'artifacts/tools/sse-viewer.html',
    'artifacts/tools/pilot.http',
    'docs/operations/stalls.md',
    'seed/demo.yaml',
    'observability/prometheus/rules.yml',
    'observability/grafana/dashboards/scenario-sandbox.json',
    'scripts/pilot-up.sh',
    'app/deploy/Dockerfile',
    'app/services/gateway/main.ts',
    'app/scenarios/demo.yaml',
    'app/apps/studio/dist/index.html',
    'app/artifacts/tools/sse-viewer.html',
    'app/package-lock.json',
  ]) {
    expect(paths).toContain(path);
  }
  expect(paths.filter((path) => /node_modules|\.test\.ts|\.env\.poc$/.test(path))).toEqual([]);
  const { code } = await run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], {}, pilot);
  expect(code).toBe(0);
  const manifest = JSON.parse(await readFile(join(pilot, 'manifest.json'), 'utf8'));
  expect(manifest).toEqual(pack.manifest);
  expect(manifest).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
});

test('the bill of materials depends on nothing volatile', () => {
  const sbom = JSON.parse(new TextDecoder().decode(pack.sbom));
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  expect(sbom.serialNumber).toBeUndefined();
  expect(sbom.metadata.timestamp).toBeUndefined();
  const refs = new Set(sbom.components.map((each: { 'bom-ref': string }) => each['bom-ref']));
  expect(refs.size).toBe(sbom.components.length);
  expect(sbom.components.map((each: { name: string }) => each.name)).toContain('fastify');
  for (const { ref, dependsOn } of sbom.dependencies) {
    expect([ref, ...dependsOn].filter((each: string) => !refs.has(each))).toEqual([]);
  }
});

test('its pages link to what is in it', async () => {
  const paths = new Set(pack.manifest.files.map(({ path }) => path));
  const folders = new Set([...paths].map((path) => dirname(path)));
  const pages = [...paths].filter((path) => path.endsWith('.md') && !path.startsWith('app/'));
  expect(pages.length).toBeGreaterThan(8);
  for (const page of pages) {
    const targets = linksOf(await readFile(join(pilot, page), 'utf8')).map((link) =>
      normalize(join(dirname(page), link.split('#')[0] ?? '')),
    );
    const broken = targets.filter((target) => !paths.has(target) && !folders.has(target));
    expect([page, broken]).toEqual([page, []]);
  }
});
