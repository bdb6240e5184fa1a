import { readFileSync, writeFileSync } from 'node:fs';
import { routes } from '@scenario-sandbox/contract';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { readUnit } from '@scenario-sandbox/core/narrate/units.ts';
import { describe, expect, test } from 'vitest';
import { examples, findingsOf, narrationOf } from './examples.ts';

/** What a reader of the streamed texts may expect, held for every worked example on every route. */

test.each(examples)('the critique of %s reads as in tests/golden', (id) => {
  const golden = new URL(`golden/${id}.critique.md`, import.meta.url);
  const text = narrationOf(id, 'critique');
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

/** Words that say nothing, or take back what was said. */
const HEDGES =
  /\b(very|quite|rather (?!than)|somewhat|arguably|basically|it seems|in general|generally|typically speaking|as an AI|robust|leverage|crucial|delve|various factors|consider whether|it is important|it should be noted|keep in mind|may or may not)\b/i;

const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const sentences = (text: string): string[] =>
  lines(text)
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.replace(/^- /, '').split(/(?<=[.?!]) (?=[\p{Lu}“])/u));
const wordsIn = (sentence: string) => sentence.split(/\s+/).length;

describe.each(routes)('%s', (route) => {
  test.each(examples)('of %s says nothing empty and shows no broken figure', (id) => {
    const text = narrationOf(id, route);
    expect(text).not.toMatch(HEDGES);
    expect(text).not.toMatch(/\bNaN\b|undefined|\[object|Infinity|null\b|no finite|an unknown/);
    expect(text).not.toMatch(/&(gt|lt|amp);|\\[*_]/);
    expect(text).not.toMatch(/ {2}| [,.;:](?!\d)|\(\)|“”|\.\.(?!\.)|,,|: \./);
    expect(text).not.toMatch(/\d{1,3}(,\d{3}){2,}(?! samples)|\d\.\d{5,}/);
  });

  test.each(examples)('of %s says nothing twice', (id) => {
    const said = sentences(narrationOf(id, route)).filter((sentence) => wordsIn(sentence) > 4);
    expect(said.filter((sentence, i) => said.indexOf(sentence) < i)).toEqual([]);
  });

  test('no two examples share a sentence of more than eight words', () => {
    const owners = new Map<string, string>();
    const shared: string[] = [];
    for (const id of examples) {
      for (const sentence of new Set(sentences(narrationOf(id, route)))) {
        if (wordsIn(sentence) <= 8) continue;
        const owner = owners.get(sentence);
        // The two leases are one decision, put with and without the soundings.
        if (owner !== undefined && !(owner.startsWith('oil-lease') && id.startsWith('oil-lease'))) {
          shared.push(`${owner} and ${id}: ${sentence}`);
        }
        owners.set(sentence, id);
      }
    }
    expect(shared).toEqual([]);
  });
});

test.each(examples)('every remark on %s can be acted on, and shows a figure', (id) => {
  for (const { code, message, suggestion, weight } of critiqueOf(findingsOf(id))) {
    expect(suggestion?.text, code).toMatch(/^\p{Lu}.*[.?]$|^“.*[.?]$/su);
    expect(message, code).toMatch(/[.?]$/);
    expect(message, `${code} shows a figure`).toMatch(/\d|\b(one|two|three|four|five|six|no)\b/i);
    expect(weight, code).toBeGreaterThanOrEqual(0);
  }
});

/** Where a range comes from is quoted as the scenario has it. */
const withoutNotes = (text: string): string =>
  text.replace(/(source:|assumption;|lowest, usual|says of it:)[^\n]*/g, '');

/** The text without the scenario's own words: names and expressions. */
function withoutQuotations(id: string, text: string): string {
  const { scenario, inputs } = findingsOf(id).frame;
  const names = [
    ...scenario.options.map(({ name, id }) => name ?? id),
    ...inputs.map(({ label }) => label),
    ...[scenario.title, scenario.question ?? '', scenario.review?.date ?? ''],
  ].sort((left, right) => right.length - left.length);
  const own = text.replace(/`[^`]*`|“[^”]*”/g, 'N');
  return names
    .filter((name) => /\d/.test(name))
    .reduce((all, name) => all.replaceAll(name, 'N'), own);
}

const NUMBER = String.raw`[−+]?[€$]?\d[\d.,]*\d|[−+]?[€$]?\d`;
/** Counts and places of our own wording, where the words around a figure say what it is. */
const TOLD_BY_WORDS =
  /(?:seed|correlation (?:of|about)|one of|\bp|twice|PROMETHEE|factor of|order|release|times|instead of) ?[−+]?[\d.]+|[\d,]+ (?:Sobol |observations|times|uncertain|other|options|further)|[\d.]+ times its p\d|[\d]{4}-\d\d-\d\d|\(\d\)|0 to 10\b|even if it is 0/gi;

/** What may stand behind a figure: how units are written, from the units of the scenario itself. */
function unitWords(id: string): RegExp {
  const { frame, objective } = findingsOf(id);
  const units = [...frame.inputs, ...frame.outcomes, { unit: objective?.unit ?? null }].flatMap(
    ({ unit }) => [0.5, 1, 2].map((size) => readUnit(unit, size).after.trim()),
  );
  const known = ['%', 'samples', 'points', 'percentage points', 'pros', 'months', 'years', ...units]
    .filter((unit) => unit !== '')
    .map((unit) => unit.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(
    String.raw`^(?: (?:k|m|bn|million))?(?: (?:${known.join('|')}))(?![\p{L}\p{N}])`,
    'u',
  );
}

/** Figures with no sign before them and no unit behind them, their sentence around them. */
function bareFigures(id: string, text: string): string[] {
  const behind = unitWords(id);
  return sentences(withoutQuotations(id, text)).flatMap((sentence) => {
    const told = sentence.replace(TOLD_BY_WORDS, 'N');
    return [...told.matchAll(new RegExp(NUMBER, 'g'))]
      .filter(({ 0: figure, index }) => {
        const rest = told.slice(index + figure.length);
        // `38 to 103 bottles`: the unit is said once, behind the second.
        const chained = new RegExp(`^ (?:k |m )?(?:to|and|or|of) (?:${NUMBER})`).exec(rest);
        const after = chained === null ? rest : rest.slice(chained[0].length);
        return !/[€$]/.test(figure) && !behind.test(rest) && !behind.test(after);
      })
      .map(({ 0: figure }) => `${figure} in: ${sentence}`);
  });
}

/** Whether a sentence speaks of an input that is a plain number, which has no unit to show. */
const aboutPlainNumber = (id: string, sentence: string): boolean =>
  findingsOf(id).frame.inputs.some(
    ({ unit, label }) => isRatio(unit) && sentence.includes(label.split(',')[0] ?? label),
  );
const isRatio = (unit: string | null) => unit === null || unit === '1';

describe.each(routes)('figures of %s', (route) => {
  test.each(examples)('in %s have their units', (id) => {
    const text = withoutNotes(narrationOf(id, route));
    const ratios = sentences(text).filter((sentence) => aboutPlainNumber(id, sentence));
    const bare = bareFigures(
      id,
      text
        .split('\n')
        .map((line) => ratios.reduce((rest, sentence) => rest.replace(sentence, ''), line))
        .join('\n'),
    );
    expect(bare).toEqual([]);
  });
});

test('a figure without its unit would be seen', () => {
  const bare = (text: string) => bareFigures('hiring', text).length;
  expect(bare('It takes 0.7 to 2.8 months and costs €800 to €3,400.')).toBe(0);
  expect(bare('It takes 0.7 to 2.8 and costs €800.')).toBe(2);
  expect(bare('The worst 5 % of samples average −16 k of net value.')).toBe(1);
  expect(bare('Overtaken with turnover above 14, not 14 % a year.')).toBe(1);
});
