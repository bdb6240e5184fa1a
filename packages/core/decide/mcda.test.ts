import { describe, expect, test } from 'vitest';
import { ahpWeights } from './ahp.ts';
import type { DecisionMatrix } from './decision-matrix.ts';
import { promethee } from './promethee.ts';
import { reversals } from './second-opinions.ts';
import { topsis } from './topsis.ts';
import { vikor } from './vikor.ts';

/** Four products by durability, capability and reliability: Tzeng & Huang, Multiple Attribute Decision Making (2011). */
const products: DecisionMatrix = {
  rows: [
    [5, 8, 4],
    [7, 6, 8],
    [8, 8, 6],
    [7, 4, 6],
  ],
  weights: [0.3, 0.4, 0.3],
  maximised: [true, true, true],
};

const close = (digits: number) => (x: number) => expect.closeTo(x, digits);

describe('TOPSIS', () => {
  test('Tzeng & Huang, as scikit-criteria has it', () => {
    expect(topsis(products)).toEqual([0.5037, 0.6581, 0.7482, 0.334].map(close(4)));
  });

  test('three cars, as the R package MCDA has them in its tests', () => {
    const rows = [
      [5490, 51.4, 8.5, 285],
      [6500, 70.6, 7, 288],
      [6489, 54.3, 7.5, 290],
    ];
    const weights = [0.35, 0.25, 0.25, 0.15];
    const found = topsis({ rows, weights, maximised: [false, true, true, true] });
    expect(found).toEqual([0.4817, 0.5182, 0.178].map(close(4)));
  });

  test('what is minimised turns the ideal round', () => {
    const rows = [[1], [3], [2]];
    expect(topsis({ rows, weights: [1], maximised: [false] })).toEqual([1, 0, 0.5].map(close(12)));
  });

  test('options alike are half way', () => {
    const rows = [
      [1, 2],
      [1, 2],
    ];
    expect(topsis({ rows, weights: [0.5, 0.5], maximised: [true, false] })).toEqual([0.5, 0.5]);
  });
});

describe('VIKOR: 1 − Q', () => {
  const q = (matrix: DecisionMatrix): number[] => vikor(matrix).map((x) => 1 - x);

  test('Tzeng & Huang, as scikit-criteria has it', () => {
    expect(q(products)).toEqual([0.75, 0.25, 0, 1].map(close(9)));
  });

  test('Opricovic & Tzeng (2004): three climbs by risk and altitude', () => {
    const rows = [
      [1, 3000],
      [2, 3750],
      [5, 4500],
    ];
    expect(q({ rows, weights: [0.5, 0.5], maximised: [false, true] })).toEqual([1, 0, 1]);
  });

  // Opricovic & Tzeng, Extended VIKOR Method in Comparison with Outranking Methods (2007).
  const dams = [
    [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
    [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
  ];
  const maximised = [true, false, true, true, false, false, false, true];

  test.each([
    [
      [1, 1, 1, 1, 1, 1, 1, 1],
      [0.991, 1, 0.473, 0.67, 0, 0.578],
    ],
    [
      [2, 2, 2, 2, 1, 1, 1, 1],
      [1, 0.533, 0.552, 0.563, 0, 0.686],
    ],
    [
      [1, 1, 1, 1, 2, 2, 2, 2],
      [0.684, 1, 0.147, 0.554, 0.041, 0.191],
    ],
  ])('Opricovic & Tzeng (2007): six dams with weights %j', (raw, expected) => {
    const total = raw.reduce((a, b) => a + b);
    const found = q({ rows: dams, weights: raw.map((w) => w / total), maximised });
    found.forEach((x, d) => {
      expect(Math.abs(x - (expected[d] as number))).toBeLessThan(0.0015);
    });
  });
});

describe('PROMETHEE II', () => {
  test('the example in the documentation of pymcdm, usual criterion', () => {
    const rows = [
      [4, 3, 2],
      [3, 2, 4],
      [5, 1, 3],
    ];
    const flows = promethee({ rows, weights: [0.5, 0.3, 0.2], maximised: [true, true, true] });
    expect(flows).toEqual([0.1, -0.3, 0.2].map(close(12)));
  });

  test('the example of EasyMCDM, which does not divide by the number of others', () => {
    const rows = [
      [80, 90, 600],
      [65, 58, 200],
      [83, 60, 400],
    ];
    const weights = [1 / 3, 1 / 3, 1 / 3];
    const flows = promethee({ rows, weights, maximised: [false, true, false] });
    expect(flows.map((flow) => flow * 2)).toEqual([0, 2 / 3, -2 / 3].map(close(12)));
  });

  // Brans, Vincke & Mareschal, How to Select and How to Rank Projects (1986): six sites of a power plant by
  // manpower, power, construction, maintenance, villages to be moved and security, all six functions.
  const sites: DecisionMatrix = {
    rows: [
      [80, 90, 6, 5.4, 8, 5],
      [65, 58, 2, 9.7, 1, 1],
      [83, 60, 4, 7.2, 4, 7],
      [40, 80, 10, 7.5, 7, 10],
      [52, 72, 6, 2.0, 3, 8],
      [94, 96, 7, 3.6, 5, 6],
    ],
    weights: Array(6).fill(1 / 6),
    maximised: [false, true, false, false, false, true],
    preferences: [
      { function: 'u_shape', q: 10 },
      { function: 'v_shape', p: 30 },
      { function: 'linear', q: 0.5, p: 5 },
      { function: 'level', q: 1, p: 6 },
      { function: 'usual' },
      { function: 'gaussian', s: 5 },
    ],
  };
  // The preference of the row over the column as it is printed, some figures cut and some rounded.
  const printed = [
    [0, 0.296, 0.25, 0.268, 0.1, 0.185],
    [0.462, 0, 0.389, 0.333, 0.296, 0.5],
    [0.236, 0.18, 0, 0.333, 0.056, 0.429],
    [0.399, 0.505, 0.305, 0, 0.223, 0.212],
    [0.444, 0.515, 0.487, 0.38, 0, 0.448],
    [0.286, 0.399, 0.25, 0.432, 0.133, 0],
  ];
  const between = (a: number, b: number) =>
    (printed[a]?.[b] ?? Number.NaN) - (printed[b]?.[a] ?? Number.NaN);

  test('six sites of a power plant: the preferences for one over another as printed', () => {
    for (const [a, b] of printed.flatMap((_, a) => printed.map((__, b) => [a, b] as const))) {
      const rows = [sites.rows[a], sites.rows[b]] as DecisionMatrix['rows'];
      const [flow = Number.NaN] = promethee({ ...sites, rows });
      expect(Math.abs(flow - between(a, b)), `${a} over ${b}`).toBeLessThan(0.0025);
    }
  });

  test('six sites of a power plant: net flows, and the fifth first', () => {
    const flows = promethee(sites);
    flows.forEach((flow, a) => {
      const expected = printed.reduce((sum, _, b) => sum + between(a, b), 0) / 5;
      expect(Math.abs(flow - expected)).toBeLessThan(0.001);
    });
    expect(flows.indexOf(Math.max(...flows))).toBe(4);
  });

  test('net flows counted by hand', () => {
    // Against each other product in turn: 1 against 2 is 0.4 for and 0.6 against, and so on.
    const flows = promethee(products);
    const byHand = [-0.2 - 0.6 - 0.2, 0.2 - 0.4 + 0.7, 0.6 + 0.4 + 0.7, 0.2 - 0.7 - 0.7];
    expect(flows).toEqual(byHand.map((f) => expect.closeTo(f / 3, 12)));
    expect(flows.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
  });
});

describe('AHP', () => {
  // The cars of the R package MCDA: matrices row by row.
  const cars = ['Corsa', 'Clio', 'Fiesta', 'Sandero'];
  const upper = (ids: readonly string[], values: readonly number[]) => {
    const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b): [string, string] => [a, b]));
    return pairs.map(([a, b], i): [string, string, number] => [a, b, values[i] as number]);
  };
  const criteria = ['style', 'reliability', 'fuel'];
  const weights = ahpWeights(criteria, upper(criteria, [0.5, 3, 4]));
  const scores = [
    [0.25, 4, 1 / 6, 4, 0.25, 0.2],
    [2, 5, 1, 3, 2, 0.25],
    [2, 4, 1, 3, 2, 0.2],
  ].map((values) => ahpWeights(cars, upper(cars, values)).weights);

  test('weights, scores and λmax', () => {
    const overall = cars.map((_, d) =>
      criteria.reduce((a, __, k) => a + (weights.weights[k] ?? 0) * (scores[k]?.[d] ?? 0), 0),
    );
    expect(overall).toEqual([0.2922, 0.2767, 0.0697, 0.3613].map(close(4)));
    expect(weights.lambdaMax).toBeCloseTo(3.0183, 4);
    expect(weights.consistencyRatio).toBeCloseTo(0.0183 / 2 / 0.58, 3);
  });

  test('a missing comparison of consistent ones is made up from the others', () => {
    const found = ahpWeights(
      ['a', 'b', 'c'],
      [
        ['a', 'b', 2],
        ['b', 'c', 3],
      ],
    );
    expect(found.weights).toEqual([0.6, 0.3, 0.1].map(close(9)));
    expect(found.consistencyRatio).toBeCloseTo(0, 9);
  });

  test('turning a comparison round changes nothing', () => {
    const found = ahpWeights(criteria, [
      ['reliability', 'style', 2],
      ['style', 'fuel', 3],
      ['reliability', 'fuel', 4],
    ]);
    expect(found.weights).toEqual([...weights.weights].map(close(12)));
  });
});

test('rank reversal: an option that reorders the others by being there is named', () => {
  // By VIKOR, the third option stretches the first criterion's range: without it the second leads the first.
  const matrix: DecisionMatrix = {
    rows: [
      [10, 5],
      [9, 9],
      [0, 0],
    ],
    weights: [0.7, 0.3],
    maximised: [true, true],
  };
  const order = (rows: DecisionMatrix['rows']): number[] => {
    const scores = vikor({ ...matrix, rows });
    return scores.map((_, d) => d).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  };
  expect(order(matrix.rows)).toEqual([1, 0, 2]);
  expect(order(matrix.rows.slice(0, 2))).toEqual([0, 1]);
  expect(reversals(vikor, matrix, order(matrix.rows))).toEqual([2]);
});
