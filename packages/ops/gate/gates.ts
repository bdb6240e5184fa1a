import { join } from 'node:path';
import { operationsWithout, readHttpFile, sendAll } from '../http-file.ts';
import { type Measured, missed } from '../measure.ts';
import { Pilot } from '../pilot.ts';
import { pilotFolder, root } from '../places.ts';
import { preflight } from '../preflight/index.ts';
import { checkPack } from '../preflight/pack-integrity.ts';
import { figuresOf } from '../preflight/steps.ts';
import { run } from '../run.ts';
import { smoke } from '../smoke.ts';
import { fail, noneOf, pass, type Step, skip } from '../step.ts';
import type { GateResult } from './evidence.ts';
import { brokenLinks } from './links.ts';
import { securityScan } from './security.ts';

/** What the gates share. */
export interface GateContext {
  readonly env: NodeJS.ProcessEnv;
  /** The steps of the preflight, once it ran. */
  steps: readonly GateResult[];
  measured: Measured | null;
}

const CONTRACT_TESTS = [
  'packages/contract',
  'tests/edge/openapi.test.ts',
  'tests/edge/stream.test.ts',
];
const TESTS_TIMEOUT_MS = 300_000;
const IMAGES_TIMEOUT_MS = 900_000;
/** What build-images.sh ends with where it lacks the tools. */
const NOT_BUILT = 3;

async function withPilot<T>(
  env: NodeJS.ProcessEnv,
  work: (pilot: Pilot) => Promise<T>,
): Promise<T> {
  const pilot = await Pilot.prepare(env);
  try {
    const { code, stderr } = await pilot.up();
    if (code !== 0) throw new Error(stderr.trim().split('\n').at(-1));
    return await work(pilot);
  } finally {
    await pilot.remove();
  }
}

/** What a step of the preflight said; a gate of its own in the release. */
const fromPreflight = (id: string, title: string, step: string): Step<GateContext> => ({
  id,
  title,
  async find({ steps }) {
    const found = steps.find((each) => each.id === step);
    return found ?? skip('the preflight did not come to it');
  },
});

/** Every gate of the release, in order. One that is not passed is a NO-GO. */
export const gates: readonly Step<GateContext>[] = [
  { id: 'pack', title: 'Deploy pack of this commit', find: checkPack },
  {
    id: 'smoke',
    title: 'Smoke tests',
    find: ({ env }) =>
      withPilot(env, async (pilot) => {
        const { passed, checks } = await smoke(pilot.env);
        const wrong = checks.filter((check) => !check.passed).map(({ name }) => name);
        return passed ? pass(`all ${checks.length} checks`) : fail(wrong.join(', ') || 'no answer');
      }),
  },
  {
    id: 'preflight',
    title: 'Preflight',
    async find(context) {
      const { passed, steps, measured } = await preflight(context.env);
      Object.assign(context, { steps, measured });
      const wrong = steps.filter(({ verdict }) => verdict !== 'pass');
      if (passed) return pass(`${steps.length} of 13 steps`);
      return fail(wrong.map(({ title, evidence }) => `${title}: ${evidence}`).join('; '));
    },
  },
  {
    id: 'thresholds',
    title: 'Thresholds',
    async find({ measured }) {
      if (!measured) return skip('nothing was measured');
      const figures = figuresOf(measured);
      return missed(measured).length === 0 ? pass(figures) : fail(figures);
    },
  },
  fromPreflight('kill-switch', 'Rollback and kill switch', 'rollback'),
  fromPreflight('cors', 'CORS and contracts of answers', 'spot-checks'),
  {
    id: 'contract',
    title: 'Contract tests',
    async find({ env }) {
      const tool = join(root, 'node_modules/vitest/vitest.mjs');
      const { code, stdout } = await run(process.execPath, [tool, 'run', ...CONTRACT_TESTS], {
        env: { ...env, NO_COLOR: '1' },
        timeoutMs: TESTS_TIMEOUT_MS,
      });
      const summary = /^ *Tests +(.*)$/m.exec(stdout)?.[1] ?? 'the tests did not run';
      return code === 0 ? pass(summary) : fail(summary);
    },
  },
  { id: 'security', title: 'Security scan', find: ({ env }) => securityScan(env) },
  {
    id: 'harness',
    title: 'Integration harness',
    find: ({ env }) =>
      withPilot(env, async (pilot) => {
        const requests = await readHttpFile();
        const surprises = await sendAll(requests, pilot.urls);
        const document = await (await fetch(`${pilot.urls.gateway}/openapi.json`)).json();
        const without = operationsWithout(requests, document).map(
          (each) => `no request for ${each}`,
        );
        return noneOf(
          [...surprises, ...without],
          `${requests.length} requests of pilot.http, for every route of the OpenAPI document, answer as they should`,
        );
      }),
  },
  {
    id: 'images',
    title: 'Images',
    async find({ env }) {
      const script = join(pilotFolder, 'scripts/build-images.sh');
      const built = await run('/bin/bash', [script], { env, timeoutMs: IMAGES_TIMEOUT_MS });
      const last = (text: string) => text.trim().split('\n').at(-1) ?? '';
      if (built.code === 0) return pass('three images of this commit');
      if (built.code !== NOT_BUILT) return fail(last(built.stderr) || last(built.stdout));
      const notDone = last(built.stdout).replace('images: ', '');
      return { ...pass(`${notDone}; no digest is claimed`), notDone };
    },
  },
  {
    id: 'monitoring',
    title: 'Monitoring',
    async find({ env }) {
      const cwd = join(pilotFolder, 'observability/prometheus');
      const tested = await run('promtool', ['test', 'rules', 'rules.test.yml'], { cwd, env });
      if (tested.code === 127) return skip('promtool is missing; install Prometheus');
      return tested.code === 0
        ? pass('every alert fires and is silent where it should')
        : fail(tested.stdout);
    },
  },
  {
    id: 'documents',
    title: 'Documents',
    find: async () => noneOf(await brokenLinks(), 'every link leads somewhere'),
  },
  { id: 'unchanged', title: 'Pack still of this commit, after all gates', find: checkPack },
];
