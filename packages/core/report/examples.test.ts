import { readdirSync, readFileSync } from 'node:fs';
import { Report } from '@scenario-sandbox/contract';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { analyse } from '../analyse.ts';
import { body, critiqueOf, opening, tokenize } from '../narrate/index.ts';
import { readScenario } from '../scenario/index.ts';
import { resultHashOf, toCsv, toHtml, toMarkdown, toReport, toTerminal } from './index.ts';

const folder = new URL('../../../scenarios/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const schema = Compile(Report);
const meta = { timestamp: '2026-11-02T09:30:00.000Z', durationMs: 1 };

function run(name: string) {
  const read = readScenario(readFileSync(new URL(name, folder), 'utf8'));
  if (!('scenario' in read)) throw new Error(`${name} cannot be read`);
  return analyse({ scenario: read.scenario, samples: 4_096 });
}

const wordCount = (text: string) => tokenize(text).filter((token) => /\p{L}/u.test(token)).length;

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(5);
});

describe.each(examples)('%s', (name) => {
  const findings = run(name);
  const critique = critiqueOf(findings);

  test('has a valid report in every form', () => {
    const report = toReport(findings, critique, meta);
    expect([...schema.Errors(report)]).toEqual([]);
    expect(report.meta.resultHash).toBe(resultHashOf(findings, critique));
    for (const text of [
      toMarkdown(report),
      toCsv(report),
      toHtml(report),
      toTerminal(report, { width: 100, colour: false }),
    ]) {
      expect(text).not.toMatch(/\bNaN\b|undefined|\[object|Infinity|no finite|an unknown/);
    }
  });

  test.each([
    ['critique', 820],
    ['analysis', 900],
    ['decision', 420],
  ] as const)('the %s is short enough to be read aloud', (route, most) => {
    const text = opening(findings.frame, route) + body(findings, route, Infinity).text;
    expect(wordCount(text)).toBeGreaterThan(40);
    expect(wordCount(text)).toBeLessThan(most);
    expect(text).not.toMatch(/\bNaN\b|undefined|\[object|Infinity|no finite|an unknown/);
  });
});
