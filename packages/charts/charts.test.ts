import type { Report } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chart, chartCss, chartKinds, drawCharts, withoutStyle } from './index.ts';
import { type OptionDraft, sampleReport, statistics } from './testing.ts';

const many = (count: number): OptionDraft[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `o${i}`,
    name: `Option ${i}`,
    mean: 100 - i,
    sd: 5 + i,
  }));

/** Every figure null, every list empty: what an incomplete scenario reports. */
function withoutFigures(): Report {
  const report = sampleReport();
  const nulled = JSON.stringify(report, (key, value) =>
    typeof value === 'number' && key !== 'count' ? null : value,
  );
  return JSON.parse(nulled);
}

const cases: Record<string, Report> = {
  'four options': sampleReport(),
  'one option': sampleReport(many(1)),
  'a hundred options': sampleReport(many(100)),
  'zero variance': sampleReport(many(3).map((draft) => ({ ...draft, mean: 7, sd: 0 }))),
  'no figures': withoutFigures(),
  'all figures zero': sampleReport(many(2).map((draft) => ({ ...draft, mean: 0, sd: 0 }))),
  'huge figures': sampleReport(many(3).map((draft) => ({ ...draft, mean: 1e300, sd: 1e299 }))),
  'tiny figures': sampleReport(many(3).map((draft) => ({ ...draft, mean: 1e-9, sd: 1e-10 }))),
};

/** Throws unless the text is well-formed XML of the kind these charts use. */
function parseXml(svg: string): { tag: string; attributes: Map<string, string> }[] {
  const open: string[] = [];
  const elements: { tag: string; attributes: Map<string, string> }[] = [];
  let rest = svg;
  while (rest !== '') {
    const tag = /^<(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>/.exec(rest);
    const words = /^[^<]+/.exec(rest);
    const piece = tag?.[0] ?? words?.[0];
    if (!piece) throw new Error(`not well-formed at ${rest.slice(0, 60)}`);
    if (/&(?!(amp|lt|gt|quot|#39);)/.test(piece)) throw new Error(`bare & in ${piece}`);
    if (tag?.[1]) expect(open.pop()).toBe(tag[2]);
    else if (tag) {
      const pairs = [...(tag[3] ?? '').matchAll(/ ([^=]+)="([^"]*)"/g)];
      const attributes = new Map(pairs.map(([, key = '', value = '']) => [key, value]));
      expect(attributes.size).toBe(pairs.length);
      elements.push({ tag: tag[2] ?? '', attributes });
      if (!tag[4]) open.push(tag[2] ?? '');
    }
    rest = rest.slice(piece.length);
  }
  expect(open).toEqual([]);
  return elements;
}

const idsOf = (charts: readonly Chart[]): string[] =>
  charts.flatMap(({ svg }) =>
    parseXml(svg).flatMap(({ attributes }) => attributes.get('id') ?? []),
  );

describe.each(Object.entries(cases))('%s', (_, report) => {
  test.each([280, 720, 1600])('at %i px every chart is well-formed, named and legible', (width) => {
    for (const chart of drawCharts(report, { width, id: 'x' })) {
      const [root, ...elements] = parseXml(chart.svg);
      expect(root?.attributes.get('role')).toBe('img');
      expect(root?.attributes.get('aria-labelledby')).toBe(`${chart.id}-title ${chart.id}-desc`);
      expect(chart.svg).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(chart.title).not.toBe('');
      expect(chart.summary).toMatch(/\.$/);
      for (const { attributes } of elements) {
        expect(Number(attributes.get('font-size') ?? 12)).toBeGreaterThanOrEqual(11);
      }
    }
  });

  test('ids are unique and tables are rectangular', () => {
    const charts = drawCharts(report);
    const ids = idsOf(charts);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { table } of charts) {
      expect(table.rows.length).toBeGreaterThan(0);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    }
  });
});

test('a full report has a chart of every kind', () => {
  for (const [name, draw] of Object.entries(chartKinds)) {
    expect(draw(sampleReport(), { width: 720, id: 'x' }), name).not.toHaveLength(0);
  }
});

test('the same report draws the same text', () => {
  expect(drawCharts(sampleReport())).toEqual(drawCharts(sampleReport()));
});

test('hostile labels stay text', () => {
  const hostile = '</title><script>alert(1)</script>&"\'\u0000\u202e\ud800';
  const report = sampleReport([{ id: 'a', name: hostile, mean: 1, sd: 1 }]);
  for (const { svg } of drawCharts(report)) {
    parseXml(svg);
    expect(svg).not.toContain('<script');
  }
});

test('any labels and figures draw well-formed charts', () => {
  const figure = fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.constant(0));
  const draft = fc.record({
    id: fc.string({ unit: 'binary', minLength: 1 }),
    name: fc.string({ unit: 'binary' }),
    mean: figure.map((value) => value / 1e10),
    sd: figure.map((value) => Math.abs(value) / 1e12),
  });
  const drafts = fc.uniqueArray(draft, { minLength: 1, maxLength: 9, selector: ({ id }) => id });
  fc.assert(
    fc.property(drafts, fc.integer({ min: 0, max: 2000 }), (options, width) => {
      for (const { svg } of drawCharts(sampleReport(options), { width })) parseXml(svg);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('figures missing anywhere leave the rest drawn', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat({ max: 3 })), (draws) => {
      const holed = JSON.stringify(sampleReport(), (key, value) =>
        typeof value === 'number' && key !== 'count' && draws.next().value === 0 ? null : value,
      );
      for (const { svg } of drawCharts(JSON.parse(holed))) parseXml(svg);
    }),
    { seed: 1, numRuns: 40 },
  );
});

test('a page that holds the styles can take charts without them', () => {
  const [chart] = drawCharts(sampleReport());
  expect(chart?.svg).toContain(`<style>${chartCss}</style>`);
  expect(withoutStyle(chart?.svg ?? '')).not.toContain('<style');
});

describe('what the charts say', () => {
  const summary = (kind: keyof typeof chartKinds, report = sampleReport()) =>
    chartKinds[kind](report, { width: 720, id: 'x' })[0]?.summary ?? '';

  test.each([
    ['outcomes', 'Usage-based: median €1.25 m, 90 % of samples from €730 k to €2.11 m.'],
    [
      'switching',
      "Freemium with paid tiers overtakes Usage-based when Monthly churn is above 4.1 % a month; today's estimate gives that 23 %.",
    ],
    ['tornado', 'from €1.67 m to €842 k between its 10th and 90th percentile, a swing of €828 k.'],
    [
      'information',
      'Knowing everything before deciding would be worth €92 k. Most of use is Monthly churn: €61 k.',
    ],
    [
      'sensitivity',
      '49 % of the variance of NPV over 36 months under Usage-based goes with Monthly churn, 36 % with it alone.',
    ],
    ['acceptability', 'Usage-based is best in 55 % of samples'],
  ] as const)('%s', (kind, sentence) => {
    expect(summary(kind)).toContain(sentence);
  });

  test('a stretch of the mean over the periods has two ends', () => {
    const report = sampleReport();
    const { frame, analysis } = report;
    const [change] = analysis.switchovers;
    if (change === undefined) throw new Error('the sample has a switching value');
    const said = summary('switching', {
      ...report,
      frame: { ...frame, inputs: frame.inputs.map((input) => ({ ...input, perPeriod: true })) },
      analysis: {
        ...analysis,
        switchovers: [{ ...change, until: 0.052, probabilityBeyond: 0.2 }],
      },
    });
    expect(said).toContain(
      'when Monthly churn (mean over the periods) is between 4.1 % a month and 5.2 % a month',
    );
  });

  test('a dot plot of 50 dots per option', () => {
    const svg = chartKinds.outcomes(sampleReport(many(2)), { width: 720, id: 'x' })[0]?.svg ?? '';
    expect(svg.match(/<circle /g)).toHaveLength(100);
  });

  test('dots beyond the axis are counted in words', () => {
    const report = sampleReport(many(1));
    const heavy = { ...statistics(0, 1), p95: 2, max: 1e9, p90: 1.3 };
    const quantiles = Array.from({ length: 50 }, (_, i) => (i === 49 ? 1e9 : i / 50));
    const option = report.decision.options[0];
    if (option) option.outcomes.npv = { ...heavy, quantiles };
    expect(chartKinds.outcomes(report, { width: 720, id: 'x' })[0]?.svg).toContain(
      '1 of 50 higher',
    );
  });

  test('the frontier leaves out options that another beats on both axes', () => {
    const [chart] = chartKinds['trade-off'](sampleReport(), { width: 720, id: 'x' });
    expect(chart?.table.rows.map((row) => row.at(-1))).toEqual(['yes', 'no', 'no', 'no']);
  });
});

test('a series that is always 0 under an option is named, not drawn', () => {
  const report = sampleReport();
  const [first, ...others] = report.decision.options;
  if (!first) throw new Error('no options');
  const none = { ...first, series: { customers: [statistics(0, 0), statistics(0, 0)] } };
  const zeroed = { ...report, decision: { ...report.decision, options: [none, ...others] } };
  const [chart] = chartKinds.series(zeroed, { width: 720, id: 'x' });
  expect(chart?.summary).toContain(`Always 0, and not drawn: ${first.name}.`);
  expect(chart?.summary).toContain(`under ${others[0]?.name}`);
  expect(chart?.svg.split(first.name)).toHaveLength(2);
});

test('a series that is 0 from P5 to P95 is named, and one that is so for all is left out', () => {
  const report = sampleReport();
  const rare = { ...statistics(0, 0), mean: 3, max: 900 };
  const of = (count: number) => ({
    ...report,
    decision: {
      ...report.decision,
      options: report.decision.options.map((option, i) =>
        i < count ? { ...option, series: { customers: [rare, rare] } } : option,
      ),
    },
  });
  const [chart] = chartKinds.series(of(1), { width: 720, id: 'x' });
  expect(chart?.summary).toContain(
    `0 from P5 to P95, and not drawn: ${report.decision.options[0]?.name}.`,
  );
  expect(chartKinds.series(of(4), { width: 720, id: 'x' })).toEqual([]);
});

test('periods are counted in whole numbers', () => {
  const report = sampleReport();
  const options = report.decision.options.map((option) => ({
    ...option,
    series: { customers: option.series.customers?.slice(0, 3) ?? [] },
  }));
  const [chart] = chartKinds.series(
    { ...report, decision: { ...report.decision, options } },
    { width: 720, id: 'x' },
  );
  const labels = [...(chart?.svg ?? '').matchAll(/>([\d.]+)<\/text>/g)].map((found) => found[1]);
  expect(labels.slice(0, 40)).toContain('2');
  expect(labels.filter((label) => label === '0.5' || label === '1.5')).toEqual([]);
});

describe('inputs that options define each in its own way', () => {
  const report = sampleReport();
  const { frame, recommendation, analysis } = report;
  const [first, second] = report.decision.options;
  const inputs = frame.inputs.flatMap((input) =>
    input.name === 'churn'
      ? [
          { ...input, shared: false, options: [second?.id ?? ''], label: 'Churn of the other' },
          { ...input, shared: false, options: [first?.id ?? ''], label: 'Churn of our own' },
        ]
      : [input],
  );
  const own = { ...report, frame: { ...frame, inputs } };

  test.each(['tornado', 'sensitivity', 'information', 'switching'] as const)('%s', (kind) => {
    expect(recommendation.primary).toBe(first?.id);
    const [change] = analysis.switchovers;
    const switchovers = change ? [{ ...change, options: [first?.id ?? ''] }] : [];
    const drawn = { ...own, analysis: { ...analysis, switchovers } };
    const [chart] = chartKinds[kind](drawn, { width: 720, id: 'x' });
    expect(chart?.svg).toContain('Churn of our own');
    expect(chart?.svg).not.toContain('Churn of the other');
  });
});

test('a driver that moves nothing alone is named beside the bars', () => {
  const report = sampleReport();
  const sensitivity = report.analysis.sensitivity.map((row) =>
    row.variable === 'churn' ? { ...row, low: null, high: null } : row,
  );
  const quiet = { ...report, analysis: { ...report.analysis, sensitivity } };
  const [chart] = chartKinds.tornado(quiet, { width: 720, id: 'x' });
  expect(chart?.summary).toContain(
    'No bar, for it counts only together with other inputs: Monthly churn.',
  );
});

test('what learning is worth has no digit that its error drowns', () => {
  const report = sampleReport();
  const { valueOfInformation } = report.analysis;
  const evppi = [{ variable: 'churn', value: 61_234, error: 9_000 }];
  const noisy = {
    ...report,
    analysis: { ...report.analysis, valueOfInformation: { ...valueOfInformation, evppi } },
  };
  const [chart] = chartKinds.information(noisy, { width: 720, id: 'x' });
  expect(chart?.summary).toContain('Monthly churn: €60 k.');
});

test('an event happens or not; a counted threshold is itself on one side', () => {
  const report = sampleReport();
  const [change] = report.analysis.switchovers;
  const as = (kind: string, side: 'above' | 'below') => {
    const inputs = report.frame.inputs.map((input) => ({ ...input, kind }));
    const switchovers = change ? [{ ...change, side }] : [];
    const drawn = {
      ...report,
      frame: { ...report.frame, inputs },
      analysis: { ...report.analysis, switchovers },
    };
    return chartKinds.switching(drawn, { width: 720, id: 'x' })[0]?.summary;
  };
  expect(as('bernoulli', 'above')).toContain('when “Monthly churn” happens;');
  expect(as('bernoulli', 'below')).toContain('when “Monthly churn” does not happen;');
  expect(as('discrete', 'below')).toContain('when Monthly churn is at 4.1 % a month or less;');
});

test('where nothing can be recommended, nothing is said of what knowing more is worth', () => {
  const report = sampleReport();
  const { valueOfInformation } = report.analysis;
  const none = {
    ...report,
    recommendation: { ...report.recommendation, primary: null },
    analysis: { ...report.analysis, valueOfInformation: { ...valueOfInformation, evpi: 0 } },
  };
  expect(chartKinds.information(none, { width: 720, id: 'x' })).toEqual([]);
});
