import type { Findings } from '../../decide/findings.ts';
import { count, exponentOf, percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { amount, optionName, runnerUpOf, weigh, winnerOf } from '../view.ts';

/** Half the margin's interval over the margin, above which more samples are worth their time. */
const COARSE = 0.25;
const FEWEST = 1_000;
/** Share of the lead's deviations that one sample in a thousand makes up, above which confidence is a step lower. */
const RARE = 0.1;

/** Samples for a half-width of a tenth of the margin, to two digits, 10 million at most. */
function enough({ frame, recommendation }: Findings, half: number): number {
  const times = half / (0.1 * Math.abs(recommendation.margin.value));
  const wanted = Math.max(10 * FEWEST, frame.samples * times * times);
  const step = Number(`1e${Math.max(3, exponentOf(wanted) - 1)}`);
  return Math.min(10_000_000, Math.ceil(wanted / step) * step);
}

function run(findings: Findings): CritiqueItem[] {
  const { frame, recommendation } = findings;
  const [winner, second] = [winnerOf(findings), runnerUpOf(findings)];
  if (winner === null || second === null || recommendation.tooCloseToCall) return [];
  if (frame.inputs.length === 0) return [];
  const { value, low, high } = recommendation.margin;
  const half = (high - low) / 2;
  const coarse = half / Math.abs(value);
  const few = frame.samples < FEWEST;
  const [leader, other] = [winner, second].map(({ id }) => optionName(frame, id)) as [
    string,
    string,
  ];
  if (!(coarse > COARSE) && !few) return rare(findings, leader, other);
  const needed = enough(findings, half);
  return [
    {
      code: check.code,
      severity: 'warning',
      message:
        coarse > COARSE
          ? `${count(frame.samples)} samples leave the lead of ${leader} over ${other} between ${amount(findings, low)} and ${amount(findings, high)}, an error of ${percent(coarse)} of the lead itself.`
          : `Of ${count(frame.samples)} samples fewer than 50 make up the worst 5 % of ${leader} and of ${other}: what is said of their bad cases is rough.`,
      refs: ['samples'],
      evidence: { statistic: 'half-width of the margin’s interval over the margin', value: coarse },
      suggestion: {
        text: `Draw ${count(needed)} samples to know the lead of ${leader} to about a tenth.`,
        patch: [{ path: 'samples', value: needed }],
      },
      weight: weigh('warning', coarse),
    },
  ];
}

/** A lead that hangs on rare cases, however well its mean seems to be known. */
function rare(findings: Findings, leader: string, other: string): CritiqueItem[] {
  const { frame, recommendation } = findings;
  const { rareShare } = recommendation;
  if (!(rareShare > RARE)) return [];
  const needed = Math.min(10_000_000, 10 * frame.samples);
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `The lead of ${leader} over ${other} rests on rare cases: one sample in a thousand makes up ${percent(rareShare)} of how far it strays from its mean.`,
      refs: ['samples'],
      evidence: {
        statistic: 'share of the lead’s deviations in one sample of a thousand',
        value: rareShare,
      },
      suggestion: {
        text: `Check how likely and how large the rarest cases are, and draw ${count(needed)} samples to see more of them.`,
        patch: [{ path: 'samples', value: needed }],
      },
      weight: weigh('warning', rareShare),
    },
  ];
}

export const check: FindingsCheck = {
  code: 'THIN_SAMPLING',
  title: 'Too few samples for the difference at stake',
  ground: 'Owen, Monte Carlo Theory, Methods and Examples (2013), ch. 2.',
  stage: 'findings',
  run,
};
