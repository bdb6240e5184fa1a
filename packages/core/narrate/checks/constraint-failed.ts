import type { ConstraintFinding, Findings } from '../../decide/findings.ts';
import { fixed, percent } from '../figures.ts';
import { plain } from '../labels.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { optionName, optionOf, weigh, winnerOf } from '../view.ts';

function evidenceOf({ probability }: ConstraintFinding) {
  const { value, low, high } = probability;
  return { statistic: 'probability that the constraint holds', value, low, high };
}

function itemOf(
  constraint: ConstraintFinding,
  severity: Severity,
  relevance: number,
  [message, suggestion]: [string, string],
): CritiqueItem {
  return {
    code: check.code,
    severity,
    message,
    refs: [`constraints.${constraint.id}`, `options.${constraint.option}`],
    evidence: evidenceOf(constraint),
    suggestion: { text: suggestion },
    weight: weigh(severity, relevance),
  };
}

/** The rule as written, cut short. */
function ruleOf(findings: Findings, id: string): string {
  const spec = findings.frame.scenario.constraints?.find((constraint) => constraint.id === id);
  return spec === undefined ? plain(id) : `${plain(id)} (${plain(spec.expr, 60)})`;
}

function winnerItem(findings: Findings, constraint: ConstraintFinding): CritiqueItem[] {
  const name = optionName(findings.frame, constraint.option);
  const rule = ruleOf(findings, constraint.id);
  const { value, low, high } = constraint.probability;
  const required = percent(constraint.required);
  if (!constraint.satisfied) {
    const none =
      findings.options.length > 1
        ? `None of the ${findings.options.length} options keeps every rule.`
        : `There is no other option beside ${name}.`;
    return [
      itemOf(constraint, 'serious', 1, [
        `${name} leads and breaks a rule: ${rule} holds in ${percent(value)} of samples where ${required} is required. ${none}`,
        `Change ${name} until ${plain(constraint.id)} holds in ${required} of samples, or say openly that ${percent(value)} is enough.`,
      ]),
    ];
  }
  if (!(low < constraint.required && constraint.required < high)) return [];
  return [
    itemOf(constraint, 'warning', 0.9, [
      `${name} keeps ${rule} by a hair: ${percent(value)} of samples against ${required} required, with a sampling interval of ${percent(low)} to ${percent(high)}.`,
      `Draw more samples before relying on it, or leave ${name} more room on ${plain(constraint.id)}.`,
    ]),
  ];
}

/** An option with a better figure than the winner's, left out because of a rule. */
function excludedItem(findings: Findings, constraint: ConstraintFinding): CritiqueItem[] {
  const [winner, option] = [winnerOf(findings), optionOf(findings, constraint.option)];
  if (constraint.satisfied || winner === null || option === null || option.rank >= winner.rank) {
    return [];
  }
  const name = optionName(findings.frame, option.id);
  const gap = constraint.required - constraint.probability.value;
  return [
    itemOf(constraint, gap < 0.05 ? 'warning' : 'info', 1 - 5 * gap, [
      `${name} scores higher than ${optionName(findings.frame, winner.id)} (${fixed(option.score, 1)} against ${fixed(winner.score, 1)}) and is left out for one rule: ${ruleOf(findings, constraint.id)} holds in ${percent(constraint.probability.value)} of samples, ${percent(constraint.required)} is required.`,
      `If ${percent(constraint.probability.value)} would do for ${plain(constraint.id)}, the choice is ${name}.`,
    ]),
  ];
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return findings.constraints.flatMap((constraint) =>
    constraint.option === winner.id
      ? winnerItem(findings, constraint)
      : excludedItem(findings, constraint),
  );
}

export const check: FindingsCheck = {
  code: 'CONSTRAINT_FAILED',
  title: 'A rule that an option breaks',
  ground: 'Charnes & Cooper, Chance-Constrained Programming (Management Science, 1959).',
  stage: 'findings',
  run,
};
