import type { Scenario } from '@scenario-sandbox/contract';
import { replaceEqualDeep } from '@tanstack/react-query';
import { memo, useEffect, useMemo, useRef } from 'react';
import { type InputGroup, inputGroups } from '../document/inputs.ts';
import type { Path } from '../document/yaml.ts';
import { InputEditor } from './input-editor.tsx';
import { ListEditor } from './list-editor.tsx';
import { lists } from './lists.ts';
import { ObjectiveEditor } from './objective-editor.tsx';

interface InputsPanelProps {
  /** The scenario, or what it was when the text could last be read. */
  readonly shown: Scenario | null;
  /** The text cannot be read now: there is nothing to write a change into. */
  readonly frozen: boolean;
  readonly change: (path: Path, value: unknown) => void;
}

/** Drawn again where its scenario changes, not with every word of a run. */
export const InputsPanel = memo(function InputsPanel(props: InputsPanelProps) {
  const { shown: scenario, frozen, change } = props;
  const former = useRef<InputGroup[]>([]);
  // An input that is as it was is the same object, so that it is not drawn again.
  const groups = useMemo(
    () => replaceEqualDeep(former.current, scenario ? inputGroups(scenario) : []),
    [scenario],
  );
  useEffect(() => {
    former.current = groups;
  }, [groups]);
  return (
    <fieldset disabled={frozen} aria-label="Inputs">
      <h2 className="panel-title">Inputs</h2>
      {frozen && scenario && (
        <p className="muted">As they were when the text could last be read.</p>
      )}
      {groups.length === 0 && (
        <p className="muted">
          {scenario
            ? 'This scenario has no numbers yet. Add them in the Model panel.'
            : 'The inputs are here again once the text can be read.'}
        </p>
      )}
      {groups.some(({ inputs }) => inputs.some(({ kind }) => kind === 'range')) && (
        <p className="muted hint">
          P50 is the middle: as likely above as below. One time in ten it is below P10, one in ten
          above P90.
        </p>
      )}
      {groups.map(({ title, inputs }) => (
        <section key={title} aria-label={title} className="input-group">
          <h3>{title}</h3>
          {inputs.map((input) => (
            <InputEditor key={input.path.join('.')} input={input} change={change} />
          ))}
        </section>
      ))}
      {scenario?.objective && <ObjectiveEditor scenario={scenario} change={change} />}
      {scenario &&
        lists
          .filter(({ applies }) => applies(scenario))
          .map((list) => (
            <ListEditor key={list.section} list={list} scenario={scenario} change={change} />
          ))}
    </fieldset>
  );
});
