import type { Scenario } from '@scenario-sandbox/contract';
import { useMemo, useState } from 'react';
import {
  checkPlan,
  type Plan,
  smallerPlans,
  type Variable,
  type Varied,
  variablesOf,
  variedOf,
} from './plan.ts';
import { type Trial, useTrial } from './use-trial.ts';
import { durationInWords } from './words.ts';

interface PlanFormProps {
  readonly scenario: Scenario;
  readonly running: boolean;
  readonly onStart: (plan: Plan) => void;
}

/** Which variables take which values; how many runs that is stands beside the button. */
export function PlanForm({ scenario, running, onStart }: PlanFormProps) {
  const variables = useMemo(() => variablesOf(scenario), [scenario]);
  const [plan, setPlan] = useState<Plan>(() => ({
    design: 'grid',
    varied: variables.slice(0, 2).map(variedOf),
    runs: '200',
  }));
  const trial = useTrial(scenario, variables);
  const samples = trial?.samples ?? scenario.samples ?? 1;
  const { runs, problem, tooLarge } = checkPlan(plan, samples);
  const setRow = (at: number, row: Varied) =>
    setPlan({ ...plan, varied: plan.varied.map((each, i) => (i === at ? row : each)) });
  const unused = variables.find(({ name }) =>
    plan.varied.every(({ variable }) => variable !== name),
  );
  if (variables.length === 0) {
    return <p className="muted">This scenario has no variables that a sweep could set.</p>;
  }
  return (
    <form
      aria-label="Plan of the sweep"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(plan);
      }}
    >
      <DesignChoice plan={plan} onChange={setPlan} />
      {plan.varied.map((row, i) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place alone
          key={i}
          row={row}
          variables={variables}
          stepped={plan.design === 'grid'}
          onChange={(changed) => setRow(i, changed)}
          onRemove={() => setPlan({ ...plan, varied: plan.varied.filter((_, k) => k !== i) })}
        />
      ))}
      <p className="sweep-actions">
        <button
          type="button"
          className="button"
          disabled={!unused}
          onClick={() => unused && setPlan({ ...plan, varied: [...plan.varied, variedOf(unused)] })}
        >
          Add a variable
        </button>
        <button type="submit" className="button primary" disabled={problem !== null || running}>
          Start the sweep
        </button>
        <span role="status">{problem ?? <Cost runs={runs} trial={trial} />}</span>
      </p>
      {tooLarge && (
        <p className="sweep-actions">
          {smallerPlans(plan, samples).map(([what, smaller]) => (
            <button key={what} type="button" className="button" onClick={() => setPlan(smaller)}>
              {what}
            </button>
          ))}
        </p>
      )}
    </form>
  );
}

interface CostProps {
  readonly runs: number;
  readonly trial: Trial | null;
}

/** What a sweep takes before it starts: runs, samples, and time at the rate of a trial on one worker. */
function Cost({ runs, trial }: CostProps) {
  const count = `${runs.toLocaleString('en')} runs`;
  if (!trial) return `${count}, each with the same random numbers`;
  const { msPerRun, samples } = trial;
  return `${count} of ${samples.toLocaleString('en')} samples, each with the same random numbers: ${durationInWords(runs * msPerRun)} for one worker, at ${Math.ceil(msPerRun)} ms a run as just measured`;
}

interface DesignChoiceProps {
  readonly plan: Plan;
  readonly onChange: (plan: Plan) => void;
}

function DesignChoice({ plan, onChange }: DesignChoiceProps) {
  return (
    <div className="sweep-row">
      <label className="field wide">
        <span>Design</span>
        <select
          value={plan.design}
          onChange={({ target }) => onChange({ ...plan, design: target.value as Plan['design'] })}
        >
          <option value="grid">Every combination of evenly spaced values (grid)</option>
          <option value="latin-hypercube">Points spread over the ranges (Latin hypercube)</option>
        </select>
      </label>
      {plan.design === 'latin-hypercube' && (
        <label className="field">
          <span>Runs</span>
          <input
            value={plan.runs}
            inputMode="numeric"
            onChange={({ target }) => onChange({ ...plan, runs: target.value })}
          />
        </label>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: Varied;
  readonly variables: readonly Variable[];
  /** A grid has steps. */
  readonly stepped: boolean;
  readonly onChange: (row: Varied) => void;
  readonly onRemove: () => void;
}

function Row({ row, variables, stepped, onChange, onRemove }: RowProps) {
  const fields = [
    ['From', 'min'],
    ['To', 'max'],
    ...(stepped ? ([['Steps', 'steps']] as const) : []),
  ] as const;
  const unit = variables.find(({ name }) => name === row.variable)?.unit;
  const choose = (name: string) => {
    const variable = variables.find((each) => each.name === name);
    if (variable) onChange({ ...variedOf(variable), steps: row.steps });
  };
  return (
    <fieldset className="sweep-row" aria-label={row.variable}>
      <label className="field wide">
        <span>Variable{unit && unit !== '1' ? `, in ${unit}` : ''}</span>
        <select value={row.variable} onChange={({ target }) => choose(target.value)}>
          {variables.map(({ name, label }) => (
            <option key={name} value={name}>
              {label === name ? name : `${label} (${name})`}
            </option>
          ))}
        </select>
      </label>
      {fields.map(([label, key]) => (
        <label key={key} className="field">
          <span>{label}</span>
          <input
            value={row[key]}
            inputMode="decimal"
            onChange={({ target }) => onChange({ ...row, [key]: target.value })}
          />
        </label>
      ))}
      <button type="button" className="button" onClick={onRemove}>
        Remove<span className="visually-hidden"> {row.variable}</span>
      </button>
    </fieldset>
  );
}
