import type { Frame } from '../../decide/findings.ts';
import { count, figure } from '../figures.ts';
import { list, plain } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { timeWord } from '../units.ts';
import { weigh } from '../view.ts';

const PER_YEAR: ReadonlyMap<string, number> = new Map([
  ['month', 12],
  ['quarter', 4],
  ['year', 1],
]);

/** Years from which the value of waiting shows. */
const LONG = 2;

/** The Green Book's social time preference rate, a year; 3.5 % is its rate for the first 30 years. */
const RATE_A_YEAR = 0.035;

/** Model lines that discount without saying at which rate. */
function linesWithoutRate(frame: Frame): string[] {
  return Object.entries(frame.scenario.model ?? {})
    .filter(([, line]) =>
      /\bnpv\(\s*[^,()]+\)/.test(String(typeof line === 'object' ? line.value : line)),
    )
    .map(([name]) => plain(name, 40));
}

function run(frame: Frame): CritiqueItem[] {
  const { periods } = frame;
  const rate = frame.scenario.periods?.rate;
  if (periods === null || (rate !== undefined && rate !== 0)) return [];
  const period = timeWord(periods.unit) ?? '';
  const perYear = PER_YEAR.get(period) ?? Number.NaN;
  const usual = Number((RATE_A_YEAR / perYear).toPrecision(2));
  const years = periods.count / perYear;
  const lines = linesWithoutRate(frame);
  if (!(years >= LONG) || lines.length === 0) return [];
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `${list(lines)} adds up ${count(periods.count)} ${period}s at a discount rate of 0, so an amount ${figure(years, { resolution: 0.1 })} years away counts like one today.`,
      refs: ['periods.rate'],
      evidence: { statistic: 'years without discounting', value: years },
      suggestion: {
        text: `Set periods.rate to what money costs you per ${period}, or to ${figure(usual, { unit: `1/${period}` })}, the 3.5 % a year of the Green Book; options whose returns come late will lose most in ${list(lines)}.`,
        patch: [{ path: 'periods.rate', value: usual }],
      },
      weight: weigh('warning', years / 10),
    },
  ];
}

export const check: FrameCheck = {
  code: 'UNDISCOUNTED',
  title: 'Years added up without discounting',
  ground: 'HM Treasury, The Green Book (2022), annex on discounting.',
  stage: 'frame',
  run,
};
