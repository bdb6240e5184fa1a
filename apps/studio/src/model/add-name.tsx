import { type FormEvent, type RefObject, useState } from 'react';
import { readQuantity } from '../document/inputs.ts';
import type { OpenDocument } from '../document/open-document.ts';
import { useWatched } from '../ui/watched.ts';

interface AddNameProps {
  readonly document: OpenDocument;
  readonly onAdded: (id: string) => void;
  readonly nameField: RefObject<HTMLInputElement | null>;
}

/** Adds a variable or a model line without touching the diagram or the text. */
export function AddName({ document, onAdded, nameField }: AddNameProps) {
  const [name, setName] = useState('');
  const [definition, setDefinition] = useState('');
  const [place, setPlace] = useState<'variables' | 'model'>('model');
  const taken = useWatched(
    document,
    ({ nodes }) => name !== '' && nodes().some(({ id }) => id === name),
  );
  const named = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name);
  const value = readQuantity(definition);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (taken || !named || value === null) return;
    document.change([place, name], value);
    onAdded(name);
    setName('');
    setDefinition('');
  };
  return (
    <form className="add-name" onSubmit={add} aria-label="Add to the model">
      <label className="field">
        <span>Add a</span>
        <select value={place} onChange={(event) => setPlace(event.target.value as typeof place)}>
          <option value="model">model line</option>
          <option value="variables">variable</option>
        </select>
      </label>
      <label className="field">
        <span>Name</span>
        <input
          ref={nameField}
          value={name}
          onChange={(event) => setName(event.target.value.trim())}
          aria-invalid={taken}
        />
      </label>
      <label className="field wide">
        <span>Number or expression</span>
        <input value={definition} onChange={(event) => setDefinition(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={taken || !named || value === null}>
        Add
      </button>
      {taken && <span className="field-error">The model has this name already</span>}
    </form>
  );
}
