import { run } from '@quri/squiggle-lang';
import type { Crew } from '@scenario-sandbox/core/simulate/share.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { createCrew } from '@scenario-sandbox/runner/crew.ts';
import { median } from './median.ts';
import { graphOfR1 } from './r1-graph.ts';
import { measured } from './table.ts';

/**
 * R1 (r1.yaml) in Squiggle, from text to figures, at equal samples, turn by turn: mean, sd, p10, p50, p90
 * of two outcomes of four options, by either. Its variables are sample sets, so that options share
 * draws, as here. Usage: node bench/squiggle.ts [rounds=7] [samples=100000,1000448]. Squiggle's quantiles
 * are read from its samples, ours are exact; P(best) is in neither.
 */

const rounds = Number(process.argv[2] ?? 7);
const sizes = (process.argv[3] ?? '100000,1000448').split(',').map(Number);

const squiggle = `
x0 = SampleSet.fromDist(normal(100, 15))
x1 = SampleSet.fromDist(normal(40, 6))
x2 = SampleSet.fromDist(normal(0, 1))
x3 = SampleSet.fromDist(lognormal(0, 0.25))
x4 = SampleSet.fromDist(lognormal(0, 0.4))
x5 = SampleSet.fromDist(triangular(0.1, 0.25, 0.6))
x6 = SampleSet.fromDist(triangular(0, 4, 24))
x7 = SampleSet.fromDist(uniform(0.02, 0.12))
figures(x) = [mean(x), stdev(x), quantile(x, 0.1), quantile(x, 0.5), quantile(x, 0.9)]
option(a, g, r, price, e, c, l, d, k) = {
  volume = x0 * a * x5
  adjustment = exp(g * x2 - r * x6)
  p = x3 * price
  q = volume * adjustment * p ^ (-e)
  unit = SampleSet.max(x1 * c - l * log(1 + q), 5)
  life = 1 / (x7 + d)
  gross = q * (60 * p - unit)
  capex = k * x4
  [figures(gross * life - capex), figures(SampleSet.max(capex - 2 * gross, 0))]
}
[
  option(1, 0.1, 0.01, 1, 0.8, 1, 2, 0.05, 2000),
  option(1.15, 0.15, 0.015, 0.95, 1.1, 0.95, 2.5, 0.06, 2600),
  option(0.9, 0.05, 0.005, 1.1, 0.6, 1.05, 1.5, 0.04, 2450),
  option(1.3, 0.25, 0.02, 0.9, 1.4, 0.9, 3, 0.08, 3200),
]
`;

/** Mean, sd, p10, p50, p90 of o1 and o2 of each option. */
type Answer = readonly (readonly number[])[];

const FIGURES = ['mean', 'sd', 'p10', 'p50', 'p90'] as const;

function runHere(seed: number, samples: number, crew: Crew): Answer {
  const settings = { seed, samples, sampler: 'random' } as const;
  const summary = createSimulator(graphOfR1(), settings, { crew }).summarise({ figures: FIGURES });
  if (summary === null) throw new Error(`${samples} samples are too few for a summary.`);
  return summary.outcomes.flat().map((own) => FIGURES.map((name) => own[name] as number));
}

async function runSquiggle(seed: number, samples: number): Promise<Answer> {
  const environment = { sampleCount: samples, xyPointLength: 1_000, seed: String(seed) };
  const { result } = await run(squiggle, { environment });
  if (!result.ok) throw new Error(result.value.toString());
  return (result.value.result.asJS() as number[][][]).flat();
}

/** Errors: answers that differ by more than some standard errors of the outermost quantiles' difference. */
function checkAgreement(ours: Answer, theirs: Answer, samples: number): void {
  const apart = ours.flatMap((figures, k) =>
    figures.map((figure, i) => Math.abs(figure - (theirs[k]?.[i] ?? NaN)) / (figures[1] ?? 0)),
  );
  console.log(`mean, sd, p10, p50, p90 within ${Math.max(...apart).toFixed(4)} sd`);
  if (!(Math.max(...apart) < 15 / Math.sqrt(samples)))
    throw new Error('The two do not compute the same.');
}

const crews = { one: await createCrew(1), two: await createCrew(2) };
type Once = (seed: number, samples: number) => Answer | Promise<Answer>;
const runs: Readonly<Record<string, Once>> = {
  Squiggle: runSquiggle,
  '1 thread': (seed, samples) => runHere(seed, samples, crews.one),
  '2 threads': (seed, samples) => runHere(seed, samples, crews.two),
};

async function race(samples: number): Promise<void> {
  const taken = new Map<string, number[]>(Object.keys(runs).map((name) => [name, []]));
  const last: Answer[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, [name, once]] of Object.entries(runs).entries()) {
      const start = performance.now();
      last[i] = await once(round + 1, samples);
      // The first round warms up: caches, the compiler.
      if (round > 0) taken.get(name)?.push(performance.now() - start);
    }
  }
  const [theirs, ours] = last as [Answer, Answer];
  checkAgreement(ours, theirs, samples);
  const figure = median(taken.get('Squiggle') ?? []);
  for (const threads of ['1 thread', '2 threads'])
    measured({
      what: `R1, ${threads}, ${samples} samples, text to figures`,
      unit: 'ms',
      here: median(taken.get(threads) ?? []),
      peer: { name: 'Squiggle', figure },
      aim: { ratio: 150 },
    });
}

for (const samples of sizes) await race(samples);
await Promise.all(Object.values(crews).map((crew) => crew.close()));
