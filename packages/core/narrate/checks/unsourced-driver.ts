import type { Findings, InputFinding, SensitivityFinding } from '../../decide/findings.ts';
import { percent } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  inputNameFor,
  inputOf,
  objectiveName,
  optionName,
  sharesOf,
  spreadText,
  weigh,
  winnerOf,
} from '../view.ts';

/** Total index from which an input's evidence matters to the answer. */
const MATTERS = 0.2;

interface Driver {
  readonly input: InputFinding;
  readonly total: SensitivityFinding['total'];
}

function unsourced(findings: Findings, option: string): Driver[] {
  return sharesOf(findings, option).flatMap(({ variable, total }) => {
    const input = inputOf(findings.frame, variable, option);
    return input === undefined || input.source !== null || !(total.value >= MATTERS)
      ? []
      : [{ input, total }];
  });
}

/** `churn (1.7 % to 6.3 % a month)`. */
function withRange(findings: Findings, input: InputFinding): string {
  const spread = spreadText(findings.frame, input);
  const name = inputNameFor(findings.frame, input);
  return spread === null ? name : `${name} (${spread})`;
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const drivers = unsourced(findings, winner.id);
  const [top] = drivers;
  if (top === undefined) return [];
  const one = drivers.length === 1;
  const spread = `the spread in ${objectiveName(findings)} of ${optionName(findings.frame, winner.id)}`;
  const shares = list(drivers.map(({ total }) => percent(total.value)));
  const named = list(drivers.map(({ input }) => withRange(findings, input)));
  const noted = drivers.some(({ input }) => input.note !== null);
  const lack = `${one ? 'which has no source' : 'none of which has a source'}${noted ? ', only an assumption' : ''}`;
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `${shares} of ${spread} ${one ? 'hangs' : 'hang'} on ${named}, ${lack}.`,
      refs: drivers.map(({ input }) => `variables.${input.name}`),
      evidence: {
        statistic: 'total-order index',
        ...{ value: top.total.value, low: top.total.low, high: top.total.high },
      },
      suggestion: {
        text: `Find evidence for ${inputNameFor(findings.frame, top.input)} before any other input: it moves the answer most.`,
      },
      weight: weigh('warning', top.total.value),
    },
  ];
}

export const check: FindingsCheck = {
  code: 'UNSOURCED_DRIVER',
  title: 'An input that matters and has no source',
  ground: 'Morgan & Henrion, Uncertainty (1990), ch. 3: documentation of assumptions.',
  stage: 'findings',
  run,
};
