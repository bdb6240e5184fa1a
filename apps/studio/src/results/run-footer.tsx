import type { Report } from '@scenario-sandbox/contract';

/** Which run these figures are of: enough to get the same bytes again. */
export function RunFooter({ report: { meta } }: { readonly report: Report }) {
  const facts: readonly [string, string][] = [
    ['Seed', String(meta.seed)],
    ['Samples', meta.samples.toLocaleString('en')],
    ['Engine', meta.engineVersion],
    ['Result hash', meta.resultHash],
  ];
  return (
    <footer className="run-footer">
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </footer>
  );
}
