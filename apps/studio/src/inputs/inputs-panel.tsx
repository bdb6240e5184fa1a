import { memo, useMemo } from 'react';
import { inputGroups } from '../document/inputs.ts';
import type { OpenDocument } from '../document/open-document.ts';
import { useShared } from '../ui/use-shared.ts';
import { useWatched } from '../ui/watched.ts';
import { InputEditor } from './input-editor.tsx';
import { ListEditor } from './list-editor.tsx';
import { lists } from './lists.ts';
import { ObjectiveEditor } from './objective-editor.tsx';
import { PreferenceEditor } from './preference-editor.tsx';

interface InputsPanelProps {
  readonly document: OpenDocument;
}

/** Everything of the scenario that has a number in it. A change is drawn at once. */
export const InputsPanel = memo(function InputsPanel({ document }: InputsPanelProps) {
  const { change } = document;
  const scenario = useWatched(document, ({ shown }) => shown);
  // There is nothing to write a change into.
  const frozen = useWatched(document, ({ parsed }) => parsed.scenario === null);
  const groups = useShared(useMemo(() => (scenario ? inputGroups(scenario) : []), [scenario]));
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
      {scenario?.criteria && <PreferenceEditor criteria={scenario.criteria} change={change} />}
    </fieldset>
  );
});
