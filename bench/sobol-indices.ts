import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { joinVectors } from '@scenario-sandbox/runner/joined-vectors.ts';
import { median } from './median.ts';
import { numpyPeer } from './peers/lines.ts';
import { measured } from './table.ts';

/**
 * First-order and total indices of Sobol's G function of eight inputs, whose truth is known, from 2^16
 * base points: the product's own analysis, beside SALib's design and formulas in NumPy. The designs
 * differ: NumPy evaluates 10 · 2^16 points, here the run's 2^16 serve the first order and 8 · 1,024 more
 * the total. So the errors stand beside the times. One thread each. Usage: node bench/sobol-indices.ts
 * [rounds=40] [log2 of base points=16].
 */

// As the product's threads do.
joinVectors();
const rounds = Number(process.argv[2] ?? 40);
const basePoints = 2 ** Number(process.argv[3] ?? 16);
const COEFFICIENTS = [0, 1, 4.5, 9, 99, 99, 99, 99];

interface Indices {
  readonly first: readonly number[];
  readonly total: readonly number[];
}
interface Timed extends Indices {
  readonly ms: number;
}

/** Saltelli & Sobol' (1995): with Vₖ = 1/(3(1 + aₖ)²), V = Π(1 + Vₖ) − 1. */
function truth(): Indices {
  const own = COEFFICIENTS.map((a) => 1 / (3 * (1 + a) ** 2));
  const all = own.reduce((product, v) => product * (1 + v), 1);
  return {
    first: own.map((v) => v / (all - 1)),
    total: own.map((v) => (v * all) / (1 + v) / (all - 1)),
  };
}

const names = COEFFICIENTS.map((_, k) => `x${k}`);
const factors = COEFFICIENTS.map((a, k) => `(abs(4 * x${k} - 2) + ${a}) / ${1 + a}`);
const read = readScenario(`
schema: scenario.v1
id: sobol-g
title: Sobol's G function
variables: { ${names.map((name) => `${name}: { dist: uniform, min: 0, max: 1 }`).join(', ')} }
options: [{ id: only }]
model: { y: "${factors.join(' * ')}" }
objective: { maximise: y }
`);
if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
const { scenario } = read;

function indicesHere(seed: number): Timed {
  const start = performance.now();
  const { sensitivity } = analyse({
    ...{ scenario, seed, samples: basePoints, analyses: ['sensitivity'] },
  });
  const ms = performance.now() - start;
  // An input that changes nothing in the rows drawn anew is left out of the findings.
  const of = (name: string) => sensitivity.find(({ variable }) => variable === name);
  return {
    ms,
    first: names.map((name) => of(name)?.first.value ?? 0),
    total: names.map((name) => of(name)?.total.value ?? 0),
  };
}

/** Root mean square error of each kind of index over inputs and rounds. */
function errorsOf(found: readonly Indices[]): Indices {
  const exact = truth();
  const rms = (kind: 'first' | 'total') => {
    const squares = found.flatMap((each) =>
      each[kind].map((x, k) => (x - (exact[kind][k] as number)) ** 2),
    );
    return [Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length)];
  };
  return { first: rms('first'), total: rms('total') };
}

const peer = numpyPeer<Timed>('sobol_indices.py', [String(basePoints)]);
const ours: Timed[] = [];
const theirs: Timed[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const own = indicesHere(round + 1);
  const other = await peer?.ask(round + 1);
  // The first round warms up.
  if (round === 0) continue;
  ours.push(own);
  if (other) theirs.push(other);
}
peer?.close();
if (peer === null) console.log('There is no python3 with NumPy here: no peer.');
for (const [name, found] of Object.entries({ here: ours, 'NumPy, formulas of SALib': theirs })) {
  if (found.length === 0) continue;
  const { first, total } = errorsOf(found);
  const figures = [...first, ...total].map((error) => error.toFixed(5));
  console.log(
    `${name.padEnd(26)} ${median(found.map(({ ms }) => ms)).toFixed(0)} ms; error of first order, total: ${figures.join(', ')}`,
  );
}
const time = (found: readonly Timed[]) => median(found.map(({ ms }) => ms));
measured({
  what: 'Sobol indices, 8 inputs',
  unit: 'ms',
  here: time(ours),
  peer: theirs.length > 0 ? { name: "NumPy, SALib's formulas", figure: time(theirs) } : undefined,
  aim: { ratio: 5 },
});
