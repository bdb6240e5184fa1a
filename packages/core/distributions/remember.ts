/** A distribution whose parameters are all known. */
export interface Known {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const MOST = 256;

/** What `work` makes of a distribution, kept for the next who asks for the same: at most 256 answers at a time. */
export function remembering<T>(work: (known: Known) => T): (known: Known) => T {
  const answers = new Map<string, T>();
  return (known) => {
    const key = JSON.stringify([known.kind, known.parameters], spelled);
    const remembered = answers.get(key);
    if (remembered !== undefined) return remembered;
    const answer = work(known);
    if (answers.size >= MOST) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

/** JSON knows no infinities. */
const spelled = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
