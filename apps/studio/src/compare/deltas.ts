import type { Report } from '@scenario-sandbox/contract';

/** One figure of one option in both reports; the difference is right minus left. */
export interface Delta {
  readonly option: string;
  readonly figure: string;
  readonly left: number | null;
  readonly right: number | null;
  readonly difference: number | null;
  /** The figures are shares, 0…1. */
  readonly share: boolean;
}

type Option = Report['decision']['options'][number];

/** Figures of the options that both reports have, by id, the largest loss of score first. */
export function deltasOf(left: Report, right: Report): Delta[] {
  const shared = left.decision.options.flatMap((option) => {
    const other = right.decision.options.find(({ id }) => id === option.id);
    return other ? [[option, other] as const] : [];
  });
  const loss = ([a, b]: readonly [Option, Option]) => (b.score ?? 0) - (a.score ?? 0);
  return shared
    .toSorted((a, b) => loss(a) - loss(b))
    .flatMap(([a, b]) => [
      deltaOf(a.name, 'score', a.score, b.score),
      { ...deltaOf(a.name, 'best in', a.probabilityBest, b.probabilityBest), share: true },
      ...outcomeDeltas(a, b, left.analysis.objective?.outcome ?? null),
    ]);
}

function outcomeDeltas(a: Option, b: Option, outcome: string | null): Delta[] {
  const [before, after] = outcome === null ? [] : [a.outcomes[outcome], b.outcomes[outcome]];
  if (!before || !after) return [];
  return (['mean', 'p5', 'p50', 'p95'] as const).map((key) =>
    deltaOf(a.name, `${outcome}, ${key}`, before[key], after[key]),
  );
}

function deltaOf(option: string, figure: string, left: number | null, right: number | null): Delta {
  const difference = left === null || right === null ? null : right - left;
  return { option, figure, left, right, difference, share: false };
}

/** Whether the recommendation stands, in a sentence. */
export function headlineOf(left: Report, right: Report): string {
  const [before, after] = [left.recommendation, right.recommendation];
  if (before.primary === null || after.primary === null)
    return 'One of the two has no recommendation yet.';
  return before.primary === after.primary
    ? `Both recommend ${after.name}.`
    : `The recommendation changes from ${before.name} to ${after.name}.`;
}
