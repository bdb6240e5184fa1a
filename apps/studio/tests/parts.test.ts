import { readdirSync } from 'node:fs';
import { sampleReport } from '@scenario-sandbox/charts/testing.ts';
import type { Compare, Scenario, StreamEvent } from '@scenario-sandbox/contract';
import { SandboxError } from '@scenario-sandbox/sdk';
import { describe, expect, test } from 'vitest';
import { Channel } from '../src/backend/channel.ts';
import { deltasOf, headlineOf } from '../src/compare/deltas.ts';
import { directionsOf, orders, outcomeRows } from '../src/compare/outcome-rows.ts';
import { shapeOf } from '../src/document/density.ts';
import { inputOf } from '../src/document/inputs.ts';
import { withFunction } from '../src/inputs/preference-editor.tsx';
import { nearestInDirection } from '../src/model/nearest.ts';
import { monteCarloError } from '../src/results/monte-carlo-error.ts';
import { signed, signedShare } from '../src/results/words.ts';
import { hrefOf, readRoute } from '../src/route.ts';
import { shows } from '../src/scenarios/examples.ts';
import { tableToCsv } from '../src/ui/download.ts';
import { blocksOf } from '../src/ui/markdown.tsx';
import { piecesOf } from '../src/ui/unbroken.tsx';
import { isOutage, pauseBefore } from '../src/workbench/outage.ts';
import { nextRun, noRun, type RunAction } from '../src/workbench/run-state.ts';

test.each([
  ['', { page: 'scenarios' }],
  ['#/scenario/saas-pricing', { page: 'workbench', id: 'saas-pricing' }],
  ['#/compare?left=a&right=b', { page: 'compare', left: 'a', right: 'b' }],
  ['#/operations', { page: 'operations' }],
  ['#/sweeps?scenario=a&job=j-1', { page: 'sweeps', scenario: 'a', job: 'j-1' }],
  ['#/shared/AbC_-', { page: 'shared', data: 'AbC_-', pin: null }],
  [
    '#/shared/AbC_-?run=r&result=h&id=demo',
    { page: 'shared', data: 'AbC_-', pin: { runId: 'r', resultHash: 'h', scenarioId: 'demo' } },
  ],
  ['#/nowhere', { page: 'scenarios' }],
  ['#/scenario/%E0%A4%A', { page: 'workbench', id: '%E0%A4%A' }],
] as const)('%j is a route', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
  if (!['', '#/nowhere', '#/scenario/%E0%A4%A'].includes(hash)) expect(hrefOf(route)).toBe(hash);
});

describe('Markdown', () => {
  test('headings, lists and paragraphs', () => {
    expect(blocksOf('## A\n\none\ntwo\n\n- x\n  y\n- z\n\n1. n\n')).toEqual([
      { kind: 'heading', depth: 2, text: 'A' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'list', ordered: false, items: ['x y', 'z'] },
      { kind: 'list', ordered: true, items: ['n'] },
    ]);
  });
  test('blocks that are complete stay as the text grows', () => {
    const parts = ['## A\n\n', 'one\ntwo\n\n', '- x\n- y\n\n', 'last'];
    const whole = blocksOf(parts.join(''));
    for (const [i] of parts.entries()) {
      expect(blocksOf(parts.slice(0, i + 1).join(''))).toEqual(whole.slice(0, i + 1));
    }
  });
});

test('words of spreadsheets are disarmed, figures stay figures', () => {
  const csv = tableToCsv({
    columns: ['a', 'b'],
    rows: [
      ['=1+1', -2],
      ['x,"y"', null],
    ],
  });
  expect(csv).toBe('a,b\r\n\'=1+1,-2\r\n"x,""y""",\r\n');
});

test.each([
  ['€30 k more, −€236 k at worst', ['€30 k', '−€236 k']],
  ['from −€30 to €200 k in 12 % of samples', ['−€30', '€200 k', '12 %']],
  ['3 kids, 20,000 samples, p10 and 2 more', []],
])('in “%s” %j hold together', (text, expected) => {
  const pieces = piecesOf(text);
  expect(pieces.filter((_, i) => i % 2 === 1)).toEqual(expected);
  expect(pieces.join('')).toBe(text);
});

test('differences carry their sign', () => {
  expect([signed(1200, 'EUR'), signed(-1200, 'EUR')]).toEqual(['+€1,200', '−€1,200']);
  expect([signedShare(0.05), signedShare(-0.05), signedShare(null)]).toEqual(['+5 %', '−5 %', '–']);
  expect([signed(1200), signed(-1200), signed(0), signed(null)]).toEqual([
    '+1.2k',
    '−1.2k',
    '0',
    '–',
  ]);
});

test.each([
  ['of a lead', { low: 184e3, high: 196e3 }, '±€6,000 on the lead (95 %)'],
  ['where nothing varies', { low: 190e3 - 3.6e-11, high: 190e3 + 3.6e-11 }, 'none: the lead'],
  ['where nothing varies and nobody leads', { low: -3.6e-15, high: 3.6e-15 }, 'none: the lead'],
])('the Monte Carlo error %s', (_, interval, words) => {
  const report = sampleReport();
  const marginInterval = { value: 0, ...interval };
  const analysis = { ...report.analysis, marginInterval };
  expect(monteCarloError({ ...report, analysis })).toContain(words);
});

describe('a run', () => {
  const report = sampleReport();
  const after = (...actions: RunAction[]) => actions.reduce(nextRun, noRun);
  const token = (text: string): StreamEvent => ({
    type: 'token',
    text,
    tokenIndex: 0,
    timestamp: 0,
    model: '',
  });

  test('keeps the former report and critique until the next is there', () => {
    const state = after(
      { type: 'begin', sessionId: 's1', version: 'one' },
      { type: 'report', report, version: 'one' },
      { type: 'events', events: [token('first')] },
      { type: 'begin', sessionId: 's2', version: 'two' },
    );
    expect(state).toMatchObject({
      phase: 'connecting',
      critique: 'first',
      critiqueIsFormer: true,
      reportVersion: 'one',
      sessionId: 's2',
    });
    expect(state.report).toBe(report);
    const streaming = nextRun(state, { type: 'events', events: [token('second '), token('one')] });
    expect(streaming).toMatchObject({ critique: 'second one', critiqueIsFormer: false });
  });
  test('waits through an outage, and says afterwards what it was', () => {
    const waiting = after(
      { type: 'begin', sessionId: 's1', version: 'one' },
      { type: 'waiting', reason: 'Nobody answers.' },
    );
    expect(waiting).toMatchObject({ phase: 'waiting', error: 'Nobody answers.' });
    const again = nextRun(waiting, { type: 'begin', sessionId: 's2', version: 'one' });
    expect(again).toMatchObject({ phase: 'connecting', recovered: 'Nobody answers.', error: null });
  });
  test('counts the times its stream was taken up again', () => {
    const state = after(
      { type: 'begin', sessionId: 's', version: '' },
      { type: 'resumed' },
      { type: 'events', events: [token('a')] },
    );
    expect(state).toMatchObject({ phase: 'streaming', resumes: 1 });
  });
  test('joins tokens and ends as it is told', () => {
    const done = { type: 'cancelled', reason: 'asked', timestamp: '' } as const;
    const state = after(
      { type: 'begin', sessionId: 's', version: '' },
      { type: 'events', events: [token('a '), token('b'), done] },
    );
    expect(state).toMatchObject({ phase: 'cancelled', critique: 'a b' });
  });
});

describe('a comparison', () => {
  const worse = structuredClone(sampleReport());
  const [first] = worse.decision.options;
  if (first) first.score = 40;

  test('differences are right minus left, the largest loss first', () => {
    const [delta] = deltasOf(sampleReport(), worse);
    expect(delta).toEqual({
      option: 'Usage-based',
      figure: 'score',
      left: 90,
      right: 40,
      difference: -50,
      share: false,
    });
  });
  test('a changed recommendation is the headline', () => {
    worse.recommendation.primary = 'tiered';
    worse.recommendation.name = 'Three tiers';
    expect(headlineOf(sampleReport(), worse)).toBe(
      'The recommendation changes from Usage-based to Three tiers.',
    );
  });
});

test('arrow keys lead to the nearest node on their side', () => {
  const at = (id: string, x: number, y: number) => ({ id, position: { x, y } });
  const nodes = [at('a', 0, 0), at('b', 100, 10), at('c', 60, 80), at('d', 0, 90)];
  expect(nearestInDirection(nodes, 'a', 'ArrowRight')).toBe('b');
  expect(nearestInDirection(nodes, 'a', 'ArrowDown')).toBe('d');
  expect(nearestInDirection(nodes, 'a', 'ArrowLeft')).toBeNull();
  expect(nearestInDirection(nodes, 'a', 'x')).toBeNull();
});

describe('a channel', () => {
  test('gives values in order, before and after they are awaited, then ends', async () => {
    const channel = new Channel<number>();
    channel.push(1);
    setTimeout(() => {
      channel.push(2);
      channel.end();
      channel.push(3);
    });
    const heard: number[] = [];
    for await (const value of channel.values()) heard.push(value);
    expect(heard).toEqual([1, 2]);
  });
  test('an error comes after what was pushed', async () => {
    const channel = new Channel<number>();
    channel.push(1);
    channel.fail(new Error('broken'));
    const values = channel.values();
    expect((await values.next()).value).toBe(1);
    await expect(values.next()).rejects.toThrow('broken');
  });
});

test.each([
  [new TypeError('Failed to fetch'), true],
  [new SandboxError(503, null), true],
  [new SandboxError(422, null), false],
  [new RangeError('a fault of ours'), false],
])('%s: %j is an outage', (error, is) => expect(isOutage(error)).toBe(is));

test('pauses between attempts grow to ten seconds', () => {
  expect([0, 1, 2, 3, 4, 9].map(pauseBefore)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test.each([
  [{ function: 'linear', q: 2, p: 10 }, 'v_shape', { function: 'v_shape', p: 10 }],
  [{ function: 'u_shape', q: 0 }, 'linear', { function: 'linear', q: 0 }],
  [{ function: 'gaussian', s: 3 }, 'usual', undefined],
] as const)('%j made %s keeps the thresholds that both have', (before, name, after) =>
  expect(withFunction(before, name)).toEqual(after),
);

describe('the shape of a distribution', () => {
  test('a range has its percentiles, and a curve whose area is what it shows', () => {
    const shape = shapeOf({ p10: 80, p50: 100, p90: 120, unit: 'EUR' });
    expect(shape?.p50).toBeCloseTo(100, 9);
    const width = (shape?.curve[1]?.x ?? 0) - (shape?.curve[0]?.x ?? 0);
    const area = (shape?.curve ?? []).reduce((sum, { density }) => sum + density * width, 0);
    expect(area).toBeCloseTo(0.99, 6);
  });
  test('draws of a few values have percentiles but no curve', () => {
    expect(shapeOf({ dist: 'bernoulli', p: 0.3 })).toMatchObject({ p5: 0, p95: 1, curve: [] });
  });
  test.each([
    [3],
    ['a + b'],
    [{ value: 3 }],
    [{ dist: 'bernoulli', p: 'rate' }],
    [{ dist: 'normal', mean: 0, sd: -1 }],
    [{ p10: 5, p90: 1 }],
  ])('%j has none', (spec) => {
    expect(shapeOf(spec)).toBeNull();
  });
});

test('each worked example says what it shows', () => {
  const files = readdirSync(`${import.meta.dirname}/../../../scenarios`);
  const ids = files.filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -5));
  expect(Object.keys(shows).sort()).toEqual(ids.sort());
});

describe('outcomes of a comparison', () => {
  const outcome = (name: string, left: number, value: number, half = 0.5) => ({
    ...{ outcome: name, unit: null, left, right: left + value, probabilityRightAbove: 0.5 },
    difference: { value, low: value - half, high: value + half },
  });
  const comparison = {
    delta: {
      options: [
        { id: 'a', outcomes: [outcome('npv', 100, 5), outcome('cost', 10, 2), outcome('n', 1, 9)] },
        { id: 'b', outcomes: [outcome('npv', 100, -40), outcome('cost', 0, -3, 9)] },
      ],
    },
  } as unknown as Compare;
  const directions = directionsOf({
    objective: { maximise: 'npv' },
    criteria: [{ outcome: 'cost', direction: 'minimise' }],
  } as unknown as Scenario);
  const rows = outcomeRows(comparison, directions);
  const inOrder = (order: keyof typeof orders) =>
    rows.toSorted(orders[order]).map(({ option, delta }) => `${option} ${delta.outcome}`);

  test('are worse, better, within chance, or not judged', () => {
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      'better',
      'worse',
      'not judged',
      'worse',
      'within chance',
    ]);
  });
  test('stand with the worst first unless asked otherwise', () => {
    expect(inOrder('Worse first')).toEqual(['b npv', 'a cost', 'a npv', 'b cost', 'a n']);
    expect(inOrder('Better first')).toEqual(['b cost', 'a npv', 'a cost', 'b npv', 'a n']);
    expect(inOrder('Largest change first')[0]).toBe('b cost');
    expect(inOrder('As in the scenario')).toEqual(['a npv', 'a cost', 'a n', 'b npv', 'b cost']);
  });
});

test('a long list has no field for each figure, and its limits have their names', () => {
  const observed = { dist: 'empirical', values: Array.from({ length: 13 }, (_, i) => i) };
  expect(inputOf('x', observed, [])).toMatchObject({ fields: [], unlisted: 13 });
  const few = inputOf('x', { ...observed, values: [1, 2], truncate: [0, 9] }, []);
  expect(few.unlisted).toBe(0);
  expect(few.fields.map(({ label }) => label)).toEqual([
    'Value 1',
    'Value 2',
    'At least',
    'At most',
  ]);
});
