import type { Scenario } from '@scenario-sandbox/contract';
import { Report, routes } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { body, critiqueOf, opening } from '@scenario-sandbox/core/narrate/index.ts';
import { toReport, toTerminal } from '@scenario-sandbox/core/report/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { document } from '@scenario-sandbox/runner/document.ts';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';

/** Scenarios that nobody means well by, from the question to every form of the answer. */

const meta = { timestamp: '2026-11-02T09:30:00.000Z', durationMs: 1 };
const schema = Compile(Report);

function checked(written: object): Scenario {
  const read = readScenario(JSON.stringify(written));
  if (!('scenario' in read)) throw new Error(JSON.stringify(read.problems));
  return read.scenario;
}

/** Runs the scenario and holds every form of its answer to what any answer owes. */
async function answer(written: object): Promise<string> {
  const findings = analyse({ scenario: checked(written), samples: 256 });
  const critique = critiqueOf(findings);
  const report = toReport(findings, critique, meta);
  expect([...schema.Errors(report)]).toEqual([]);
  const html = await document(findings, 'html', meta);
  expect(html).not.toMatch(/<script|<img (?!src="data:image)|onerror=(?!alert\(1\)&gt;)[^&]*>/);
  const texts = [
    html,
    await document(findings, 'md', meta),
    await document(findings, 'csv', meta),
    await document(findings, 'json', meta),
    toTerminal(report, { width: 80, colour: false }),
    ...routes.map((route) => opening(findings.frame, route) + body(findings, route, 1e6).text),
  ];
  for (const [i, text] of texts.entries()) {
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toMatch(/\[object |\bundefined\b/);
    // CSV and JSON are data: they hold what was written as it was written.
    if (i !== 2 && i !== 3) expect(text).not.toMatch(/\u202e/);
  }
  for (const line of (texts[4] ?? '').split('\n')) expect([...line].length).toBeLessThan(100);
  return texts.slice(5).join('\n');
}

const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[link](javascript:alert(1)) **b** `c`',
  '=cmd|" /C calc"!A1',
  'שלום עולם',
  'evil\u202Etxt.exe',
  'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307',
  'x'.repeat(10_000),
  '😀'.repeat(500),
  '7',
  'Costs',
];

const two = (set: [object, object], model: Record<string, unknown>, more: object = {}) => ({
  ...{ schema: 'scenario.v1', id: 'hostile', title: 'A hostile question' },
  variables: { x: { dist: 'normal', mean: 0, sd: 1, unit: 'EUR' }, a: 0 },
  options: [
    { id: 'one', name: 'One', set: set[0] },
    { id: 'two', name: 'Two', set: set[1] },
  ],
  model,
  objective: { maximise: 'worth' },
  ...more,
});

test.each<[string, object, RegExp]>([
  ['every sample is NaN', two([{ a: 1 }, { a: 2 }], { worth: 'log(0 * x - a)' }), /\w/],
  ['half the samples are NaN', two([{ a: 1 }, { a: 2 }], { worth: 'log(x) + a' }), /no value in/],
  ['infinite outcomes', two([{ a: 1 }, { a: 0 }], { worth: 'x / a' }), /\w/],
  ['huge and tiny figures', two([{ a: 1e300 }, { a: 1e-300 }], { worth: 'x * a' }), /10\^/],
  [
    'draws of some periods that are impossible',
    two(
      [{ a: 1 }, { a: 2 }],
      { worth: 'sum(each) * a + x' },
      {
        variables: {
          x: { dist: 'normal', mean: 0, sd: 1, unit: 'EUR' },
          each: { dist: 'normal', mean: 0, sd: 'x + 2', per: 'period' },
          a: 0,
        },
        periods: { count: 4 },
      },
    ),
    /no value in/,
  ],
  [
    'events of every period',
    two(
      [{ a: 1 }, { a: 0 }],
      { worth: 'a * (sum(hit) - 1)' },
      {
        variables: { hit: { dist: 'bernoulli', p: 0.25, per: 'period' }, a: 0 },
        periods: { count: 4 },
      },
    ),
    /mean over the periods of/,
  ],
  ['equal options', two([{ a: 1 }, { a: 1 }], { worth: 'x + a' }), /One and Two|tie|close/],
  ['options alike but for nothing', two([{}, {}], { worth: 'x' }), /\w/],
  [
    'no uncertainty at all',
    two([{ a: 1 }, { a: 2 }], { worth: 'a' }, { variables: { a: 0 } }),
    /Nothing in .* is uncertain/,
  ],
  [
    'one option',
    {
      ...two([{ a: 1 }, { a: 1 }], { worth: 'x + a' }),
      options: [{ id: 'one', name: 'One', set: { a: 1 } }],
    },
    /only option/,
  ],
  [
    'rules that nobody keeps',
    two(
      [{ a: 1 }, { a: 2 }],
      { worth: 'x + a' },
      {
        constraints: [{ id: 'never', expr: 'worth > 1e9', probability: 0.99 }],
      },
    ),
    /never/,
  ],
  [
    'a tolerance for next to no risk',
    two(
      [{ a: 1 }, { a: 2 }],
      { worth: '1e6 * x + a' },
      { risk: { attitude: 'averse', tolerance: 1e-6 } },
    ),
    /\w/,
  ],
  [
    'a hundred options',
    {
      ...two([{}, {}], { worth: 'x * a' }),
      options: Array.from({ length: 100 }, (_, i) => ({
        id: `o${i}`,
        name: `Option ${i}`,
        set: { a: i },
      })),
    },
    /100 options/,
  ],
  [
    'scores that are all the same',
    {
      ...{ schema: 'scenario.v1', id: 'same', title: 'Same' },
      options: [{ id: 'one' }, { id: 'two' }],
      criteria: [
        { id: 'fit', direction: 'maximise', weight: 1, scores: { one: 5, two: 5 } },
        { id: 'cost', direction: 'minimise', weight: 0, scores: { one: 1, two: 1 } },
      ],
    },
    /one|two/,
  ],
])('%s', async (_, written, says) => {
  expect(await answer(written)).toMatch(says);
});

test('a label of 10,000 characters is refused in one line that names the place', () => {
  const long = { x: { dist: 'normal', mean: 0, sd: 1, label: 'x'.repeat(10_000) } };
  const read = readScenario(JSON.stringify(two([{}, {}], { worth: 'x' }, { variables: long })));
  if (!('problems' in read)) throw new Error('it was read');
  const [problem] = read.problems;
  expect(problem?.message).toMatch(/variables\.x\.label.*10000 characters/);
  expect(problem?.message.length).toBeLessThan(200);
});

test.each(hostileNames.map((name) => [name.slice(0, 24), name]))('named %s', async (_, name) => {
  const label = [...name].slice(0, 100).join('');
  const written = two([{ a: { p10: 1, p90: 2, label, note: name } }, { a: 1 }], {
    worth: { value: 'x + a', label, unit: 'EUR' },
  });
  const text = await answer({
    ...written,
    ...{ title: name, question: name, description: name, owner: label },
    options: written.options.map((option) => ({ ...option, name, description: name })),
    constraints: [{ id: 'rule', expr: 'worth > 0', probability: 0.5 }],
  });
  expect(text).not.toMatch(/<script|<img|\n#{1,6} *\n/);
  expect(text.length).toBeLessThan(60_000);
});

test('any small scenario is answered in every form', async () => {
  const name = fc.constantFrom(...hostileNames, 'Plain', 'Stay as we are');
  const number = fc.constantFrom(0, 1, -1, 1e-9, 1e12, -3.5);
  const spec = fc.oneof(
    number,
    fc.record({ dist: fc.constant('normal'), mean: number, sd: fc.constantFrom(1e-9, 1, 1e6) }),
    fc.record({ dist: fc.constant('bernoulli'), p: fc.constantFrom(0, 0.5, 1) }),
    fc.record({ dist: fc.constant('uniform'), min: fc.constant(-1), max: fc.constantFrom(0, 1e9) }),
  );
  const expression = fc.constantFrom(
    ...['x', 'x + y', 'x * y - z', 'x / y', 'sqrt(x)', 'if(x > y, z, 1e9)', 'exp(100 * x)', '3'],
  );
  const option = fc.record({ name, set: fc.record({ x: spec, z: number }) });
  const scenario = fc
    .record({
      title: name,
      options: fc.array(option, { minLength: 1, maxLength: 5 }),
      worth: expression,
      y: spec,
      minimise: fc.boolean(),
      tolerance: fc.option(fc.constantFrom(1e-3, 1, 1e9)),
    })
    .map(({ title, options, worth, y, minimise, tolerance }) => ({
      ...{ schema: 'scenario.v1', id: 'any', title, variables: { x: 0, y, z: 0 } },
      options: options.map((one, i) => ({ id: `o${i}`, ...one })),
      model: { worth },
      objective: minimise ? { minimise: 'worth' } : { maximise: 'worth' },
      ...(tolerance === null ? {} : { risk: { attitude: 'averse', tolerance } }),
    }));
  await fc.assert(
    fc.asyncProperty(scenario, async (written) => {
      await answer(written);
    }),
    { seed: 1, numRuns: 60 },
  );
});
