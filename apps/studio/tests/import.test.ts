import type { Scenario } from '@scenario-sandbox/contract';
import { lintScenario, lintText, readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { describe, expect, test } from 'vitest';
import { otherKinds } from '../src/document/kinds.ts';
import { lists } from '../src/inputs/lists.ts';
import { decimalMark, numberOf } from '../src/scenarios/import/numbers.ts';
import { rankCorrelations } from '../src/scenarios/import/rank-correlation.ts';
import { readSheets } from '../src/scenarios/import/read-sheets.ts';
import { likeliest, type ReadingId, readings } from '../src/scenarios/import/readings.ts';
import { scenarioTextOf } from '../src/scenarios/import/scenario-of.ts';
import { cellName, checkSize, limits } from '../src/scenarios/import/sheet.ts';
import { tableOf, variableName } from '../src/scenarios/import/table.ts';
import { workbookOf } from './workbook.ts';

const csv = (text: string) => new TextEncoder().encode(text);

async function read(fileName: string, bytes: Uint8Array<ArrayBuffer>, wanted?: ReadingId) {
  const sheets = await readSheets(fileName, bytes);
  const parts = sheets.map((sheet) => {
    const table = tableOf(sheet);
    const id = wanted ?? (table ? likeliest(table) : 'none');
    return { id, ...(table ? readings[id].read(table, fileName) : readings.none.read()) };
  });
  const text = scenarioTextOf(fileName, parts);
  const scenario = readScenario(text);
  if ('problems' in scenario) throw new Error(JSON.stringify(scenario.problems));
  return { parts, text, scenario: scenario.scenario };
}

test.each([
  ['1234.5', '.', 1234.5],
  ['1,234.5', '.', 1234.5],
  ['1.234,5', ',', 1234.5],
  ['1 234,5', ',', 1234.5],
  ["1'234", '.', 1234],
  ['€ 1,200', '.', 1200],
  ['80 EUR', '.', 80],
  ['7 %', '.', 0.07],
  ['-3e4', '.', -30_000],
  ['−2', '.', -2],
  ['2025-01-01', '.', null],
  ['12 weeks', '.', null],
  ['', '.', null],
  [true, '.', null],
  [5, ',', 5],
] as const)('%j with a decimal %s is %j', (cell, mark, value) => {
  expect(numberOf(cell, mark)).toBe(value);
});

test.each([
  ['0,5|12', ';', ','],
  ['1.234,5|2', ';', ','],
  ['0.5|1,200', ';', '.'],
  ['1,200', ',', '.'],
  ['a|b', ';', '.'],
  ['€ 3,50', '\t', ','],
])('of %j between %j the decimal mark is %j', (cells, delimiter, mark) => {
  expect(decimalMark([cells.split('|')], delimiter)).toBe(mark);
});

test('cells and names', () => {
  expect([cellName(6, 2), cellName(0, 26), cellName(9, 701)]).toEqual(['C7', 'AA1', 'ZZ10']);
  expect(['Growth rate (%)', 'Ölpreis', '2nd year', 'a/b'].map(variableName)).toEqual([
    'growth_rate',
    'olpreis',
    'x_2nd_year',
    'a_b',
  ]);
});

describe('inputs', () => {
  const table =
    'Assumptions of May,,,,\nInput,Unit,Low,Base,High,Source\nPrice,EUR,22,31,44,survey\n' +
    'Cost per unit,EUR,9,8,6,\nUsers,,,2800,,\nChurn,,1 %,3 %,x,\nShare,,0.5,0.2,0.9,\nEmpty,,,,,\n';

  test('low, base and high are P10, P50 and P90; each value knows its cell', async () => {
    const { parts, scenario } = await read('plan.csv', csv(table));
    expect(parts[0]?.id).toBe('percentiles');
    expect(scenario.variables).toEqual({
      price: { p10: 22, p50: 31, p90: 44, label: 'Price', unit: 'EUR', source: 'survey' },
      cost_per_unit: {
        p10: 6,
        p50: 8,
        p90: 9,
        label: 'Cost per unit',
        unit: 'EUR',
        source: 'plan.csv, plan!A4',
      },
      users: { value: 2800, label: 'Users', source: 'plan.csv, plan!A5' },
    });
    expect(parts[0]?.problems.map(({ at }) => at)).toEqual(['E6', 'A7', 'A8']);
    expect(parts[0]?.uses.map(({ becomes }) => becomes)).toEqual([
      'the variable’s name',
      'its unit',
      'its 10th percentile (P10)',
      'its median (P50)',
      'its 90th percentile (P90)',
      'its source',
    ]);
  });

  test('or the least, the likeliest and the greatest', async () => {
    const { scenario } = await read('plan.csv', csv(table), 'bounds');
    expect(scenario.variables?.price).toMatchObject({ dist: 'pert', min: 22, mode: 31, max: 44 });
  });

  test('percentiles by name, values and formulas', async () => {
    const { text, scenario } = await read(
      'a b.csv',
      csv('Variable;P5;P50;95th percentile;Value\nx;0,5;1,5;4\ny;;;;2\nz;;;;x * y\n'),
    );
    expect(scenario).toMatchObject({
      id: 'a-b',
      variables: { x: { p5: 0.5, p50: 1.5, p95: 4 }, y: { value: 2 }, z: { value: 'x * y' } },
      options: [{ id: 'first' }, { id: 'status-quo' }],
    });
    expect(text).toContain('# model:');
    expect(lintText(text).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a scorecard', () => {
  const expected = {
    options: [
      { id: 'suite', name: 'Suite' },
      { id: 'open', name: 'Open' },
    ],
    criteria: [
      { id: 'fit', label: 'Fit', direction: 'maximise', weight: 60, scores: { suite: 7, open: 4 } },
      {
        id: 'price',
        label: 'Price',
        direction: 'minimise',
        weight: 40,
        scores: { suite: 90, open: 20 },
      },
    ],
  };

  test.each([
    [
      'options in rows',
      'Option,Fit,Price (lower is better),Total\nWeight,60,40,\nSuite,7,90,\nOpen,4,20,\n',
    ],
    [
      'criteria in rows',
      'Criterion,Weight,Direction,Suite,Open\nFit,60,higher,7,4\nPrice,40,lower,90,20\nTotal,100,,,\n',
    ],
  ])('with %s', async (_, text) => {
    const { parts, scenario } = await read('choice.csv', csv(text));
    expect(parts[0]?.id).toBe('scorecard');
    expect(parts[0]?.problems).toEqual([]);
    expect(scenario).toMatchObject(expected);
    expect(Object.keys(scenario.criteria?.[0]?.scores ?? {})).toEqual(['suite', 'open']);
  });

  test('a score that is missing is named with its cell', async () => {
    const { parts } = await read('c.csv', csv('Option,Fit,Cost\nA,7,x\nB,,2\nC,1,2\n'));
    expect(parts[0]?.problems.map(({ sheet, at }) => `${sheet} ${at}`)).toEqual(['c B3', 'c C2']);
  });
});

describe('data', () => {
  test('says that columns are drawn apart, and which of them move together', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `${i},${i % 7 === 0 ? 3 : 40 - i},${(i * 7) % 11}`,
    );
    const { parts } = await read('log.csv', csv(`Price,Demand,Rain\n${rows.join('\n')}\n`));
    const [first, second] = parts[0]?.notes ?? [];
    expect(first).toMatch(/drawn on its own.*rank correlation: Price with Demand \(−0\.\d\d\)\.$/);
    expect(second).toContain('added under Correlations');
  });
  test('and what it advises, to keep them together, is what the engine takes', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${(i * i) % 37}`);
    const { scenario } = await read('log.csv', csv(`Price,Demand\n${rows.join('\n')}\n`));
    const list = lists.find(({ section }) => section === 'correlations');
    const offered = (of: Scenario) => list?.applies(of) && list.blank(of);
    const together = (of: Scenario) => ({
      ...of,
      correlations: [{ between: ['demand', 'price'] as [string, string], spearman: 0.6 }],
    });
    const refused = (of: Scenario) =>
      lintScenario(together(of)).problems.filter(({ code }) => code === 'BAD_CORRELATION');
    expect(offered(scenario)).toBe(false);
    expect(refused(scenario)).not.toEqual([]);
    const ranges = Object.entries(scenario.variables ?? {}).map(([name, spec]) => [
      name,
      otherKinds(spec).get('range'),
    ]);
    const kept: Scenario = { ...scenario, variables: Object.fromEntries(ranges) };
    expect(offered(kept)).toEqual({ between: ['price', 'demand'], spearman: 0 });
    expect(refused(kept)).toEqual([]);
  });
  test('a single column has nothing to be apart from', async () => {
    const { parts } = await read(
      'log.csv',
      csv(`Price\n${Array.from({ length: 20 }, (_, i) => i).join('\n')}\n`),
    );
    expect(parts[0]?.notes).toEqual([]);
  });
  test.each([
    ['none', [1, 2, 3, 4], [1, 4, 2, 3], 0.4],
    ['ties', [1, 2, 2, 3], [10, 20, 20, 30], 1],
    ['ties in one', [1, 2, 2, 3], [4, 3, 2, 1], -4.5 / Math.sqrt(22.5)],
  ])('rank correlation with %s', (_, a, b, expected) => {
    expect(rankCorrelations([a, b])[0]?.spearman).toBeCloseTo(expected, 12);
  });

  test('a column of numbers is what was observed', async () => {
    const days = Array.from(
      { length: 10 },
      (_, i) => `2025-01-0${i},${i + 0.5},${i % 2 ? 'n/a' : i}`,
    );
    const { parts, scenario } = await read(
      'log.csv',
      csv(`Day,Repair time (h),Few\n${days.join('\n')}`),
    );
    expect(parts[0]?.id).toBe('data');
    expect(scenario.variables).toEqual({
      repair_time: {
        dist: 'empirical',
        values: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5],
        label: 'Repair time (h)',
        source: 'log.csv, log!B2:B11',
      },
    });
  });
});

describe('a workbook', () => {
  test('its sheets become one scenario', async () => {
    const bytes = workbookOf({
      Scores: [
        ['Option', 'Fit', 'Cost (min)'],
        ['A', 7, 3],
        ['B', 5, 1],
      ],
      Inputs: [
        ['Name', 'P10', 'P90'],
        ['Demand', 800, 1500],
      ],
      Empty: [],
    });
    const { scenario, parts } = await read('all.xlsx', bytes);
    expect(parts.map(({ id }) => id)).toEqual(['scorecard', 'percentiles', 'none']);
    expect(scenario).toMatchObject({
      variables: { demand: { p10: 800, p90: 1500 } },
      options: [{ id: 'a' }, { id: 'b' }],
      criteria: [{ id: 'fit' }, { id: 'cost', direction: 'minimise' }],
    });
  });

  test('a large one is read in the page itself', async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => ['an observation, in words', i]);
    const [sheet] = await readSheets(
      'large.xlsx',
      workbookOf({ Data: [['Note', 'Value'], ...rows] }),
    );
    expect(sheet?.rows).toHaveLength(9001);
  });

  test.each([
    ['what is no workbook', csv('just words'), 'no .xlsx workbook'],
    ['an archive of something else', workbookOf({}), 'cannot be read'],
  ])('%s is refused with the way out', async (_, bytes, words) => {
    await expect(readSheets('a.xlsx', bytes)).rejects.toThrow(words);
  });

  test('too many rows are refused by the name of their sheet', () => {
    const rows = Array.from({ length: limits.rows + 1 }, () => [1]);
    expect(() => checkSize([{ name: 'Log', rows }])).toThrow('Sheet “Log” is too large');
    expect(() => checkSize([{ name: 'Log', rows: rows.slice(1) }])).not.toThrow();
  });
});
