import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFindings } from './fixtures/arbitrary.ts';
import { change } from './fixtures/change.ts';
import { hiring } from './fixtures/hiring.ts';
import { pricing } from './fixtures/pricing.ts';
import { body, critiqueOf, opening, tokenize } from './index.ts';

const routes = ['critique', 'analysis', 'decision'] as const;
const whole = Number.POSITIVE_INFINITY;

describe.each(routes)('%s', (route) => {
  test.each([
    ['pricing', pricing],
    ['hiring', hiring],
  ])('of %s reads as in the golden', (name, findings) => {
    const golden = new URL(`fixtures/${name}-${route}.md`, import.meta.url);
    const text = opening(findings.frame, route) + body(findings, route, whole).text;
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('no sentence of one scenario would do for another', () => {
    const sentences = (findings: typeof pricing) =>
      (opening(findings.frame, route) + body(findings, route, whole).text)
        .split('\n')
        .filter((line) => !line.startsWith('##'))
        .flatMap((line) => line.split(/(?<=[.?!]) /))
        .filter((sentence) => sentence !== '');
    const ours = new Set(sentences(pricing));
    expect(ours.size).toBeGreaterThan(5);
    expect(sentences(hiring).filter((sentence) => ours.has(sentence))).toEqual([]);
  });

  test('a budget cuts at a sentence, and says so', () => {
    const { text, truncated } = body(pricing, route, whole);
    const all = tokenize(text).length;
    expect(truncated).toBe(false);
    expect(body(pricing, route, all)).toEqual({ text, truncated: false });
    for (let budget = 0; budget < all; budget += 1) {
      const cut = body(pricing, route, budget);
      expect(cut.truncated).toBe(true);
      expect(tokenize(cut.text).length).toBeLessThanOrEqual(budget);
      expect(text.startsWith(cut.text.trimEnd())).toBe(true);
      expect(cut.text).toMatch(/^$|[.?!]\n+$/);
    }
  });
});

test('tokens are words with the white space after them, and join to the text', () => {
  expect(tokenize('# A title\n\nTwo  words.\n')).toEqual([
    '# ',
    'A ',
    'title\n\n',
    'Two  ',
    'words.\n',
  ]);
  expect(tokenize('  led')).toEqual(['  ', 'led']);
  expect(tokenize('')).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => tokenize(text).join('') === text),
    { seed: 1 },
  );
});

test('what was said before the run is not said again after it', () => {
  const unowned = change(pricing, {
    frame: { unused: ['users'], scenario: { owner: undefined, review: undefined } },
  });
  expect(opening(unowned.frame, 'critique')).toContain('users reaches no outcome');
  expect(body(unowned, 'critique', whole).text).not.toContain('users reaches no outcome');
  expect(critiqueOf(unowned).map(({ code }) => code)).toContain('UNUSED_INPUT');
});

test('the critique is ordered by what matters to the decision', () => {
  const weights = critiqueOf(pricing).map(({ weight }) => weight);
  expect(weights.length).toBeGreaterThan(2);
  expect(weights).toEqual([...weights].sort((left, right) => right - left));
});

test('remarks of equal weight keep the order they were found in', () => {
  const [found] = pricing.switchovers;
  if (found === undefined) throw new Error('the pricing fixture has a switchover');
  const both = change(pricing, {
    switchovers: ['growth', 'churn'].map((variable) => ({ ...found, variable, threshold: 0.03 })),
  });
  const refs = critiqueOf(both).filter(({ code }) => code === 'SWITCHING_VALUE');
  expect(refs.map((item) => item.refs)).toEqual([
    ['variables.growth', 'variables.churn', 'options.freemium'],
  ]);
});

test('a scenario in words alone is told what is missing', () => {
  const prose = change(pricing, {
    frame: { inputs: [], incomplete: 'it has options in words but no model', outcomes: [] },
    objective: null as never,
    options: [],
    recommendation: { primary: null as never, runnerUp: null as never },
  });
  for (const route of routes) {
    const text = opening(prose.frame, route) + body(prose, route, whole).text;
    expect(text).toContain('can be recommended yet: it has options in words but no model.');
    expect(text).not.toMatch(/confidence/);
    expect(text).toContain('in words alone');
  }
});

test('any findings at all give Markdown without markup of their own', () => {
  fc.assert(
    fc.property(
      anyFindings,
      fc.constantFrom(...routes),
      fc.nat({ max: 400 }),
      (findings, route, budget) => {
        const text = opening(findings.frame, route) + body(findings, route, budget).text;
        expect(text).not.toMatch(/\bNaN\b|undefined|\[object|Infinity/);
        expect(text).not.toMatch(/<script|<img|(?<!\\)\[link\]|\u202e|[^\P{Cc}\n]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThan(60_000);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

test('a remark weighs between 0 and 1 and names its evidence, whatever the findings', () => {
  fc.assert(
    fc.property(anyFindings, (findings) => {
      for (const { weight, message, evidence } of critiqueOf(findings)) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        expect(message.length).toBeLessThan(1_200);
        expect(evidence.statistic).not.toBe('');
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('an event drives by happening or not, an option is never first, an error is given once', () => {
  const [bar] = pricing.tornado.filter(
    ({ option, variable }) => option === 'usage' && variable === 'churn',
  );
  if (bar === undefined) throw new Error('the pricing fixture has a bar of churn');
  const inputs = pricing.frame.inputs.map((input) =>
    input.name === 'churn' ? { ...input, kind: 'bernoulli' } : input,
  );
  const options = pricing.options.map((option) =>
    option.id === 'status-quo'
      ? { ...option, probabilityBest: { value: 0, low: 0, high: 0 } }
      : option,
  );
  const { text } = body(change(pricing, { frame: { inputs }, options }), 'analysis', whole);
  expect(text).toMatch(
    /- It comes to €[^ ]+ (k|m) if “churn” happens, to €[^ ]+ (k|m) if not; \d+ % of/,
  );
  expect(text).toMatch(/Keep per-seat pricing: .*, never first\./);
  expect(text).toMatch(/fix the lead over Freemium at €222 k, give or take €6,000\./);
});
