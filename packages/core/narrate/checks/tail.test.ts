import { expect, test } from 'vitest';
import type { Statistics } from '../../simulate/types.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { normalStatistics, pricing } from '../fixtures/pricing.ts';
import { check } from './tail.ts';

const npv = (...more: Partial<Statistics>[]) =>
  change(pricing, {
    options: pricing.options.map((option, i) => ({
      ...option,
      outcomes: {
        npv: {
          ...(option.outcomes.npv ?? normalStatistics(0, 1)),
          ...{ p50: 1e6, cvar5: 2e5, ...more[i] },
        },
      },
    })),
  });

cases(check, {
  triggers: npv({ cvar5: -240_000 }, {}, { cvar5: 310_000 }),
  says: [
    'average −€240 k of npv with Usage-based, €310 k with Keep per-seat pricing',
    'what being €491 k better on average costs',
  ],
  severity: 'warning',
  refs: ['options.usage', 'options.status-quo'],
  nearly: npv({}, {}, { cvar5: 320_000 }),
  not: hiring,
});

test('a lead on the mean that the median does not share', () => {
  expect(runCheck(check, npv({ p50: 900_000 }, { p50: 1_100_000 }))).toMatchObject([
    {
      message: expect.stringContaining('Freemium on its median (€1.1 m against €900 k)'),
      refs: ['options.usage', 'options.freemium'],
    },
  ]);
});

const averse = (...means: number[]) => {
  const base = npv({ cvar5: -240_000 }, {}, { cvar5: 310_000 });
  return change(base, {
    frame: { scenario: { risk: { attitude: 'averse', tolerance: 500_000 } } },
    options: base.options.map((option, i) => ({
      ...option,
      certaintyEquivalent: 100_000,
      outcomes: {
        npv: { ...(option.outcomes.npv ?? normalStatistics(0, 1)), mean: means[i] ?? 0 },
      },
    })),
  });
};

test('a stated attitude to risk has counted it already', () => {
  expect(runCheck(check, averse(9e5, 1e5, 1e5))).toMatchObject([{ severity: 'info' }]);
});

test('an attitude to risk that decides is named with what it costs', () => {
  expect(runCheck(check, averse(5e5, 8e5, 1e5))[0]).toMatchObject({
    severity: 'serious',
    message: expect.stringContaining('on average Freemium is better by €300 k'),
  });
});

test('options that break a rule are not held against the leader', () => {
  const barred = change(npv({ p50: 900_000 }, { p50: 1_100_000 }), {
    constraints: [
      {
        ...{ id: 'rule', option: 'freemium', required: 0.9, satisfied: false },
        probability: { value: 0.5, low: 0.49, high: 0.51 },
      },
    ],
  });
  expect(runCheck(check, barred).flatMap(({ refs }) => refs)).not.toContain('options.freemium');
});

const advice = (more: Partial<Statistics>, minimise = false) => {
  const base = npv({ cvar5: -240_000, ...more }, {}, { cvar5: 310_000 });
  const direction = minimise ? ('minimise' as const) : ('maximise' as const);
  return runCheck(check, change(base, { objective: { direction } }))[0]?.suggestion?.text;
};
const evenly = (from: number, to: number) =>
  Array.from({ length: 50 }, (_, i) => from + ((to - from) * (i + 0.5)) / 50);

test('a loss is told by how often it comes, and the constraint is written out', () => {
  expect(advice({ quantiles: evenly(-500_000, 1_500_000) })).toMatch(
    /^With Usage-based, npv falls below €0 in about 25 % of samples: .*`npv > 0`/,
  );
});

test('where nothing is lost, it is asked how little would do', () => {
  expect(advice({ cvar5: 20_000, quantiles: evenly(1, 1e6) })).toContain('how little npv would');
});
