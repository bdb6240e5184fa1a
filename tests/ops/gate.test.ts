import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@scenario-sandbox/ops/digest.ts';
import { decide } from '@scenario-sandbox/ops/gate/decide.ts';
import type { GateResult } from '@scenario-sandbox/ops/gate/evidence.ts';
import { type GateContext, gates } from '@scenario-sandbox/ops/gate/gates.ts';
import { anchorsOf, brokenLinks, linksOf } from '@scenario-sandbox/ops/gate/links.ts';
import { decisionPage } from '@scenario-sandbox/ops/gate/page.ts';
import { readAudit, secretsIn } from '@scenario-sandbox/ops/gate/security.ts';
import { type Measured, measure, missed, p95 } from '@scenario-sandbox/ops/measure.ts';
import { licenceViolations } from '@scenario-sandbox/ops/pack/licences.ts';
import { packProblems } from '@scenario-sandbox/ops/preflight/pack-integrity.ts';
import { busy, steps } from '@scenario-sandbox/ops/preflight/steps.ts';
import { readSmoke } from '@scenario-sandbox/ops/smoke.ts';
import { fail, take } from '@scenario-sandbox/ops/step.ts';
import { zip } from '@scenario-sandbox/ops/zip.ts';
import { describe, expect, test, vi } from 'vitest';
import { run } from '../product.ts';
import { startSlowGateway } from './slow-gateway.ts';

const required = gates.map(({ id }) => id);
const passing: GateResult[] = gates.map(({ id, title }) => ({
  id,
  title,
  verdict: 'pass',
  evidence: 'seen',
  durationMs: 1,
}));

test('all gates passed is a GO', () => {
  expect(decide(passing, required)).toEqual({ decision: 'GO', reasons: [] });
});

describe.each(required)('gate %s', (id) => {
  test.each(['fail', 'skip'] as const)('%s is a NO-GO that names it', (verdict) => {
    const results = passing.map((gate) => (gate.id === id ? { ...gate, verdict } : gate));
    const { decision, reasons } = decide(results, required);
    expect(decision).toBe('NO-GO');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toContain(gates.find((gate) => gate.id === id)?.title);
  });

  test('that did not run is a NO-GO', () => {
    const results = passing.filter((gate) => gate.id !== id);
    expect(decide(results, required)).toEqual({
      decision: 'NO-GO',
      reasons: [`${id} did not run`],
    });
  });
});

describe('thresholds', () => {
  const good: Measured = { ttffMs: 500, cancelMs: 150, comparisonMs: 600_000, deterministic: true };

  test('hold up to their limit', () => expect(missed(good)).toEqual([]));

  test.each([
    [{ ttffMs: 500.1 }, 'ttffMs'],
    [{ cancelMs: 150.1 }, 'cancelMs'],
    [{ comparisonMs: 600_001 }, 'comparisonMs'],
    [{ deterministic: false }, 'deterministic'],
    [{ ttffMs: Number.NaN }, 'ttffMs'],
  ])('%o is missed', (change, name) => {
    expect(missed({ ...good, ...change })).toEqual([name]);
  });

  test('the thresholds gate fails where one is missed, and is skipped where nothing was measured', async () => {
    const gate = gates.find(({ id }) => id === 'thresholds') as (typeof gates)[number];
    const context = { env: {}, steps: [] };
    const verdictOf = async (measured: Measured | null) =>
      (await take(gate, { ...context, measured })).verdict;
    expect(await verdictOf(good)).toBe('pass');
    expect(await verdictOf({ ...good, cancelMs: 151 })).toBe('fail');
    expect(await verdictOf(null)).toBe('skip');
  });

  test('on a machine that is busy with something else, that is said', () => {
    expect(busy(2, 2)).toBe('');
    expect(busy(7.04, 2)).toContain('load 7.0 on 2 cores');
  });

  test('the 95th percentile of ten is the largest', () => {
    expect(p95([3, 1, 2, 10, 4, 5, 6, 7, 8, 9])).toBe(10);
    expect(p95(Array.from({ length: 100 }, (_, index) => index + 1))).toBe(95);
  });
});

describe('a miss that is really there', () => {
  /** What the real gate says, put to the real decision among gates that passed. */
  async function decisionWith(id: string, context: Partial<GateContext> = {}) {
    const gate = gates.find((each) => each.id === id) as (typeof gates)[number];
    const result = await take(gate, { env: process.env, steps: [], measured: null, ...context });
    const results = passing.map((each) => (each.id === id ? result : each));
    return { ...decide(results, required), result };
  }
  const unableToStart = { ...process.env, CORS_ORIGINS: 'nonsense' };

  test('thresholds: measured at a gateway that keeps no promise', async () => {
    const gateway = await startSlowGateway();
    try {
      const measured = await measure(gateway.url, 1);
      expect(missed(measured)).toEqual(['ttffMs', 'cancelMs', 'deterministic']);
      const { decision, reasons } = await decisionWith('thresholds', { measured });
      expect(decision).toBe('NO-GO');
      expect(reasons).toHaveLength(1);
      expect(reasons[0]).toMatch(
        /^Thresholds failed: first token \d+ ms \(OVER the 500\), cancel \d+ ms \(OVER the 150\), comparison \d+ ms \(at most 600000\), REPLAYS DIFFER$/,
      );
    } finally {
      await gateway.close();
    }
  });

  test.each([
    ['smoke', 'failed: pilot: start failed'],
    ['harness', 'failed: pilot: start failed'],
    ['preflight', 'failed: '],
  ])('%s: a pilot that cannot start', async (id, reason) => {
    const { decision, reasons } = await decisionWith(id, { env: unableToStart });
    expect(decision).toBe('NO-GO');
    expect(reasons.join()).toContain(reason);
  });

  test.each([
    ['kill-switch', 'rollback'],
    ['cors', 'spot-checks'],
  ])('%s: a step of the preflight that failed, or did not run', async (id, step) => {
    const steps = [{ ...(passing[0] as GateResult), ...fail('out of paper'), id: step }];
    const failed = await decisionWith(id, { steps });
    expect(failed.reasons.join()).toMatch(/ failed: out of paper$/);
    const absent = await decisionWith(id);
    expect(absent.reasons.join()).toMatch(/ was skipped: the preflight did not come to it$/);
  });

  test('contract: tests that do not run', async () => {
    const env = { ...process.env, NODE_OPTIONS: '--no-such-option' };
    const { reasons } = await decisionWith('contract', { env });
    expect(reasons).toEqual(['Contract tests failed: the tests did not run']);
  });

  test('security: a switch that is on', async () => {
    const env = { ...process.env, ENABLE_CACHE: 'true' };
    const { reasons } = await decisionWith('security', { env });
    expect(reasons.join()).toBe('Security scan failed: ENABLE_CACHE is on');
  });

  test('monitoring: no promtool', async () => {
    const { reasons } = await decisionWith('monitoring', { env: { PATH: '/nowhere' } });
    expect(reasons).toEqual(['Monitoring was skipped: promtool is missing; install Prometheus']);
  });

  test.each([
    [null, undefined, 'not built here (buildah is missing)'],
    [
      'case "$*" in *build) echo no space left >&2; exit 1;; esac',
      'Images failed: no space left',
      undefined,
    ],
    ['true', undefined, undefined],
  ])('images: where docker is %j', async (docker, reason, notDone) => {
    const folder = await mkdtemp(join(tmpdir(), 'tools-'));
    for (const name of ['dirname', 'mkdir', 'git'])
      await symlink(`/usr/bin/${name}`, join(folder, name));
    if (docker) await writeFile(join(folder, 'docker'), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
    try {
      const { reasons, result } = await decisionWith('images', { env: { PATH: folder } });
      expect([reasons[0], result.notDone]).toEqual([reason, notDone]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('security: that npm audit was not done is said, and is no reason against', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tools-'));
    const answer = '{"message":"405 Method Not Allowed - POST https://registry.example/"}';
    await writeFile(join(folder, 'npm'), `#!/bin/sh\necho '${answer}'; exit 1\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    try {
      const { decision, result } = await decisionWith('security');
      expect(decision).toBe('GO');
      expect(result.evidence).toMatch(/^npm audit was NOT DONE; no secrets in the tree; /);
      expect(result.notDone).toBe('npm audit: the registry answered 405 Method Not Allowed');
    } finally {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    }
  });

  test('documents: a link and an anchor that lead nowhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pages-'));
    try {
      await writeFile(join(folder, 'a.md'), '# A\n[b](b.md) [a](#a) [c](#c)\n');
      for (const args of [
        ['init', '-q'],
        ['add', '.'],
      ])
        await run('git', args, {}, folder);
      expect(await brokenLinks(folder)).toEqual(['a.md: b.md', 'a.md: #c']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('npm audit', () => {
  test('that finds nothing grave is no reason against', () => {
    const report = { metadata: { vulnerabilities: { low: 2, high: 0, critical: 0 } } };
    expect(readAudit(JSON.stringify(report))).toMatchObject({ wrong: [], notDone: null });
  });

  test('that finds something grave is', () => {
    const report = { metadata: { vulnerabilities: { high: 1, critical: 2 } } };
    expect(readAudit(JSON.stringify(report)).wrong).toEqual(['npm audit: 2 critical, 1 high']);
  });

  test.each([
    [
      '{"message":"405 Method Not Allowed - POST https://registry.example/-/npm/v1/security"}',
      'npm audit: the registry answered 405 Method Not Allowed',
    ],
    ['', 'npm audit: no registry answered'],
  ])('that was not done is said to be so', (stdout, notDone) => {
    expect(readAudit(stdout)).toEqual({ wrong: [], evidence: 'npm audit was NOT DONE', notDone });
  });
});

describe('a pack', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const packed = (content: string, modified = false) =>
    zip([
      { path: 'pilot-deploy/a.txt', bytes: bytes(content) },
      { path: 'pilot-deploy/SHA256SUMS', bytes: bytes(`${sha256('hello')}  a.txt\n`) },
      {
        path: 'pilot-deploy/manifest.json',
        bytes: bytes(JSON.stringify({ commit: 'abc', modified })),
      },
    ]);
  const tree = { commit: 'abc', modified: false };

  test('of this commit is right', async () => {
    expect(await packProblems(packed('hello'), tree)).toEqual([]);
  });

  test.each([
    ['stale', packed('hello'), { ...tree, commit: 'def' }, 'the pack is of commit abc, not this'],
    ['changed', packed('hullo'), tree, 'a.txt was changed'],
    ['of changed files', packed('hello', true), tree, 'the pack was made with uncommitted changes'],
    [
      'beside changed files',
      packed('hello'),
      { ...tree, modified: true },
      'files differ from the commit',
    ],
  ])('that is %s is wrong', async (_, archive, against, problem) => {
    expect(await packProblems(archive, against)).toEqual([problem]);
  });
});

test('the preflight has thirteen steps, each with its own name', () => {
  expect(new Set(steps.map(({ id }) => id)).size).toBe(13);
});

test('a step that throws has failed, with the message as its evidence', async () => {
  const step = { id: 'x', title: 'X', find: () => Promise.reject(new Error('out of paper')) };
  expect(await take(step, null)).toMatchObject(fail('out of paper'));
});

describe('smoke', () => {
  const line = (verdict: string, name: string) => `${verdict}  ${name.padEnd(24)} seen\n`;
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const all = names.map((name) => line('PASS', name)).join('');

  test('passes with eight checks', () => expect(readSmoke(all, 0).passed).toBe(true));
  test.each([
    [all.replace(/^PASS/, 'FAIL'), 1],
    [all.replace(/^.*\n/, ''), 0],
    [all, 1],
    ['', 0],
  ])('does not pass with one failed, one missing, or another exit code', (stdout, code) => {
    expect(readSmoke(stdout, code).passed).toBe(false);
  });
});

test('licences: one that is not allowed, or none, is a violation', () => {
  const each = { path: '', version: '1', integrity: null, everywhere: true, dependsOn: [] };
  expect(
    licenceViolations([
      { ...each, name: 'good', license: 'MIT' },
      { ...each, name: 'either', license: '(GPL-3.0 OR MIT)' },
      { ...each, name: 'both', license: 'MIT AND GPL-3.0' },
      { ...each, name: 'copyleft', license: 'AGPL-3.0' },
      { ...each, name: 'none', license: null },
    ]),
  ).toEqual(['both@1: MIT AND GPL-3.0', 'copyleft@1: AGPL-3.0', 'none@1: no licence stated']);
});

test('secrets are found, and what is none is not', () => {
  const key = ['-----BEGIN', 'PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ'].join(' ');
  expect(secretsIn(key)).toEqual(['a private key']);
  expect(secretsIn(`token = "ghp_${'a1'.repeat(18)}"`)).toEqual(['a GitHub token']);
  expect(secretsIn(`postgres://admin:${'hunter2x'}@db.example:5432/x`)).toEqual([
    'a password in a URL',
  ]);
  expect(secretsIn('postgres://user:password@host:5432/database')).toEqual([]);
});

test('links and anchors of a page', () => {
  const page = '# One `two`, three!\n[a](b.md#c) `[not](this.md)` [web](https://example.org)\n';
  expect([...anchorsOf(page)]).toEqual(['one-two-three']);
  expect(linksOf(page)).toEqual(['b.md#c']);
});

test('the page says the decision, why not, and every gate', () => {
  const [first] = passing;
  const page = decisionPage(
    {
      schema: 'evidence.v1',
      decision: 'NO-GO',
      version: '1.2.3',
      engineVersion: '1.2.3',
      commit: 'abc',
      modified: true,
      takenAt: '2026-01-02T03:04:05Z',
      machine: 'a | b',
      packSha256: null,
      images: [],
      metrics: { ttffMs: 12 },
      gates: [{ ...(first as GateResult), verdict: 'skip', notDone: 'npm audit: no answer' }],
    },
    ['it was skipped'],
  );
  for (const text of [
    'NO-GO',
    '- it was skipped',
    '**SKIPPED**',
    'abc with uncommitted',
    '| Time to first token | 12 ms | 500 ms | 95th percentile of ten streams',
    'Not built here; no digest is claimed.',
    'Deploy pack of this commit: npm audit: no answer',
  ]) {
    expect(page).toContain(text);
  }
});
