import { expect, test } from 'vitest';
import { frameOf } from '../frame.ts';
import { graphOf, scenarioWith } from '../language/testing.ts';
import { createSimulator } from '../simulate/simulator.ts';
import type { RunSettings } from '../simulate/types.ts';
import { type Block, overallOfBlocks } from './exchange.ts';
import { problemOf } from './pose.ts';
import type { Problem } from './problem.ts';

const parts = {
  variables: {
    plain: { dist: 'normal', mean: 10, sd: 2 },
    left: { dist: 'normal', mean: 0, sd: 1 },
    right: { dist: 'gamma', shape: 2, scale: 3 },
    mean: { dist: 'uniform', min: 1, max: 3 },
    conditional: { dist: 'normal', mean: 'mean', sd: 0.5 },
    after: { dist: 'normal', mean: 'left', sd: 0.5 },
    monthly: { dist: 'normal', mean: 1, sd: 0.3, per: 'period' as const },
  },
  correlations: [{ between: ['left', 'right'] as [string, string], spearman: 0.6 }],
  periods: { count: 3 },
  model: {
    flow: 'plain * monthly + conditional',
    y: 'sum(flow) + left * right + mean + exp(after)',
  },
  objective: { maximise: 'y' },
};
const NAMES = Object.keys(parts.variables);
const ROWS = 100;

function problem(): Problem {
  const settings: RunSettings = { seed: 3, samples: 512, sampler: 'sobol' };
  const scenario = scenarioWith(parts);
  const simulator = createSimulator(graphOf(parts), settings);
  const frame = frameOf(scenario, simulator.graph, settings, simulator, { unused: [], units: {} });
  return problemOf(frame, simulator.run(), simulator);
}

/** The same run, had it kept none of its inputs: all is drawn again from uniforms. */
function forgetful(known: Problem): Problem {
  return { ...known, samples: { ...known.samples, inputCount: 0 } };
}

const rows = Uint32Array.from({ length: ROWS }, (_, i) => 2 * i + 1);
const places = Uint32Array.from({ length: ROWS }, (_, i) => (i * 37) % ROWS);

function blockOf({ samples: { graph } }: Problem, names: readonly string[]): Block {
  const moved = graph.inputs.filter(({ name }) => names.includes(name));
  return { moved: new Set(moved.map(({ uniform }) => uniform)), places, given: new Map() };
}

test.each([...NAMES.map((name) => [name]), ['mean', 'conditional'], ['left', 'right', 'after']])(
  'draws of %s, %s, %s moved: values kept by the run give the bits that drawing again gives',
  (...names) => {
    const known = problem();
    const blocks = [blockOf(known, names)];
    const again = overallOfBlocks(known, rows, blocks);
    expect(again).toEqual(overallOfBlocks(forgetful(known), rows, blocks));
    expect(again[0]?.[0]).not.toEqual(overallOfBlocks(known, rows, [blockOf(known, [])])[0]?.[0]);
  },
);

test('many blocks at once give what each gives alone, given values among them', () => {
  const known = problem();
  const given = (name: string): Block => {
    const input = known.samples.graph.inputs.findIndex((each) => each.name === name);
    return {
      ...blockOf(known, []),
      given: new Map([[input, Float64Array.from(rows, (row) => row / 100)]]),
    };
  };
  const blocks = [
    ...NAMES.map((name) => blockOf(known, [name])),
    ...NAMES.filter((name) => name !== 'monthly').map(given),
    ...Array.from({ length: 30 }, () => blockOf(known, ['plain'])),
  ];
  const alone = blocks.flatMap((block) => overallOfBlocks(known, rows, [block]));
  expect(overallOfBlocks(known, rows, blocks)).toEqual(alone);
  expect(overallOfBlocks(forgetful(known), rows, blocks)).toEqual(alone);
});

test('nothing moved: the run itself', () => {
  const known = problem();
  const [same] = overallOfBlocks(known, rows, [blockOf(known, [])]);
  const own = known.values.map((column) => Float64Array.from(rows, (row) => column[row] as number));
  expect(same).toEqual(own);
});
