import type { CriterionSpec, PreferenceSpec } from '@scenario-sandbox/contract';
import { thresholdsOf } from '@scenario-sandbox/core/decide/preference.ts';
import { useState } from 'react';
import type { Path } from '../document/yaml.ts';
import { QuantityField } from './quantity-field.tsx';

type FunctionName = PreferenceSpec['function'];

interface PreferenceEditorProps {
  readonly criteria: readonly CriterionSpec[];
  /** An undefined value removes what is at the path. */
  readonly change: (path: Path, value: unknown) => void;
}

const functions: Readonly<Record<FunctionName, string>> = {
  usual: 'every lead in full',
  u_shape: 'in full above q',
  v_shape: 'in proportion, in full from p',
  level: 'half above q, in full above p',
  linear: 'in proportion from q to p',
  gaussian: 'gaussian, rising fastest at s',
};

/** For each criterion, how far a lead on it counts in PROMETHEE II. */
export function PreferenceEditor({ criteria, change }: PreferenceEditorProps) {
  const [open] = useState(() => criteria.some(({ preference }) => preference));
  return (
    <details className="input-group" open={open}>
      <summary>How far a lead counts (PROMETHEE II)</summary>
      {criteria.map((criterion, i) => (
        <Preference
          key={criterion.id}
          of={criterion.label ?? criterion.id}
          preference={criterion.preference ?? { function: 'usual' }}
          path={['criteria', i, 'preference']}
          change={change}
        />
      ))}
    </details>
  );
}

interface PreferenceProps {
  readonly of: string;
  readonly preference: PreferenceSpec;
  readonly path: Path;
  readonly change: PreferenceEditorProps['change'];
}

function Preference({ of, preference, path, change }: PreferenceProps) {
  return (
    <fieldset className="input" aria-label={`Lead on ${of}`}>
      <div className="input-fields">
        <label className="field wide">
          <span>{of}</span>
          <select
            value={preference.function}
            onChange={(event) =>
              change(path, withFunction(preference, event.target.value as FunctionName))
            }
          >
            {Object.entries(functions).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {thresholdsOf(preference.function).map((label) => (
          <QuantityField
            key={label}
            field={{ path: [...path, label], label, hint: '', value: preference[label] ?? '' }}
            of={of}
            wide={false}
            onChange={(value) => change([...path, label], value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Another function with those thresholds that it has too; nothing for the one that holds where none is stated. */
export function withFunction(
  preference: PreferenceSpec,
  name: FunctionName,
): PreferenceSpec | undefined {
  if (name === 'usual') return undefined;
  const kept = thresholdsOf(name).flatMap((threshold) => {
    const value = preference[threshold];
    return value === undefined ? [] : [[threshold, value]];
  });
  return { function: name, ...Object.fromEntries(kept) };
}
