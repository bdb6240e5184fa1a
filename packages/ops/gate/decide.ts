import type { Evidence, GateResult } from './evidence.ts';

/** GO only where every gate of the release ran and passed. A skipped gate, or a missing one, is a NO-GO. */
export function decide(
  gates: readonly GateResult[],
  required: readonly string[],
): { readonly decision: Evidence['decision']; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  for (const id of required) {
    const gate = gates.find((each) => each.id === id);
    if (!gate) reasons.push(`${id} did not run`);
    else if (gate.verdict === 'skip') reasons.push(`${gate.title} was skipped: ${gate.evidence}`);
    else if (gate.verdict === 'fail') reasons.push(`${gate.title} failed: ${gate.evidence}`);
  }
  return { decision: reasons.length === 0 ? 'GO' : 'NO-GO', reasons };
}
