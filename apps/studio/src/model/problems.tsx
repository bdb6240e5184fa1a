import type { Problem } from '@scenario-sandbox/contract';

interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly onShow: (line: number) => void;
}

/** What the linter says of the document as it is now, each with the way to its line. */
export function Problems({ problems, onShow }: ProblemsProps) {
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
        {problems.map(({ code, path, message, severity, line }) => (
          <li key={`${code} ${path} ${message}`}>
            <strong>{severity === 'error' ? 'Error' : 'Warning'}:</strong> {message}{' '}
            {line !== undefined && (
              <button type="button" className="link" onClick={() => onShow(line)}>
                line {line}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
