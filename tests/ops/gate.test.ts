import { sha256 } from '@scenario-sandbox/ops/digest.ts';
import { decide } from '@scenario-sandbox/ops/gate/decide.ts';
import type { GateResult } from '@scenario-sandbox/ops/gate/evidence.ts';
import { gates } from '@scenario-sandbox/ops/gate/gates.ts';
import { anchorsOf, linksOf } from '@scenario-sandbox/ops/gate/links.ts';
import { decisionPage } from '@scenario-sandbox/ops/gate/page.ts';
import { secretsIn } from '@scenario-sandbox/ops/gate/security.ts';
import { type Measured, missed, p95 } from '@scenario-sandbox/ops/measure.ts';
import { licenceViolations } from '@scenario-sandbox/ops/pack/licences.ts';
import { packProblems } from '@scenario-sandbox/ops/preflight/pack-integrity.ts';
import { steps } from '@scenario-sandbox/ops/preflight/steps.ts';
import { readSmoke } from '@scenario-sandbox/ops/smoke.ts';
import { fail, take } from '@scenario-sandbox/ops/step.ts';
import { zip } from '@scenario-sandbox/ops/zip.ts';
import { describe, expect, test } from 'vitest';

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

  test('the 95th percentile of ten is the largest', () => {
    expect(p95([3, 1, 2, 10, 4, 5, 6, 7, 8, 9])).toBe(10);
    expect(p95(Array.from({ length: 100 }, (_, index) => index + 1))).toBe(95);
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
      gates: [{ ...(first as GateResult), verdict: 'skip' }],
    },
    ['it was skipped'],
  );
  for (const text of [
    'NO-GO',
    '- it was skipped',
    '**SKIPPED**',
    'abc with uncommitted',
    '| ttffMs | 12 | 500 | 95th percentile of ten streams',
    'Not built here: no digest is claimed.',
  ]) {
    expect(page).toContain(text);
  }
});
