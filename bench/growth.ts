import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { plotOf } from './growth-plot.ts';
import { median } from './median.ts';

/**
 * How cost grows: processor time and most memory of a run, and of a whole report, against samples,
 * variables, options and periods, one process a point. Draws docs/images/growth-*.svg.
 * Usage: node bench/growth.ts [rounds=3]; with 0 rounds, the least points once and no drawing.
 */

const NAMES = ['samples', 'variables', 'options', 'periods'] as const;
type Axis = (typeof NAMES)[number];

/** A model of 10 variables and 4 options, with one of the four changed. */
const BASE: Readonly<Record<Axis, number>> = {
  samples: 20_000,
  variables: 10,
  options: 4,
  periods: 1,
};
const POINTS: Readonly<Record<Axis, Readonly<Record<'run' | 'report', readonly number[]>>>> = {
  samples: { run: [1e3, 1e4, 1e5, 1e6, 1e7, 1e8], report: [1e3, 1e4, 1e5, 1e6] },
  variables: { run: [1, 5, 20, 100, 500], report: [1, 5, 20, 100] },
  options: { run: [2, 5, 20, 100], report: [2, 5, 20, 100] },
  periods: { run: [1, 10, 100, 1_000], report: [1, 10, 100, 1_000] },
};
/** An exponent of cost between neighbours above which a line says so: 1 is in proportion. */
const STEEP = 1.25;

interface Point {
  readonly x: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

const script = fileURLToPath(new URL('growth-point.ts', import.meta.url));

function measure(kind: string, axis: Axis, x: number, rounds: number): Point {
  const size = NAMES.map((name) => String(name === axis ? x : BASE[name]));
  const found = Array.from({ length: Math.max(1, rounds) }, (): Point => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, kind, ...size], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${kind} of ${x} ${axis}:\n${stderr}`);
    return JSON.parse(stdout);
  });
  return {
    x,
    cpuMs: median(found.map(({ cpuMs }) => cpuMs)),
    peakMb: median(found.map(({ peakMb }) => peakMb)),
  };
}

function print(kind: string, axis: Axis, points: readonly Point[]): void {
  points.forEach((point, i) => {
    const before = points[i - 1];
    const steepness = before
      ? Math.log(point.cpuMs / before.cpuMs) / Math.log(point.x / before.x)
      : 0;
    const cells = [String(point.x), point.cpuMs.toFixed(0), point.peakMb.toFixed(0)];
    const note = steepness > STEEP ? `   grows as ${axis}^${steepness.toFixed(2)} here` : '';
    console.log(
      `${kind.padEnd(8)}${axis.padEnd(10)}${cells.map((cell) => cell.padStart(12)).join('')}${note}`,
    );
  });
}

const rounds = Number(process.argv[2] ?? 3);
const images = new URL('../docs/images/', import.meta.url);
console.log('what    against               x      cpu ms     peak MB');
for (const axis of NAMES) {
  const found = (['run', 'report'] as const).map((kind) => {
    const all = POINTS[axis][kind];
    const points = (rounds === 0 ? all.slice(0, 1) : all).map((x) =>
      measure(kind, axis, x, rounds),
    );
    print(kind, axis, points);
    return { name: kind === 'run' ? 'run and figures' : 'whole report', points };
  });
  if (rounds === 0) continue;
  const panel = (title: string, key: 'cpuMs' | 'peakMb') => ({
    title,
    lines: found.map(({ name, points }) => ({
      name,
      points: points.map((point) => [point.x, point[key]] as const),
    })),
  });
  await mkdir(images, { recursive: true });
  const svg = plotOf(axis, [
    panel('Processor time, ms', 'cpuMs'),
    panel('Most memory resident, MB', 'peakMb'),
  ]);
  await writeFile(new URL(`growth-${axis}.svg`, images), svg);
}
