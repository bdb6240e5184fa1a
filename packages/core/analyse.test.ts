import type { Scenario } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { analyse } from './analyse.ts';
import type { Findings, OptionFinding } from './decide/findings.ts';
import { decide } from './decide/index.ts';
import { SUMMARISED_FROM } from './decide/whole.ts';
import { frameOf } from './frame.ts';
import { compileScenario } from './language/compile.ts';
import { critiqueOf } from './narrate/index.ts';
import { identityOf, ScenarioInvalid, settingsOf } from './question.ts';
import { resultHashOf } from './report/index.ts';
import { createOracle } from './simulate/oracle.ts';
import { createSimulator } from './simulate/simulator.ts';
import type { Statistics } from './simulate/types.ts';

const scenario = (lead: number, more: Partial<Scenario> = {}): Scenario => ({
  schema: 'scenario.v1',
  id: 'two',
  title: 'Two options',
  variables: { a: { dist: 'normal', mean: lead, sd: 1 }, b: { dist: 'normal', mean: 0, sd: 1 } },
  options: [
    { id: 'left', set: { left: 1 } },
    { id: 'right', set: { left: 0 } },
  ],
  model: { value: 'if(left, a, b)' },
  objective: { maximise: 'value' },
  samples: 65_536,
  ...more,
});

describe('precision: decision', () => {
  test('stops once the decision is clear', () => {
    const findings = analyse({ scenario: scenario(2, { precision: 'decision' }) });
    expect(findings.frame.samples).toBe(1024);
    expect(findings.recommendation.primary).toBe('left');
  });

  test('goes on while it is open, to the samples asked for at most', () => {
    const close = scenario(0.02, {
      precision: 'decision',
      samples: 4_096,
      sampler: 'random',
    });
    expect(analyse({ scenario: close }).frame.samples).toBe(4_096);
  });

  test('is resolved sooner by Sobol points, which know a mean better', () => {
    const close = scenario(0.02, { precision: 'decision', samples: 4_096 });
    expect(analyse({ scenario: close }).frame.samples).toBe(1_024);
  });

  test('draws the samples that the whole run begins with', () => {
    const early = analyse({ scenario: scenario(2, { precision: 'decision' }) });
    const whole = analyse({ scenario: scenario(2), samples: 1024 });
    expect(early.options.map(({ value }) => value)).toEqual(
      whole.options.map(({ value }) => value),
    );
  });

  test('says at each look how the decision stands', () => {
    const said: string[] = [];
    const close = scenario(0.02, {
      precision: 'decision',
      samples: 2_048,
      sampler: 'random',
    });
    analyse({ scenario: close }, { onProgress: (_, message) => said.push(message) });
    expect(said.slice(0, 2)).toEqual([
      'Simulated 1,024 samples: the decision is open',
      'Simulated 2,048 samples: the decision is open',
    ]);
  });
});

test('progress rises to 100 in steps that are the same in every run', () => {
  const steps = () => {
    const seen: [number, string][] = [];
    analyse(
      { scenario: scenario(1), samples: 2_000 },
      { onProgress: (...step) => seen.push(step) },
    );
    return seen;
  };
  const first = steps();
  const percents = first.map(([percent]) => percent);
  expect(steps()).toEqual(first);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
});

test('a question without a seed or samples takes the scenario’s, then the defaults', () => {
  expect(settingsOf({ scenario: scenario(1) })).toEqual({
    seed: 42,
    samples: 65_536,
    sampler: 'sobol',
  });
  const seeded = scenario(1, { seed: 0, sampler: 'random' });
  expect(settingsOf({ scenario: seeded })).toEqual({ seed: 0, samples: 65_536, sampler: 'random' });
  expect(settingsOf({ scenario: seeded, seed: 7, samples: 10 })).toEqual({
    seed: 7,
    samples: 10,
    sampler: 'random',
  });
});

test('equal questions have equal ids, others do not', () => {
  const { runId } = identityOf({ scenario: scenario(1) });
  expect(identityOf({ scenario: scenario(1), seed: 42 }).runId).toBe(runId);
  expect(identityOf({ scenario: scenario(1), seed: 43 }).runId).not.toBe(runId);
  expect(identityOf({ scenario: scenario(1), samples: 10 }).runId).not.toBe(runId);
  expect(identityOf({ scenario: scenario(2) }).runId).not.toBe(runId);
  expect(identityOf({ scenario: scenario(1), analyses: [] }).runId).not.toBe(runId);
});

test('a scenario that cannot be compiled throws every problem', () => {
  const broken = scenario(1, { model: { value: 'aa + bb' } });
  expect(() => analyse({ scenario: broken })).toThrow(ScenarioInvalid);
});

test('the kernels and the scalar oracle give the same result hash', () => {
  const question = {
    scenario: scenario(1, { study: { variable: 'a', n: 5, cost: 0.01 } }),
    samples: 700,
  };
  const compiled = compileScenario(question.scenario);
  if ('problems' in compiled) throw new ScenarioInvalid(compiled.problems);
  const { graph } = compiled;
  const settings = settingsOf(question);
  const simulator = createOracle(graph, settings);
  const byOracle = decide({
    ...{ scenario: question.scenario, graph, settings, simulator, analyses: null },
    samples: simulator.run(),
    frame: frameOf(question.scenario, graph, settings, simulator, compiled),
    identity: identityOf(question),
  });
  const byKernels = analyse(question);
  expect(resultHashOf(byOracle, critiqueOf(byOracle))).toBe(
    resultHashOf(byKernels, critiqueOf(byKernels)),
  );
});

describe('a run too large to keep', () => {
  const samples = SUMMARISED_FROM + 1_000;
  /** The same run with every outcome kept, as a smaller one keeps them. */
  function withColumns(of: Scenario): Findings {
    const compiled = compileScenario(of);
    if ('problems' in compiled) throw new ScenarioInvalid(compiled.problems);
    const { graph } = compiled;
    const settings = { ...settingsOf({ scenario: of }), samples };
    const simulator = createSimulator(graph, settings);
    const frame = frameOf(of, graph, settings, simulator, compiled);
    const identity = identityOf({ scenario: of, samples });
    const run = { scenario: of, graph, settings, samples: simulator.run(), simulator };
    return decide({ ...run, frame, identity, analyses: [] });
  }

  test.each(['maximise', 'minimise'] as const)(
    'is ranked by all its samples as if it had been kept: %s',
    (direction) => {
      const of = scenario(0.01, { objective: { [direction]: 'value' } } as Partial<Scenario>);
      const found = analyse({ scenario: of, samples, analyses: [] });
      const kept = withColumns(of);
      expect(found.frame.samples).toBe(samples);
      const near = (x: number) => expect.closeTo(x, 7);
      expect(found.recommendation).toEqual({
        ...kept.recommendation,
        rareShare: expect.closeTo(kept.recommendation.rareShare, 4),
        margin: {
          value: near(kept.recommendation.margin.value),
          low: near(kept.recommendation.margin.low),
          high: near(kept.recommendation.margin.high),
        },
      });
      found.options.forEach((option, d) => {
        const whole = kept.options[d] as OptionFinding;
        const { cvar5, quantiles, ...outcome } = option.outcomes.value as Statistics;
        expect(whole.outcomes.value).toMatchObject(outcome);
        expect(cvar5).toBeCloseTo(whole.outcomes.value?.cvar5 ?? 0, 2);
        expect(quantiles).toEqual(whole.outcomes.value?.quantiles);
        expect(option.probabilityBest).toEqual(whole.probabilityBest);
        expect(option.expectedRegret).toBe(whole.expectedRegret);
        expect(option.value.high).toBeCloseTo(whole.value.high, 7);
      });
    },
  );

  test.each([
    ['a risk tolerance', { risk: { attitude: 'averse', tolerance: 1 } }],
    ['a value that is not a number', { model: { value: 'if(left, a, log(b + 4.5))' } }],
  ] as [string, Partial<Scenario>][])('is kept where it has to be: with %s', (_, more) => {
    const of = scenario(0.01, more);
    const told: number[] = [];
    const onProgress = (percent: number) => told.push(percent);
    const found = analyse({ scenario: of, samples, analyses: [] }, { onProgress });
    expect(found.options).toEqual(withColumns(of).options);
    expect(told).toEqual([15, 30, 45, 60, 100]);
  });
});
