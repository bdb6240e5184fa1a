import type { Frame, InputFinding } from '../../decide/findings.ts';
import { counted, fixed, range } from '../figures.ts';
import { capitalised, list } from '../labels.ts';
import type { CritiqueItem, FrameCheck, Patch } from '../types.ts';
import { denominators, isMoney, isPlainNumber, timeWord } from '../units.ts';
import { inputNameFor, weigh } from '../view.ts';

/** Kinds whose spread follows from a count or a chance, not from an elicited range. */
const NOT_ELICITED: ReadonlySet<string> = new Set([
  'bernoulli',
  'binomial',
  'poisson',
  'geometric',
  'negative_binomial',
  'discrete',
  'empirical',
  'conditional',
]);

/** Least plausible p90 / p10 for a quantity nobody has measured, by what it is. */
function classOf(unit: string | null): { name: string; ratio: number } {
  if (isMoney(unit) || isMoney((unit ?? '').split('/')[0] ?? null)) {
    return { name: 'an amount of money', ratio: 1.25 };
  }
  if (timeWord(unit ?? '') !== null) return { name: 'a duration', ratio: 1.25 };
  if (denominators(unit).length > 0) return { name: 'a rate', ratio: 1.2 };
  return { name: 'an estimate', ratio: 1.15 };
}

/**
 * How much wider a stated 90 % range must be if it holds the truth 55 % of the time: the normal
 * quantile of 95 % over that of 77.5 %.
 */
const WIDEN = 1.6449 / 0.7554;

/** The ends of the scale that a direct score is given on, 0 and 1 of what looks like a share. */
function scaleOf(frame: Frame, input: InputFinding): [low: number, high: number] {
  const [kind, criterion] = input.name.split(':');
  if (isPlainNumber(input.unit) && input.p5 >= 0 && input.p95 <= 1) return [0, 1];
  const scale = frame.scenario.criteria?.find(({ id }) => id === criterion)?.scale;
  if (kind !== 'score' || scale === undefined) return [-Infinity, Infinity];
  return [Math.min(scale.worst, scale.best), Math.max(scale.worst, scale.best)];
}

function narrowness(input: InputFinding): number | null {
  const { p10, p90, source, kind } = input;
  if (source !== null || NOT_ELICITED.has(kind) || p10 * p90 <= 0) return null;
  const ratio = p10 > 0 ? p90 / p10 : p10 / p90;
  return ratio >= 1 && ratio < classOf(input.unit).ratio ? ratio : null;
}

/** The width at which a typical 90 % range would earn its name, within the scale of a score. */
function widened(frame: Frame, input: InputFinding): string {
  const middle = (input.p5 + input.p95) / 2;
  const half = ((input.p95 - input.p5) / 2) * WIDEN;
  const [least, most] = scaleOf(frame, input);
  return range(Math.max(least, middle - half), Math.min(most, middle + half), input.unit);
}

const shown = (value: number) => Number(value.toPrecision(3));

/** The wider range where the input is written as percentiles or with a standard deviation. */
function patchOf(frame: Frame, input: InputFinding): Patch[] {
  const spec = frame.scenario.variables?.[input.name];
  if (typeof spec !== 'object' || spec.truncate !== undefined) return [];
  const path = `variables.${input.name}`;
  const { sd, p10, p50, p90 } = spec;
  if (typeof sd === 'number') return [{ path: `${path}.sd`, value: shown(sd * WIDEN) }];
  if (typeof p10 !== 'number' || typeof p50 !== 'number' || typeof p90 !== 'number') return [];
  const low = shown(p50 - (p50 - p10) * WIDEN);
  const high = shown(p50 + (p90 - p50) * WIDEN);
  const bounds = [spec.lower, spec.upper, spec.min, spec.max].filter((end) => end !== undefined);
  const [least, most] = scaleOf(frame, input);
  const fits = low > least && high < most && low * p10 > 0 && high * p90 > 0;
  if (!fits || bounds.length > 0) return [];
  return [
    { path: `${path}.p10`, value: low },
    { path: `${path}.p90`, value: high },
  ];
}

interface Narrow {
  readonly input: InputFinding;
  readonly ratio: number;
}

function wordsOn(frame: Frame, found: readonly [Narrow, ...Narrow[]]): [string, string] {
  const [{ input, ratio }] = found;
  const name = inputNameFor(frame, input);
  if (found.length === 1) {
    return [
      `The 90 % range of ${name}, ${range(input.p5, input.p95, input.unit)}, is narrow for ${classOf(input.unit).name} without a source: its p90 is only ${fixed(ratio, 2)} times its p10, and untrained 90 % ranges hold the truth about 55 % of the time.`,
      `Name the source of ${name}, or try ${widened(frame, input)}, the width at which a typical 90 % range would earn its name.`,
    ];
  }
  const named = found.map(
    (narrow) =>
      `${inputNameFor(frame, narrow.input)} (${range(narrow.input.p5, narrow.input.p95, narrow.input.unit)})`,
  );
  return [
    `${capitalised(counted(found.length, 'range'))} without a source are narrow for 90 % ranges: ${list(named)}; untrained ones hold the truth about 55 % of the time.`,
    `Name the sources, or make the ranges about twice as wide: ${name} would go from ${widened(frame, input)}.`,
  ];
}

/** One remark on the ranges that a note explains, one on those with nothing behind them. */
function run(frame: Frame): CritiqueItem[] {
  const found = frame.inputs.flatMap((input): Narrow[] => {
    const ratio = narrowness(input);
    return ratio === null ? [] : [{ input, ratio }];
  });
  return (['warning', 'info'] as const).flatMap((severity): CritiqueItem[] => {
    const [first, ...others] = found
      .filter(({ input }) => (input.note === null) === (severity === 'warning'))
      .sort((left, right) => left.ratio - right.ratio);
    if (first === undefined) return [];
    const [message, text] = wordsOn(frame, [first, ...others]);
    const patch = [first, ...others].flatMap(({ input }) => patchOf(frame, input));
    return [
      {
        code: check.code,
        severity,
        message,
        refs: [first, ...others].map(({ input }) => `variables.${input.name}`),
        evidence: { statistic: 'p90 / p10', value: first.ratio },
        suggestion: { text, ...(patch.length === 0 ? {} : { patch }) },
        weight: weigh(severity, Math.min(0.7, classOf(first.input.unit).ratio / first.ratio - 0.8)),
      },
    ];
  });
}

export const check: FrameCheck = {
  code: 'NARROW_RANGE',
  title: 'A range too narrow for what it describes',
  ground:
    'Teigen & Jørgensen, When 90% Confidence Intervals Are 50% Certain (Applied Cognitive Psychology, 2005).',
  stage: 'frame',
  run,
};
