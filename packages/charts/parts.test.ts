import { describe, expect, test } from 'vitest';
import { scaleFor } from './axis.ts';
import { formatFigure, formatShare, formatTicks, withUnit } from './format.ts';
import { type Box, placeLabel } from './labels.ts';
import { probabilityBelow, quantileAt, quantileCurve, quantileDots } from './quantiles.ts';
import { px } from './svg.ts';
import { statistics } from './testing.ts';
import { fit, plain, textWidth } from './text.ts';

test.each([
  [0, '0'],
  [1234.5, '1.23k'],
  [-1_239_000, '−1.24m'],
  [999.9, '1000'],
  [999_999, '1m'],
  [0.0412, '0.0412'],
  [42, '42'],
  [1e-7, '1e−7'],
  [3.2e17, '3.2e+17'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
  [null, '–'],
] as const)('formatFigure(%s) is %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.0001, 'under 0.1 %'],
  [0.234, '23 %'],
  [0.9999, 'over 99.9 %'],
  [1, '100 %'],
  [null, '–'],
] as const)('formatShare(%s) is %s', (value, text) => {
  expect(formatShare(value)).toBe(text);
});

test('ticks share a suffix and have digits enough to differ', () => {
  expect(formatTicks([-500e3, 0, 500e3, 1e6])).toEqual(['−0.5m', '0', '0.5m', '1.0m']);
  expect(formatTicks([0.001, 0.002, 0.003])).toEqual(['0.001', '0.002', '0.003']);
});

test('figures with units read as the report’s do; a missing one has none', () => {
  expect(withUnit(1_240_000, 'EUR')).toBe('€1.24 m');
  expect(withUnit(null, 'EUR')).toBe('–');
});

describe('quantile curves', () => {
  const uniform = { quantiles: Array.from({ length: 50 }, (_, i) => i + 0.5) };
  const curve = quantileCurve(uniform) ?? [];

  test('evenly spaced quantiles stand at (i + 0.5) / length, so that 50 are the dots', () => {
    expect(quantileDots(curve)).toEqual(uniform.quantiles);
  });

  test('probability and quantile undo each other', () => {
    for (const p of [0.02, 0.3, 0.5, 0.97]) {
      expect(probabilityBelow(curve, quantileAt(curve, p))).toBeCloseTo(p, 12);
    }
  });

  test('values that many samples share are the only ones drawn', () => {
    const quantiles = Array.from({ length: 51 }, (_, i) => (i < 25 ? -70 : i === 25 ? -10 : 50));
    const shared = quantileCurve({ quantiles }) ?? [];
    expect(new Set(quantileDots(shared))).toEqual(new Set([-70, 50]));
    expect(probabilityBelow(shared, 0)).toBeCloseTo(0.51, 2);
  });

  test('a value taken always is never below itself', () => {
    const always = quantileCurve(statistics(0, 0)) ?? [];
    expect([-1, 0, 1].map((x) => probabilityBelow(always, x))).toEqual([0, 0, 1]);
  });

  test('a normal known by its percentiles gets normal tails', () => {
    const normal = quantileCurve({ p5: -1.645, p10: -1.2816, p50: 0, p90: 1.2816, p95: 1.645 });
    expect(normal?.[0]?.[1]).toBeCloseTo(-2.576, 1);
    expect(normal?.at(-1)?.[1]).toBeCloseTo(2.576, 1);
  });

  test('tails end at the stated extremes', () => {
    const cut = quantileCurve({ p5: 1, p10: 2, p90: 8, p95: 9, min: 0.9, max: 9.1 });
    expect(cut?.[0]?.[1]).toBe(0.9);
    expect(cut?.at(-1)?.[1]).toBe(9.1);
  });

  test('fewer than two percentiles are no curve', () => {
    expect(quantileCurve({ p50: 1 })).toBeNull();
    expect(quantileCurve({ quantiles: [1, null] })).toBeNull();
  });
});

test.each([320, 720])('tick labels never touch at %i px', (width) => {
  for (const values of [
    [0, 1],
    [-1e6, 4e6],
    [0.00012, 0.00013],
    [5, 5],
    [1e300, 2e300],
  ]) {
    const { ticks, labels, ...scale } = Object.assign(scaleFor(values, [0, width]), {});
    expect(scale.domain[0]).toBeLessThan(scale.domain[1]);
    const widest = Math.max(...labels.map((label) => textWidth(label, 11)));
    expect(ticks.length * widest).toBeLessThanOrEqual(width);
  }
});

test('labels of points do not overlap, and give up where there is no room', () => {
  const taken: Box[] = [];
  const bounds = { x: 0, y: 0, width: 200, height: 60 };
  const texts = Array.from({ length: 30 }, (_, i) =>
    placeLabel({ name: `Point ${i}`, onFrontier: false }, 100, 30, taken, bounds),
  );
  expect(taken.length).toBeGreaterThan(1);
  expect(texts.at(-1)).toBe('');
  for (const [i, a] of taken.entries()) {
    for (const b of taken.slice(i + 1)) {
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + 14 <= b.y || b.y + 14 <= a.y;
      expect(apart).toBe(true);
    }
  }
});

describe('text', () => {
  test('what does not fit ends in an ellipsis and fits', () => {
    const cut = fit('a rather long label that goes on', 80, 12);
    expect(cut).toMatch(/…$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(80);
  });
  test('wide scripts are wider than Latin', () => {
    expect(textWidth('決定', 12)).toBe(24);
  });
  test('a label is one printable line', () => {
    expect(plain('a\n\tb\u202ec\u0000d')).toBe('a bc d');
    expect([...plain('x'.repeat(10_000))]).toHaveLength(200);
  });
});

test('a coordinate that is no number is refused', () => {
  expect(() => px(Number.NaN)).toThrow('finite');
});
