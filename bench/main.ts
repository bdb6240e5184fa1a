import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Row, tableOf } from './table.ts';

/**
 * `npm run bench`: every measurement in turn, each a process of its own beside its peer, and at the end
 * one table of what they reported. `--short`: fewer rounds, for CI. Exit 1 when one cannot run; figures
 * never fail a build. `npm run bench -- r1`: that one alone.
 */

interface Bench {
  readonly title: string;
  readonly args: readonly string[];
  readonly shortArgs: readonly string[];
}

/** By file: `r1` is r1.ts, which hands its figures over by `measured` of table.ts. */
// biome-ignore format: a bench is one line
const benches: Readonly<Record<string, Bench>> = {
  r1: { title: 'R1: a million samples of four options, beside NumPy and C', args: ['40'], shortArgs: ['2'] },
  decide: { title: 'The analyses beyond the run: processor time at 20,000 samples', args: ['20000', '10'], shortArgs: ['20000', '3'] },
  'sobol-indices': { title: 'Sobol indices of the G function, beside NumPy', args: ['40'], shortArgs: ['1', '10'] },
  error: { title: 'Error of the mean on the worked examples, beside plain Monte Carlo', args: ['50'], shortArgs: ['3', '8'] },
  report: { title: 'A full report of saas-pricing, warm and cold', args: ['15'], shortArgs: ['2'] },
  start: { title: 'Start of the product: time to healthy, memory, processor time', args: ['5'], shortArgs: ['1'] },
  squiggle: { title: 'R1 and four ranges, of 100,000 and a million samples, beside Squiggle', args: ['7'], shortArgs: ['1', '100000'] },
  growth: { title: 'How cost grows with samples, variables, options and periods', args: ['3'], shortArgs: ['0'] },
  'growth-streams': { title: 'How cost grows with open streams, beside a bare node:http server', args: ['3'], shortArgs: ['0'] },
  streams: { title: 'Open streams, beside a bare node:http server', args: ['100,1000,5000'], shortArgs: ['100'] },
  'stream-load': { title: 'Events delivered to 5,000 streams, below and beyond what a bare server can do', args: ['5000', '40000,200000'], shortArgs: ['100', '2000'] },
  jobs: { title: 'A sweep of saas-pricing as a job, beside the kernel alone', args: ['10000', '1,2,4', '2'], shortArgs: ['400', '1', '1'] },
  browser: { title: 'The studio in Chromium: 200 nodes, 10,000 points, typing while a run goes on', args: ['120'], shortArgs: ['24', '200', '2000'] },
  control: { title: 'Cancel and the kill switch, with streams open', args: ['1000'], shortArgs: ['100'] },
};

const rows: Row[] = [];

function runBench(name: string, args: readonly string[]): Promise<boolean> {
  const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (row) => rows.push(row as Row));
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}

const asked = process.argv.slice(2).filter((argument) => argument !== '--short');
const short = process.argv.includes('--short');
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`bench: there is no ${unknown}; known are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [name, { title, args, shortArgs }] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${title}`);
  if (!(await runBench(name, short ? shortArgs : args))) {
    console.error(`bench: ${name} could not run`);
    process.exitCode = 1;
  }
}
if (rows.length > 0) console.log(`\n${tableOf(rows)}`);
