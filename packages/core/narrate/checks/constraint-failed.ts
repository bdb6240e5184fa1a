import type { ConstraintFinding, Findings } from '../../decide/findings.ts';
import { numeral, percent } from '../figures.ts';
import { code, list, plain } from '../labels.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { amount, objectiveName, optionName, optionOf, weigh, winnerOf } from '../view.ts';

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
  return spec === undefined ? plain(id) : `${plain(id)} (${code(spec.expr)})`;
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

/** An option that would lead the winner, left out because of rules; the foremost one matters most. */
function excludedItem(findings: Findings, broken: readonly ConstraintFinding[]): CritiqueItem[] {
  const [first] = broken as [ConstraintFinding, ...ConstraintFinding[]];
  const [winner, option] = [winnerOf(findings), optionOf(findings, first.option)];
  if (winner === null || option === null || option.rank >= winner.rank) return [];
  const [name, leader] = [option, winner].map(({ id }) => optionName(findings.frame, id));
  const lead = amount(findings, Math.abs(option.value.value - winner.value.value));
  const rules = broken.map(
    ({ id, probability, required }) =>
      `${ruleOf(findings, id)} holds in ${percent(probability.value)} of samples, ${percent(required)} is required`,
  );
  const severity: Severity = option.rank === 1 ? 'serious' : 'info';
  const [only] = broken.length === 1 ? broken : [];
  return [
    itemOf(first, severity, option.rank === 1 ? 1 : 0.5, [
      `${name} comes out ${lead} better than ${leader} and is left out for ${numeral(broken.length)} ${only === undefined ? 'rules' : 'rule'}: ${list(rules)}.`,
      only === undefined
        ? `Ask what relaxing these rules would cost: keeping them costs ${lead} of ${objectiveName(findings)}.`
        : `Ask whoever set ${plain(only.id)} what ${percent(only.probability.value)} instead of ${percent(only.required)} would cost: keeping the rule costs ${lead} of ${objectiveName(findings)}.`,
    ]),
  ];
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const own = findings.constraints.filter(({ option }) => option === winner.id);
  const broken = new Map<string, ConstraintFinding[]>();
  for (const rule of findings.constraints) {
    if (rule.option === winner.id || rule.satisfied) continue;
    broken.set(rule.option, [...(broken.get(rule.option) ?? []), rule]);
  }
  return [
    ...own.flatMap((constraint) => winnerItem(findings, constraint)),
    ...[...broken.values()].flatMap((rules) => excludedItem(findings, rules)),
  ];
}

export const check: FindingsCheck = {
  code: 'CONSTRAINT_FAILED',
  title: 'A rule that an option breaks',
  ground: 'Charnes & Cooper, Chance-Constrained Programming (Management Science, 1959).',
  stage: 'findings',
  run,
};
