import { run } from '@quri/squiggle-lang';
import type { Crew } from '@scenario-sandbox/core/simulate/share.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { createCrew } from '@scenario-sandbox/runner/crew.ts';
import { median } from './median.ts';
import { type Model, models } from './squiggle-models.ts';
import { measured } from './table.ts';

/**
 * R1 (r1.yaml) and an estimate of four ranges (fermi.yaml) beside Squiggle, from text to figures, at equal
 * samples, turn by turn: mean, sd, p10, p50, p90 of each outcome of each option, by either.
 * Usage: node bench/squiggle.ts [rounds=7] [samples=100000,1000448]. Squiggle's quantiles are read from
 * its samples, ours are exact; P(best) is in neither.
 */

const rounds = Number(process.argv[2] ?? 7);
const sizes = (process.argv[3] ?? '100000,1000448').split(',').map(Number);

/** Mean, sd, p10, p50, p90 of each outcome of each option. */
type Answer = readonly (readonly number[])[];

const FIGURES = ['mean', 'sd', 'p10', 'p50', 'p90'] as const;

function runHere({ graph }: Model, seed: number, samples: number, crew: Crew): Answer {
  const settings = { seed, samples, sampler: 'random' } as const;
  const summary = createSimulator(graph(), settings, { crew }).summarise({ figures: FIGURES });
  if (summary === null) throw new Error(`${samples} samples are too few for a summary.`);
  return summary.outcomes.flat().map((own) => FIGURES.map((name) => own[name] as number));
}

async function runSquiggle({ squiggle }: Model, seed: number, samples: number): Promise<Answer> {
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
type Once = (model: Model, seed: number, samples: number) => Answer | Promise<Answer>;
const runs: Readonly<Record<string, Once>> = {
  Squiggle: runSquiggle,
  '1 thread': (model, seed, samples) => runHere(model, seed, samples, crews.one),
  '2 threads': (model, seed, samples) => runHere(model, seed, samples, crews.two),
};

async function race(model: Model, samples: number): Promise<void> {
  const taken = new Map<string, number[]>(Object.keys(runs).map((name) => [name, []]));
  const last: Answer[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, [name, once]] of Object.entries(runs).entries()) {
      const start = performance.now();
      last[i] = await once(model, round + 1, samples);
      // The first round warms up: caches, the compiler.
      if (round > 0) taken.get(name)?.push(performance.now() - start);
    }
  }
  const [theirs, ours] = last as [Answer, Answer];
  checkAgreement(ours, theirs, samples);
  const figure = median(taken.get('Squiggle') ?? []);
  for (const threads of ['1 thread', '2 threads'])
    measured({
      what: `${model.name}, ${threads}, ${samples} samples, text to figures`,
      unit: 'ms',
      here: median(taken.get(threads) ?? []),
      peer: { name: 'Squiggle', figure },
      aim: { ratio: 150 },
    });
}

for (const model of models) for (const samples of sizes) await race(model, samples);
await Promise.all(Object.values(crews).map((crew) => crew.close()));
