import type { Findings, InputFinding, SensitivityFinding } from '../../decide/findings.ts';
import { percent } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  inputNameFor,
  inputOf,
  isDerived,
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
    return input === undefined ||
      input.source !== null ||
      isDerived(input) ||
      !(total.value >= MATTERS)
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

/** The drivers that knowing before the choice is worth something, the most first. */
function decisive(findings: Findings, drivers: readonly Driver[]): Driver[] {
  const worth = (driver: Driver) => {
    const known = findings.information.evppi.find(({ variable }) => variable === driver.input.name);
    return known !== undefined && known.value > 2 * known.error ? known.value : 0;
  };
  return drivers
    .filter((driver) => worth(driver) > 0)
    .sort((left, right) => worth(right) - worth(left));
}

/** Where evidence helps: it may move the figure, the choice, or both. */
function adviceOn(findings: Findings, drivers: readonly Driver[], top: Driver): string {
  const name = inputNameFor(findings.frame, top.input);
  const winner = optionName(findings.frame, findings.recommendation.primary ?? '');
  const [foremost] = sharesOf(findings, findings.recommendation.primary ?? '');
  const most = foremost?.variable === top.input.name ? 'most' : 'much';
  if (findings.information.evppi.length === 0) {
    return `Find evidence for ${name} first: it moves ${objectiveName(findings)} ${most}.`;
  }
  const [first] = decisive(findings, drivers);
  if (first === undefined) {
    return `Evidence on ${name} would firm up the figure; it would hardly turn the choice away from ${winner}.`;
  }
  return first.input === top.input
    ? `Find evidence for ${name} first: it moves the figure ${most} and can turn the choice as well.`
    : `Find evidence for ${inputNameFor(findings.frame, first.input)} first, which can turn the choice; ${name} moves the figure more but hardly the choice.`;
}

/** `it rests on an assumption, not on a source`. */
function groundless(drivers: readonly Driver[]): string {
  const noted = drivers.every(({ input }) => input.note !== null);
  if (drivers.length === 1) {
    return noted ? 'it rests on an assumption, not on a source' : 'it has no source';
  }
  return noted ? 'they rest on assumptions, not on sources' : 'they have no source';
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const drivers = unsourced(findings, winner.id);
  const [top] = drivers;
  if (top === undefined) return [];
  const parts = drivers.map(
    ({ input, total }, i) =>
      `${percent(total.value)} ${i === 0 ? 'hangs on' : 'on'} ${withRange(findings, input)}`,
  );
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `Of the spread in ${objectiveName(findings)} of ${optionName(findings.frame, winner.id)}, ${list(parts)}; ${groundless(drivers)}.`,
      refs: drivers.map(({ input }) => `variables.${input.name}`),
      evidence: {
        statistic: 'total-order index',
        ...{ value: top.total.value, low: top.total.low, high: top.total.high },
      },
      suggestion: { text: adviceOn(findings, drivers, top) },
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
