import { expect, test } from 'vitest';
import { change } from '../narrate/fixtures/change.ts';
import { normalStatistics, pricing } from '../narrate/fixtures/pricing.ts';
import { critiqueOf } from '../narrate/index.ts';
import { toReport } from '../report/index.ts';
import { riskHotspots, topDrivers } from './insights.ts';

const reportOf = (findings: typeof pricing) =>
  toReport(findings, critiqueOf(findings), { timestamp: '', durationMs: 0 });

test('drivers stand by what learning them is worth, with the option that their switching value puts first', () => {
  const { drivers } = topDrivers(reportOf(pricing));
  expect(drivers[0]).toMatchObject({
    ...{ variable: 'churn', option: 'usage', outcome: 'npv', valueOfLearning: 52_000 },
    ...{ switchesTo: 'freemium', threshold: 0.0291 },
  });
  const worth = drivers.map(({ valueOfLearning }) => valueOfLearning ?? 0);
  expect(worth).toEqual([...worth].sort((a, b) => b - a));
});

test('hotspots say names and figures with their units, the gravest first', () => {
  const options = pricing.options.map((option) => ({
    ...option,
    outcomes: { npv: { ...normalStatistics(1_243_567, 600_000), cvar5: -240_000 } },
  }));
  const { hotspots } = riskHotspots(reportOf(change(pricing, { options })));
  const said = hotspots.map(({ message }) => message);
  expect(said).toContain('Freemium is the better choice where churn is below 2.9 % a month.');
  expect(said.find((message) => message.startsWith('The worst 5 % of samples average'))).toMatch(
    /average −€240 k of npv with Usage-based, against €1.24 m over all\.$/,
  );
  const order = ['serious', 'warning', 'info'];
  const places = hotspots.map(({ severity }) => order.indexOf(severity));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('of an input drawn in every period the mean switches', () => {
  const inputs = pricing.frame.inputs.map((input) => ({ ...input, perPeriod: true }));
  const { hotspots } = riskHotspots(reportOf(change(pricing, { frame: { inputs } })));
  expect(hotspots.map(({ message }) => message)).toContain(
    'Freemium is the better choice where churn (mean over the periods) is below 2.9 % a month.',
  );
});
