import type { Scenario } from '@scenario-sandbox/contract';
import type { Path } from '../document/yaml.ts';
import { outcomesOf } from './lists.ts';

interface ObjectiveEditorProps {
  readonly scenario: Scenario;
  readonly change: (path: Path, value: unknown) => void;
}

const directions = ['maximise', 'minimise'];

/** What the options are ranked by, where it is one outcome. */
export function ObjectiveEditor({ scenario, change }: ObjectiveEditorProps) {
  const [[direction = 'maximise', outcome = ''] = []] = Object.entries(scenario.objective ?? {});
  const outcomes = outcomesOf(scenario);
  return (
    <section aria-label="Objective" className="input-group">
      <h3>Objective</h3>
      <div className="input-fields">
        <label className="field">
          <span>Direction</span>
          <select
            value={direction}
            onChange={(event) => change(['objective'], { [event.target.value]: outcome })}
          >
            {directions.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Outcome</span>
          <select
            value={outcome}
            onChange={(event) => change(['objective'], { [direction]: event.target.value })}
          >
            {(outcomes.includes(outcome) ? outcomes : [outcome, ...outcomes]).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
    </section>
  );
}
