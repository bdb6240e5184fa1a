interface FactsProps {
  /** Each with its name. */
  readonly facts: readonly (readonly [string, string])[];
  readonly className?: string;
}

/** Named figures or words, side by side. */
export function Facts({ facts, className }: FactsProps) {
  return (
    <dl className={className}>
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
