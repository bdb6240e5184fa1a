import { availableParallelism, loadavg } from 'node:os';
import { thresholds } from '@scenario-sandbox/contract';
import { createClient } from '@scenario-sandbox/sdk';
import { longestMs, rollbackDrill } from '../drill/rollback.ts';
import { type Measured, measure, missed } from '../measure.ts';
import { type Pilot, services } from '../pilot.ts';
import { findPorts } from '../ports.ts';
import { run } from '../run.ts';
import { smoke } from '../smoke.ts';
import { fail, noneOf, pass, type Step } from '../step.ts';
import { dataProblems } from './data-safety.ts';
import { checkPack } from './pack-integrity.ts';
import { readSettings, switchesOn } from './settings.ts';
import { failingSpots, spotCount } from './spot-checks.ts';

/** What the steps share: a pilot of their own, and what they measured on the way. */
export interface Preflight {
  readonly env: NodeJS.ProcessEnv;
  readonly pilot: Pilot;
  measured: Measured | null;
}

const NODE_MAJOR = '24.';
/** What was measured beside what is promised; a promise that was missed is written in capitals. */
export function figuresOf(measured: Measured): string {
  const wrong = missed(measured);
  const figure = (name: keyof typeof thresholds, title: string) => {
    const limit = `${wrong.includes(name) ? 'OVER the' : 'at most'} ${thresholds[name]}`;
    return `${title} ${Math.round(measured[name])} ms (${limit})`;
  };
  return [
    figure('ttffMs', 'first token'),
    figure('cancelMs', 'cancel'),
    figure('comparisonMs', 'comparison'),
    measured.deterministic ? 'replays are identical' : 'REPLAYS DIFFER',
  ].join(', ');
}

/** Why figures may be the machine's rather than the product's; empty on a machine with cores to spare. */
export function busy(
  load: number = loadavg()[0] ?? 0,
  cores: number = availableParallelism(),
): string {
  if (load <= cores) return '';
  return `; the machine was busy (load ${load.toFixed(1)} on ${cores} cores), so measure again at rest`;
}

/** The thirteen steps before a pilot is opened, in order. */
export const steps: readonly Step<Preflight>[] = [
  {
    id: 'runtime',
    title: 'Runtime',
    async find() {
      const node = process.versions.node;
      if (!node.startsWith(NODE_MAJOR)) return fail(`Node is ${node}; the product runs on 24`);
      const curl = await run('curl', ['--version']);
      if (curl.code !== 0) return fail('curl is missing');
      const docker = await run('docker', ['info', '-f', '{{.ServerVersion}}'], {
        timeoutMs: 10_000,
      });
      const engine =
        docker.code === 0 ? `Docker ${docker.stdout.trim()}` : 'no Docker engine: native';
      return pass(`Node ${node}, ${curl.stdout.split(' ').slice(0, 2).join(' ')}, ${engine}`);
    },
  },
  {
    id: 'ports',
    title: 'Ports',
    async find({ env }) {
      const { values } = await readSettings(env);
      const { ports, wrong } = await findPorts((name) => values.get(name));
      return noneOf(wrong, `${ports.join(', ')} are free, or the product's already`);
    },
  },
  { id: 'pack-integrity', title: 'Pack integrity', find: checkPack },
  {
    id: 'environment',
    title: 'Environment',
    async find({ env }) {
      const { file, values, unknown } = await readSettings(env);
      const wrong = unknown.map((name) => `${file}: ${name} is no setting of the product`);
      return noneOf(wrong, `${file}: ${values.size} settings, all known`);
    },
  },
  {
    id: 'start',
    title: 'Start',
    async find({ pilot }) {
      const startedMs = performance.now();
      const { code, stderr } = await pilot.up();
      if (code !== 0) return fail(stderr.trim().split('\n').at(-1) ?? '');
      const again = await pilot.script('up');
      if (!again.stdout.includes('running already')) return fail('a second start was not harmless');
      return pass(
        `up in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s, and safe to repeat`,
      );
    },
  },
  {
    id: 'health',
    title: 'Health',
    async find({ pilot }) {
      const seen = await Promise.all(
        services.flatMap((name) =>
          ['/healthz', '/readyz'].map(async (path) => {
            const { ok } = await fetch(pilot.urls[name] + path);
            return ok ? [] : [`${name}${path} does not say well`];
          }),
        ),
      );
      return noneOf(seen.flat(), 'gateway, engine and jobs are healthy and ready');
    },
  },
  {
    id: 'smoke',
    title: 'Smoke',
    async find({ pilot }) {
      const { passed, checks } = await smoke(pilot.env);
      const wrong = checks.filter((check) => !check.passed);
      if (passed) return pass(`${checks.length} of 8 pass`);
      return fail(
        wrong.map(({ name, evidence }) => `${name}: ${evidence}`).join('; ') || 'no answer',
      );
    },
  },
  {
    id: 'spot-checks',
    title: 'Spot checks',
    find: async ({ pilot }) =>
      noneOf(await failingSpots(pilot), `${spotCount} of ${spotCount} hold`),
  },
  {
    id: 'performance',
    title: 'Performance',
    async find(context) {
      context.measured = await measure(context.pilot.urls.gateway);
      const figures = figuresOf(context.measured);
      return missed(context.measured).length === 0 ? pass(figures) : fail(figures + busy());
    },
  },
  {
    id: 'safety-switches',
    title: 'Safety switches',
    async find({ env }) {
      const on = switchesOn(await readSettings(env));
      return noneOf(
        on.map((name) => `${name} is on`),
        'all off',
      );
    },
  },
  {
    id: 'data-safety',
    title: 'Data safety',
    find: async ({ pilot }) =>
      noneOf(
        await dataProblems(pilot),
        'logs and metrics hold nothing users sent; sessions and audit survive a restart',
      ),
  },
  {
    id: 'demo-readiness',
    title: 'Demo readiness',
    async find({ pilot }) {
      const { gateway } = pilot.urls;
      const report = await createClient({ baseUrl: gateway }).report({
        scenarioId: 'demo',
        seed: 42,
      });
      const wrong: string[] = [];
      if (!report.recommendation.primary) wrong.push('the demo recommends nothing');
      for (const path of ['/', '/tools/sse-viewer.html']) {
        const { status } = await fetch(gateway + path);
        if (status !== 200) wrong.push(`${path} answers ${status}`);
      }
      return noneOf(
        wrong,
        `studio and viewer open; the demo recommends ${report.recommendation.primary}`,
      );
    },
  },
  {
    id: 'rollback',
    title: 'Rollback and kill switch',
    async find({ pilot }) {
      const drill = await rollbackDrill(pilot);
      const last = drill.scenarios.at(-1);
      const step = last?.steps.at(-1);
      if (!drill.passed) return fail(`${last?.title}, ${step?.name}: ${step?.evidence}`);
      const seconds = (longestMs(drill) / 1_000).toFixed(1);
      return pass(`${drill.scenarios.length} scenarios, the longest ${seconds} s (at most 300)`);
    },
  },
];
