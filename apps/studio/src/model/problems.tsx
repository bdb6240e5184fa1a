import type { Problem } from '@scenario-sandbox/contract';

/** What the linter says of the document as it is now. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const counts = [
    errors > 0 && `${errors} to mend before it runs`,
    warnings > 0 && `${warnings} to look at`,
  ];
  return (
    <details className="problems" data-errors={errors > 0} open={errors > 0}>
      <summary>{counts.filter(Boolean).join(', ')}</summary>
      <ul>
        {problems.map(({ code, path, message, severity, hint }) => (
          <li key={`${code} ${path} ${message}`}>
            <strong>{severity === 'error' ? 'Error' : 'Warning'}:</strong> {message}
            {hint && ` ${hint}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
