import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench`: every measurement in turn, each a process of its own beside its peer.
 * `--short`: fewer rounds, for CI. Exit 1 when one cannot run; figures never fail a build.
 * `npm run bench -- r1`: that one alone.
 */

interface Bench {
  readonly title: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly shortArgs: readonly string[];
}

const benches: Readonly<Record<string, Bench>> = {
  r1: {
    title: 'R1: a million samples of four options, beside NumPy',
    file: 'r1.ts',
    args: ['15'],
    shortArgs: ['2'],
  },
  decide: {
    title: 'The analyses beyond the run: processor time at 20,000 samples',
    file: 'decide-time.ts',
    args: ['20000', '10'],
    shortArgs: ['20000', '3'],
  },
  report: {
    title: 'A full report of saas-pricing, warm and cold',
    file: 'report.ts',
    args: ['15'],
    shortArgs: ['2'],
  },
  squiggle: {
    title: 'A model that Squiggle can express, beside Squiggle',
    file: 'squiggle.ts',
    args: ['15'],
    shortArgs: ['2'],
  },
  streams: {
    title: 'Open streams, beside a bare node:http server',
    file: 'streams.ts',
    args: ['100,1000,5000'],
    shortArgs: ['100'],
  },
};

function runBench({ file, args, shortArgs }: Bench, short: boolean): Promise<boolean> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...(short ? shortArgs : args)], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

const asked = process.argv.slice(2).filter((argument) => argument !== '--short');
const short = process.argv.includes('--short');
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`bench: there is no ${unknown}; known are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${bench.title}`);
  if (!(await runBench(bench, short))) {
    console.error(`bench: ${name} could not run`);
    process.exitCode = 1;
  }
}
