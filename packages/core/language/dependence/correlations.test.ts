import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOracle } from '../../simulate/oracle.ts';
import { graphOf, problemsOf, samplesOf } from '../testing.ts';
import { cholesky, type Matrix } from './cholesky.ts';
import { eigen, nearestCorrelation } from './nearest-correlation.ts';
import { pearsonOfSpearman, spearmanOfPearson } from './spearman.ts';
import { validPairs } from './suggest.ts';

function times(left: Matrix, right: Matrix): number[][] {
  return left.map((row) =>
    row.map((_, j) => row.reduce((sum, x, k) => sum + x * (right[k]?.[j] ?? 0), 0)),
  );
}

const transpose = (matrix: Matrix) => matrix.map((_, j) => matrix.map((row) => row[j] ?? 0));

describe('rank and linear correlation of normals', () => {
  test.each([
    [0, 0],
    [1, 1],
    [-1, -1],
    [0.5, 0.5176380902050415],
    [-0.4, -0.4158233816355186],
  ])('ρ = %d is r = %d', (rho, pearson) => {
    expect(pearsonOfSpearman(rho)).toBeCloseTo(pearson, 15);
    expect(spearmanOfPearson(pearson)).toBeCloseTo(rho, 14);
  });

  test('the constant of the OpenTURNS documentation: Spearman 0.25 is Pearson 0.261052', () => {
    expect(pearsonOfSpearman(0.25)).toBeCloseTo(0.261052, 6);
  });

  test('perfect correlation stays perfect, to the last bit', () => {
    expect([pearsonOfSpearman(1), pearsonOfSpearman(-1)]).toEqual([1, -1]);
  });
});

describe('Cholesky', () => {
  test('a known factor', () => {
    // Worked by hand: L = [[2, 0, 0], [6, 1, 0], [-8, 5, 3]] times its transpose.
    const matrix = [
      [4, 12, -16],
      [12, 37, -43],
      [-16, -43, 98],
    ];
    expect(cholesky(matrix)).toEqual([[2], [6, 1], [-8, 5, 3]]);
  });

  test('perfect correlation has a factor, impossible correlation none', () => {
    expect(
      cholesky([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([[1], [1, 0]]);
    expect(
      cholesky([
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ]),
    ).toBeNull();
  });
});

describe('the nearest correlation matrix', () => {
  test("Higham's example", () => {
    // Higham (2002): 0.7607 and 0.1573, here with the digits of independent implementations.
    const found = nearestCorrelation([
      [1, 1, 0],
      [1, 1, 1],
      [0, 1, 1],
    ]);
    expect(found[0]?.[1]).toBeCloseTo(0.76068985, 6);
    expect(found[0]?.[2]).toBeCloseTo(0.15729811, 6);
    expect(found[1]?.[2]).toBeCloseTo(0.76068985, 6);
  });

  test('the example of the NAG Library, g02aac', () => {
    const found = nearestCorrelation([
      [2, -1, 0, 0],
      [-1, 2, -1, 0],
      [0, -1, 2, -1],
      [0, 0, -1, 2],
    ]);
    const upper = [found[0]?.slice(1), found[1]?.slice(2), found[2]?.slice(3)].flat();
    const printed = [-0.80841, 0.19159, 0.10678, -0.65623, 0.19159, -0.80841];
    for (const [i, value] of printed.entries()) expect(upper[i]).toBeCloseTo(value, 5);
  });

  const entry = fc.integer({ min: -20, max: 20 }).map((x) => x / 20);
  const matrix = fc.integer({ min: 2, max: 6 }).chain((size) =>
    fc
      .array(fc.array(entry, { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      })
      .map((rows) =>
        rows.map((row, i) => row.map((x, j) => (i === j ? 1 : i < j ? x : (rows[j]?.[i] ?? 0)))),
      ),
  );

  test('eigenvalues and vectors put the matrix together again', () => {
    fc.assert(
      fc.property(matrix, (m) => {
        const { values, vectors } = eigen(m);
        const scaled = vectors.map((row) => row.map((x, k) => x * (values[k] ?? 0)));
        const again = times(scaled, transpose(vectors));
        for (const [i, row] of m.entries()) {
          for (const [j, x] of row.entries()) expect(again[i]?.[j]).toBeCloseTo(x, 10);
        }
      }),
      { seed: 1 },
    );
  });

  test('a suggested set of correlations is accepted', () => {
    fc.assert(
      fc.property(matrix, (m) => {
        const group = m.map((_, i) => `v${i}`);
        const pairs = group.flatMap((left, i) =>
          group.slice(i + 1).map((right, k) => ({ left, right, spearman: m[i]?.[i + 1 + k] ?? 0 })),
        );
        const variables = Object.fromEntries(
          group.map((name) => [name, { dist: 'normal', mean: 0, sd: 1 }]),
        );
        const correlations = validPairs(group, pairs).map(({ left, right, spearman }) => ({
          between: [left, right] as [string, string],
          spearman,
        }));
        expect(problemsOf({ variables, correlations })).toEqual([]);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

const normal = { dist: 'normal', mean: 0, sd: 1 };
const names = ['a', 'b', 'c'];

function threeWith(variables: object, spearman: readonly [number, number, number]) {
  const [ab, ac, bc] = spearman;
  return {
    variables: variables as Record<string, typeof normal>,
    correlations: [
      { between: ['a', 'b'] as [string, string], spearman: ab },
      { between: ['c', 'a'] as [string, string], spearman: ac },
      { between: ['b', 'c'] as [string, string], spearman: bc },
    ],
    model: { x: 'a', y: 'b', z: 'c' },
  };
}

function ranks(values: Float64Array): Float64Array {
  const order = [...values.keys()].sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const result = new Float64Array(values.length);
  for (const [rank, i] of order.entries()) result[i] = rank;
  return result;
}

/** Spearman's ρ without ties: 1 − 6 Σd² / (n (n² − 1)). */
function spearmanOf(left: Float64Array, right: Float64Array): number {
  const [a, b] = [ranks(left), ranks(right)];
  const n = a.length;
  const squares = a.reduce((sum, rank, i) => sum + (rank - (b[i] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

test('samples have the rank correlations asked for, whatever the distributions', () => {
  const parts = threeWith(
    { a: normal, b: { dist: 'gamma', shape: 2, scale: 3 }, c: { p10: 1, p50: 2, p90: 7 } },
    [0.7, -0.4, 0.1],
  );
  const [x, y, z] = ['x', 'y', 'z'].map((name) => samplesOf(parts, name, { samples: 8192 })) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  expect(spearmanOf(x, y)).toBeCloseTo(0.7, 2);
  expect(spearmanOf(x, z)).toBeCloseTo(-0.4, 2);
  expect(spearmanOf(y, z)).toBeCloseTo(0.1, 2);
});

test('correlated normals use their scores as they are', () => {
  const graph = graphOf(threeWith({ a: normal, b: normal, c: normal }, [0.7, -0.4, 0.1]));
  expect(graph.nodes.filter((node) => node.op === 'normal_quantile')).toHaveLength(3);
  expect(graph.nodes.filter((node) => node.op === 'normal_cdf')).toHaveLength(0);
  expect(graph.inputs.map((input) => graph.uniforms[input.uniform]?.name)).toEqual(names);
});

test('perfectly correlated variables move as one, and each still has its source', () => {
  const variables = { a: normal, b: { dist: 'uniform', min: 0, max: 1 } };
  const correlations = [{ between: ['a', 'b'] as [string, string], spearman: -1 }];
  const parts = { variables, correlations, model: { x: 'a', y: 'b' } };
  const [x, y] = [samplesOf(parts, 'x', { samples: 256 }), samplesOf(parts, 'y', { samples: 256 })];
  expect(spearmanOf(x, y)).toBe(-1);
  const graph = graphOf(parts);
  expect(graph.inputs.map((input) => graph.uniforms[input.uniform]?.name)).toEqual(['a', 'b']);
});

test('a variable that one option fixes stays correlated in the others', () => {
  const options = [{ id: 'fixed', set: { a: 3 } }, { id: 'free' }];
  const graph = graphOf({
    options,
    ...threeWith({ a: normal, b: normal, c: normal }, [0.7, 0, 0]),
  });
  const run = createOracle(graph, { seed: 1, samples: 512, sampler: 'sobol' }).run();
  const [fixed, free] = run.outcomes as [Float64Array[], Float64Array[]];
  expect(new Set(fixed[0])).toEqual(new Set([3]));
  expect(fixed[1]).toEqual(free[1]);
  expect(spearmanOf(free[0] as Float64Array, free[1] as Float64Array)).toBeCloseTo(0.7, 1);
});

test('what cannot hold together is refused, with the nearest that can', () => {
  const parts = threeWith({ a: normal, b: normal, c: normal }, [0.9, -0.9, 0.9]);
  const [problem] = problemsOf(parts);
  expect(problem?.message).toMatch(
    /^correlations: the correlations between a, b, c cannot all hold at once; the nearest that can: a–b 0\.\d+ \(now 0\.9\)/,
  );
  const found = [...(problem?.message ?? '').matchAll(/(\w)–(\w) (-?[\d.]+) /g)];
  expect(found).toHaveLength(3);
  const correlations = found.map(([, left = '', right = '', value]) => ({
    between: [left, right] as [string, string],
    spearman: Number(value),
  }));
  expect(problemsOf({ ...parts, correlations })).toEqual([]);
});
