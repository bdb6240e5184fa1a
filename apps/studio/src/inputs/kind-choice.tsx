import { useMemo } from 'react';
import type { Input } from '../document/inputs.ts';
import { type Kind, otherKinds } from '../document/kinds.ts';
import type { Path } from '../document/yaml.ts';

interface KindChoiceProps {
  readonly input: Input;
  readonly change: (path: Path, value: unknown) => void;
}

/** Where the field's name says little to whoever has not met it. */
const words: Readonly<Record<string, string>> = {
  number: 'single number (its median)',
  metalog: 'range (metalog)',
  pert: 'three points (PERT)',
  bernoulli: 'yes or no (Bernoulli)',
  empirical: 'as observed (empirical)',
  discrete: 'listed values (discrete)',
};

const kindInWords = (kind: string): string => words[kind] ?? kind.replaceAll('_', ' ');

/** Another kind of distribution for the same uncertainty; the figures follow from those there are. */
export function KindChoice({ input, change }: KindChoiceProps) {
  const others = useMemo(() => otherKinds(input.spec), [input.spec]);
  if (others.size === 0) return <span className="tag">{kindInWords(input.kind)}</span>;
  const kinds = [...new Set<string>([input.kind, ...others.keys()])];
  return (
    <select
      className="kind"
      aria-label={`Kind of ${input.label}`}
      title="The new kind keeps the mean and the spread"
      value={input.kind}
      onChange={(event) => change(input.path, others.get(event.target.value as Kind))}
    >
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {kindInWords(kind)}
        </option>
      ))}
    </select>
  );
}
