import type { Frame } from '../../decide/findings.ts';
import { fixed } from '../figures.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { inputName, weigh } from '../view.ts';

/** From here two inputs are one in all but name. */
const SAME_THING = 0.95;
/** Implied correlation through a third input that should be declared rather than taken as 0. */
const IMPLIED = 0.3;

type Declared = readonly {
  readonly between: readonly [string, string];
  readonly spearman: number;
}[];

const between = (declared: Declared, left: string, right: string): number | null =>
  declared.find((c) => c.between.includes(left) && c.between.includes(right))?.spearman ?? null;

function extremes(frame: Frame, declared: Declared): CritiqueItem[] {
  return declared
    .filter(({ spearman }) => Math.abs(spearman) >= SAME_THING)
    .map(({ between: [left, right], spearman }) => {
      const [one, other] = [inputName(frame, left), inputName(frame, right)];
      return {
        code: check.code,
        severity: 'info',
        message: `A correlation of ${spearman} makes ${one} and ${other} one quantity in all but name: knowing either leaves nothing to learn about the other.`,
        refs: ['correlations', `variables.${left}`, `variables.${right}`],
        evidence: { statistic: 'declared rank correlation', value: spearman },
        suggestion: { text: `Write ${other} as an expression of ${one}, plus what truly varies.` },
        weight: weigh('info', 0.5),
      };
    });
}

/** A – B and A – C are tied and B – C is left at 0. */
function gaps(frame: Frame, declared: Declared): CritiqueItem[] {
  return declared.flatMap((first, i) =>
    declared.slice(i + 1).flatMap((second): CritiqueItem[] => {
      const hub = first.between.find((name) => second.between.includes(name));
      const left = first.between.find((name) => name !== hub);
      const right = second.between.find((name) => name !== hub);
      if (hub === undefined || left === undefined || right === undefined || left === right)
        return [];
      const implied = first.spearman * second.spearman;
      if (Math.abs(implied) < IMPLIED || between(declared, left, right) !== null) return [];
      const [one, other, middle] = [left, right, hub].map((name) => inputName(frame, name));
      return [
        {
          code: check.code,
          severity: 'warning',
          message: `${one} and ${other} are both tied to ${middle} (${fixed(first.spearman, 2)} and ${fixed(second.spearman, 2)}) but left uncorrelated with each other, which is nearly impossible: through ${middle} alone they would have about ${fixed(implied, 2)}.`,
          refs: ['correlations', `variables.${left}`, `variables.${right}`],
          evidence: { statistic: 'implied rank correlation', value: implied },
          suggestion: {
            text: `Declare the correlation of ${one} and ${other}; ${fixed(implied, 2)} if ${middle} is all they share.`,
            patch: [
              {
                path: 'correlations',
                value: [
                  ...declared,
                  { between: [left, right], spearman: Number(implied.toFixed(2)) },
                ],
              },
            ],
          },
          weight: weigh('warning', Math.abs(implied)),
        },
      ];
    }),
  );
}

function run(frame: Frame): CritiqueItem[] {
  const declared = frame.scenario.correlations ?? [];
  return [...extremes(frame, declared), ...gaps(frame, declared).slice(0, 3)];
}

export const check: FrameCheck = {
  code: 'IMPLAUSIBLE_CORRELATION',
  title: 'Correlations that cannot hold together',
  ground: 'Iman & Conover, A Distribution-Free Approach to Inducing Rank Correlation (1982).',
  stage: 'frame',
  run,
};
