import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFindings } from '../narrate/fixtures/arbitrary.ts';
import { change } from '../narrate/fixtures/change.ts';
import { hiring } from '../narrate/fixtures/hiring.ts';
import { pricing } from '../narrate/fixtures/pricing.ts';
import { critiqueOf } from '../narrate/index.ts';
import { base64OfHex } from './base64.ts';
import { toCsv, toHtml, toMarkdown, toReport, toTerminal } from './index.ts';
import { bar, cells, cut, wrap } from './terminal-text.ts';

const meta = { timestamp: '2026-11-02T09:30:00.000Z', durationMs: 84.2 };
const reportOf = (findings: typeof pricing) => toReport(findings, critiqueOf(findings), meta);
const named = (name: string) =>
  change(pricing, {
    frame: { options: pricing.frame.options.map((option) => ({ ...option, name })) },
    options: pricing.options.map((option) => ({ ...option, name })),
  });

describe('toCsv', () => {
  const rows = (findings: typeof pricing) => toCsv(reportOf(findings)).split('\r\n');

  test('is one long table of figures', () => {
    const lines = rows(pricing);
    expect(lines[0]).toBe('table,option,subject,outcome,statistic,period,value,unit');
    expect(lines).toContain('outcomes,usage,,npv,mean,,1243567,EUR');
    expect(lines).toContain('outcomes,usage,,npv,min,,-796433,EUR');
    expect(lines).toContain('series,freemium,,revenue,mean,1,71500,EUR/month');
    expect(lines).toContain('sensitivity,usage,churn,npv,sobolTotal,,0.55,');
    expect(lines.at(-1)).toBe('');
  });

  test('figures about the mean over the periods say so where the period stands', () => {
    const inputs = pricing.frame.inputs.map((input) => ({ ...input, perPeriod: true }));
    const switchovers = pricing.switchovers.map((change) => ({ ...change, until: 0.052 }));
    const lines = rows(change(pricing, { frame: { inputs }, switchovers }));
    expect(lines).toContain('information,,churn,,evppi,mean over the periods,52000,EUR');
    expect(lines).toContain('switchovers,freemium,churn,,until,mean over the periods,0.052,');
    expect(lines).toContain('sensitivity,usage,churn,npv,sobolTotal,,0.55,');
  });

  test.each([
    ['=1+1', `"'=1+1"`],
    ['+49 30', `"'+49 30"`],
    ['-2 to 3', `"'-2 to 3"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\tx', `"'\tx"`],
    [' =1', `"' =1"`],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['a "b", c', '"a ""b"", c"'],
    ['plain', 'plain'],
  ])('%j cannot be evaluated by a spreadsheet', (name, cell) => {
    expect(toCsv(reportOf(named(name)))).toContain(`options,usage,,,name,,${cell},\r\n`);
  });
});

describe('toHtml', () => {
  const chart = {
    title: 'Outcomes',
    svg: `<svg xmlns="http://www.w3.org/2000/svg"><style>rect{fill:red}</style><script>1</script></svg>`,
    summary: 'Usage-based is "ahead".',
  };

  test('is one page that fetches and runs nothing', () => {
    const html = toHtml(reportOf(pricing), [chart]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('default-src &#39;none&#39;; style-src &#39;sha256-');
    expect(html).not.toMatch(/<script|<svg|unsafe-inline|(src|href)="(?!data:)|\son\w+=|style="/);
    expect(html).toContain('alt="Usage-based is &quot;ahead&quot;."');
    expect(html.match(/<figure>/g)).toHaveLength(1);
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).toContain('@media print');
  });

  test('the policy names the hash of the style sheet it holds', async () => {
    const html = toHtml(reportOf(pricing));
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    expect(html).toContain(`sha256-${Buffer.from(digest).toString('base64')}&#39;`);
  });

  test('each cell has its label for a narrow screen, and a minus stays with its figure', () => {
    const html = toHtml(reportOf(pricing));
    expect(html).toContain('<td role="cell" class="number" data-label="expected regret">');
    expect(html).toContain('−&#8288;€');
    expect(html).not.toMatch(/−[€\d]/);
  });

  test('words of the scenario are text', () => {
    const html = toHtml(reportOf(named('</td><script>alert(1)</script>')));
    expect(html).toContain('&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });
});

describe('toMarkdown', () => {
  test('second opinions have their order, and who turns others round by being there', () => {
    const ranking = ['lisbon', 'berlin', 'none'].map((option, i) => ({ option, score: 1 - i / 2 }));
    const opinion = { method: 'vikor' as const, ranking, agrees: false, rankReversals: ['none'] };
    const page = toMarkdown(reportOf(change(hiring, { secondOpinions: [opinion] })));
    expect(page).toContain('| VIKOR | Lisbon, Berlin, Do not hire | Do not hire |');
    const agreed = change(hiring, { secondOpinions: [{ ...opinion, rankReversals: [] }] });
    expect(toMarkdown(reportOf(agreed))).toContain('| Lisbon, Berlin, Do not hire | none |');
    expect(toMarkdown(reportOf(change(hiring, { secondOpinions: [] })))).not.toContain('VIKOR |');
  });

  test('holds the recommendation, the tables and the critique', () => {
    const markdown = toMarkdown(reportOf(pricing));
    expect(markdown).toContain('# Which pricing model next year?');
    expect(markdown).toContain(
      '| 1 | Usage-based | 58.2 | 61 % | €1.24 m | €400 k to €2.08 m | €96 k |',
    );
    expect(markdown).toContain('| churn | Freemium | below 2.9 % a month | 23 % | −0.8 |');
    expect(markdown).toContain('- **warning** Freemium overtakes Usage-based');
  });

  test('inputs drawn in every period are learned and switched on by their mean', () => {
    const inputs = pricing.frame.inputs.map((input) => ({ ...input, perPeriod: true }));
    const switchovers = pricing.switchovers.map((change) => ({ ...change, until: 0.052 }));
    const text = toMarkdown(reportOf(change(pricing, { frame: { inputs }, switchovers })));
    expect(text).toMatch(
      /\| churn \(mean over the periods\) \| Freemium \| between 2.9 % a month and 5.2 % a month \|/,
    );
    expect(text).toContain('| churn (mean over the periods) | €52 k |');
  });

  test('a name cannot break a table', () => {
    const markdown = toMarkdown(reportOf(named('a | b\n| c')));
    expect(markdown).toContain('| 1 | a \\| b \\| c | 58.2 |');
  });
});

describe('toTerminal', () => {
  const lines = (width: number, colour = false, findings = pricing) =>
    toTerminal(reportOf(findings), { width, colour }).split('\n');

  test('columns are aligned and lines keep to the width', () => {
    const wide = lines(110);
    expect(wide).toContain(
      '  rank  option                 score  P(best)     mean         90 % range  expected regret',
    );
    expect(wide).toContain(
      '     1  Usage-based             58.2     61 %  €1.24 m  €400 k to €2.08 m            €96 k',
    );
    for (const width of [60, 80, 100]) {
      for (const line of lines(width)) expect(cells(line)).toBeLessThanOrEqual(width);
    }
  });

  test('bars show the shares of the spread', () => {
    const [churn, price] = ['churn', 'price'].map((name) =>
      lines(100).find((line) => line.startsWith(`  ${name} `)),
    );
    expect(churn).toMatch(/€1\.72 m → €790 k +█{11} +55 %$/);
    expect(price).toMatch(/€880 k → €1\.69 m +█{7}▊ +39 %$/);
  });

  test('colour is ours alone', () => {
    expect(lines(100).join('')).not.toContain('\u001b');
    expect(lines(100, true).join('')).toContain('\u001b[1mOptions by npv\u001b[0m');
    const red = lines(100, false, named('\u001b[31mred')).join('');
    expect(red).not.toContain('\u001b');
    expect(red).toContain('[31mred');
  });

  test('a scored decision has no column for an outcome', () => {
    expect(lines(100, false, hiring).join('\n')).not.toContain('  mean');
  });
});

test('text in cells', () => {
  expect(cells('漢字 e\u0301')).toBe(6);
  expect(cut('漢字漢字', 5)).toBe('漢字…');
  expect(wrap('one two three', 7, '> ')).toEqual(['one two', '> three']);
  expect(wrap('it is 23 %', 8, '')).toEqual(['it is', '23 %']);
  expect(wrap('x'.repeat(20), 10, '').join('')).toBe('x'.repeat(20));
  expect(bar(0.5, 4)).toBe('██');
  expect(bar(1.2, 4)).toBe('████');
  expect(bar(0.03, 4)).toBe('▏');
});

test('base64, against RFC 4648', () => {
  const hex = (text: string) => Buffer.from(text).toString('hex');
  for (const text of ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']) {
    expect(base64OfHex(hex(text))).toBe(Buffer.from(text).toString('base64'));
  }
});

test('any findings at all can be printed', () => {
  fc.assert(
    fc.property(anyFindings, fc.integer({ min: 0, max: 160 }), (findings, width) => {
      const report = reportOf(findings);
      for (const text of [
        toMarkdown(report),
        toCsv(report),
        toHtml(report),
        toTerminal(report, { width, colour: false }),
      ]) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/\bNaN\b|undefined|\[object/);
      }
      for (const line of toTerminal(report, { width: 100, colour: false }).split('\n')) {
        expect(cells(line)).toBeLessThanOrEqual(100);
      }
      expect(toHtml(report)).not.toMatch(/<script|<img (?!src="data)/);
      expect(toTerminal(report, { width, colour: false })).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
      expect(toCsv(report)).not.toMatch(/(^|,)"?[=@]/m);
    }),
    { seed: 1, numRuns: 200 },
  );
  // A busy machine takes more than a minute for these.
}, 300_000);
