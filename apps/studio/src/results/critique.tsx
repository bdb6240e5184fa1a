import type { Report, ReportCritique, Scenario } from '@scenario-sandbox/contract';
import { type Path, resolveReference } from '../document/yaml.ts';
import { Markdown } from '../ui/markdown.tsx';
import { isRunning } from '../workbench/run-state.ts';
import type { Run } from '../workbench/use-run.ts';

interface CritiqueProps {
  readonly run: Run;
  readonly report: Report | null;
  readonly scenario: Scenario | null;
  readonly change: (path: Path, value: unknown) => void;
}

/** The critique as it streams, then its remarks with what can be done about each. */
export function Critique({ run, report, scenario, change }: CritiqueProps) {
  const remarks = report?.analysis.critique ?? [];
  return (
    <>
      <div className="critique" aria-busy={isRunning(run)}>
        <Markdown text={run.critique} headingLevel={3} />
        {run.phase === 'cancelled' && <p className="muted">The critique was cancelled here.</p>}
      </div>
      {remarks.length > 0 && (
        <section aria-label="Remarks">
          <h3>Remarks, and what to do about them</h3>
          <ul className="remarks">
            {remarks.map((remark) => (
              <Remark
                key={`${remark.code} ${remark.refs.join(' ')} ${remark.message}`}
                remark={remark}
                scenario={scenario}
                change={change}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface RemarkProps {
  readonly remark: ReportCritique;
  readonly scenario: Scenario | null;
  readonly change: (path: Path, value: unknown) => void;
}

function Remark({ remark, scenario, change }: RemarkProps) {
  const { severity, title, message, suggestion, ground } = remark;
  const patch = suggestion?.patch ?? [];
  const apply = () => {
    if (!scenario) return;
    for (const { path, value } of patch) change(resolveReference(scenario, path), value);
  };
  return (
    <li className="remark" data-severity={severity}>
      <p>
        <span className="tag">{severity}</span> <strong>{title}</strong>
      </p>
      <p>{message}</p>
      {suggestion && <p className="muted">{suggestion.text}</p>}
      {patch.length === 1 && (
        <button type="button" className="button small" onClick={apply}>
          Apply to the scenario
        </button>
      )}
      <details className="provenance">
        <summary>Ground</summary>
        <p>{ground}</p>
      </details>
    </li>
  );
}
