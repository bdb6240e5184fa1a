import type { Input } from '../document/inputs.ts';
import type { Path } from '../document/yaml.ts';
import { WordField } from './word-field.tsx';

interface ProvenanceProps {
  readonly input: Input;
  readonly change: (path: Path, value: unknown) => void;
}

const words = [
  ['unit', 'Unit'],
  ['source', 'Source'],
  ['note', 'Note'],
] as const;

/** The unit of an input and where its figures come from. */
export function Provenance({ input, change }: ProvenanceProps) {
  const { path, spec } = input;
  const write = (key: string, text: string) => {
    const annotated = typeof spec === 'object' && spec !== null;
    if (annotated) change([...path, key], text === '' ? undefined : text);
    else if (text !== '') change(path, { value: spec, [key]: text });
  };
  const said = input.source || input.note;
  return (
    <details className="provenance">
      <summary>
        {input.source ? 'Source' : input.note ? 'Note' : 'No source yet'}
        {said && <span className="provenance-text">: {said}</span>}
      </summary>
      <div className="input-fields">
        {words.map(([key, label]) => (
          <WordField
            key={key}
            label={label}
            wide={key !== 'unit'}
            of={input.label}
            value={input[key]}
            onChange={(text) => write(key, text)}
          />
        ))}
      </div>
    </details>
  );
}
