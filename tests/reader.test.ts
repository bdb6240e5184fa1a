import { readFileSync, writeFileSync } from 'node:fs';
import { routes } from '@scenario-sandbox/contract';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
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

/** Signs by which a figure in a known unit is told. */
const inUnit: ReadonlyMap<string, RegExp> = new Map([
  ['EUR', /€/],
  ['USD', /\$/],
]);

test.each(examples)('every remark on %s can be acted on, and its figures have units', (id) => {
  const findings = findingsOf(id);
  const unit = inUnit.get(findings.objective?.unit ?? '');
  for (const { code, message, suggestion, weight } of critiqueOf(findings)) {
    expect(suggestion?.text, code).toMatch(/^\p{Lu}.*[.?]$|^“.*[.?]$/su);
    expect(message, code).toMatch(/[.?]$/);
    expect(message, `${code} shows a figure`).toMatch(/\d|\b(one|two|three|four|five|six|no)\b/i);
    expect(weight, code).toBeGreaterThanOrEqual(0);
    if (unit !== undefined && ['TAIL_DECIDES', 'NEAR_TIE', 'THIN_SAMPLING'].includes(code)) {
      expect(message, code).toMatch(unit);
    }
  }
});

test.each(examples)('amounts in the objective’s unit never stand bare in %s', (id) => {
  const { objective } = findingsOf(id);
  if (objective?.unit !== 'EUR' && objective?.unit !== 'USD') return;
  for (const route of routes) {
    // What the scenario itself says of a range is quoted as written.
    const ours = narrationOf(id, route).replace(/(source:|assumption;|says of it:).*/g, '');
    expect(ours).not.toMatch(/(?<![€$\d.,])\b\d[\d.,]* (k|m|bn)\b/);
  }
});
