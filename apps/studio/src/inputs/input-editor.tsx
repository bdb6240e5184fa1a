import { memo, useId, useState } from 'react';
import { problemOf } from '../document/density.ts';
import { type Field, type Input, withField } from '../document/inputs.ts';
import type { Path } from '../document/yaml.ts';
import { DistributionPreview } from './distribution-preview.tsx';
import { KindChoice } from './kind-choice.tsx';
import { MakeRange } from './make-range.tsx';
import { Provenance } from './provenance.tsx';
import { QuantityField } from './quantity-field.tsx';
import { Slider } from './slider.tsx';

interface InputEditorProps {
  readonly input: Input;
  /** An undefined value removes what is at the path. */
  readonly change: (path: Path, value: unknown) => void;
}

/** A figure that is being typed, not yet taken over. */
interface Typing {
  readonly field: Field;
  readonly value: number | string;
}

/** One input: its figures, what they come to, its unit, and where they come from. */
export const InputEditor = memo(function InputEditor({ input, change }: InputEditorProps) {
  const label = useId();
  const [typing, setTyping] = useState<Typing | null>(null);
  const spec = typing ? withField(input, typing.field, typing.value) : input.spec;
  const problem = problemOf(spec);
  const [only] = input.fields;
  const isNumber = input.kind === 'number' && input.annotatable;
  const takeOver = (field: Field, value: number | string) => {
    setTyping(null);
    change(field.path, value);
  };
  return (
    <fieldset className="input" aria-labelledby={label}>
      <div className="input-head">
        <span className="input-label" id={label}>
          {input.label}
        </span>
        {input.label !== input.name && <code className="muted">{input.name}</code>}
        {input.kind !== 'number' && <KindChoice input={input} change={change} />}
      </div>
      <div className="input-fields">
        {input.fields.map((field) => (
          <QuantityField
            key={field.path.join('.')}
            field={field}
            of={input.label}
            wide={input.kind === 'expression'}
            problem={problem && problem.parameter === field.path.at(-1) ? problem.problem : null}
            onTyping={(value) => setTyping(value === null ? null : { field, value })}
            onChange={(value) => takeOver(field, value)}
          />
        ))}
        {input.unit && input.unit !== '1' && <span className="unit">{input.unit}</span>}
      </div>
      {input.unlisted > 0 && (
        <p className="muted unlisted">
          {input.unlisted.toLocaleString('en')} values; the model’s YAML has them all
        </p>
      )}
      {isNumber && only && typeof only.value === 'number' && (
        <Slider
          label={input.label}
          value={only.value}
          onSlide={(value) => setTyping({ field: only, value })}
          onChange={(value) => takeOver(only, value)}
        />
      )}
      {problem && !input.fields.some(({ path }) => path.at(-1) === problem.parameter) && (
        <p className="field-error">{problem.problem}</p>
      )}
      <DistributionPreview spec={spec} unit={input.unit} />
      {input.annotatable && <Provenance input={input} change={change} />}
      {isNumber && <MakeRange input={input} change={change} />}
    </fieldset>
  );
});
