import { settingsOf } from '@scenario-sandbox/core/question.ts';
import { designOf } from '@scenario-sandbox/core/sweep/designs.ts';
import { createSweeper } from '@scenario-sandbox/core/sweep/sweeper.ts';
import { joinVectors } from '@scenario-sandbox/runner/joined-vectors.ts';
import { load, type Part, SAMPLES, seatsAndChurn } from './jobs-sweep.ts';

/**
 * Makes runs of the sweep with the kernel alone, for jobs.ts: a part comes in by a message,
 * the seconds of processor time that it took go back.
 */

// As the product's threads do.
joinVectors();
const scenario = await load();
const settings = settingsOf({ scenario, samples: SAMPLES });

function make({ from, to, of }: Part): void {
  const design = designOf(seatsAndChurn(of), settings.seed);
  const sweeper = createSweeper(scenario, design.variables, settings);
  for (let index = from; index < to; index += 1) sweeper.run(design.point(index));
}

process.once('disconnect', () => process.exit());
process.on('message', (part: Part) => {
  const before = process.cpuUsage();
  make(part);
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / 1e6);
});
make({ from: 0, to: 20, of: 100 });
process.send?.('ready');
