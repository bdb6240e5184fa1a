import { useId, useState } from 'react';
import { type Input, readQuantity } from '../document/inputs.ts';
import type { Path } from '../document/yaml.ts';
import { DistributionPreview } from './distribution-preview.tsx';
import { QuantityField } from './quantity-field.tsx';

interface InputEditorProps {
  readonly input: Input;
  readonly change: (path: Path, value: unknown) => void;
}

/** One input: its figures, its unit, and where they come from. */
export function InputEditor({ input, change }: InputEditorProps) {
  const label = useId();
  const isVariable = ['variables', 'set', 'scores'].some((part) => input.path.includes(part));
  return (
    <fieldset className="input" aria-labelledby={label}>
      <div className="input-head">
        <span className="input-label" id={label}>
          {input.label}
        </span>
        {input.label !== input.name && <code className="muted">{input.name}</code>}
        {input.kind !== 'number' && <span className="tag">{input.kind}</span>}
      </div>
      <div className="input-fields">
        {input.fields.map((field) => (
          <QuantityField
            key={field.path.join('.')}
            field={field}
            of={input.label}
            wide={input.kind === 'expression'}
            onChange={(value) => change(field.path, value)}
          />
        ))}
        {input.unit && input.unit !== '1' && <span className="unit">{input.unit}</span>}
      </div>
      <DistributionPreview spec={input.spec} unit={input.unit} />
      <Provenance input={input} />
      {isVariable && input.kind === 'number' && <MakeRange input={input} change={change} />}
    </fieldset>
  );
}

function Provenance({ input: { source, note } }: { readonly input: Input }) {
  if (!source && !note) return null;
  return (
    <details className="provenance">
      <summary>{source ? 'Source' : 'Note'}</summary>
      {source && <p>{source}</p>}
      {note && <p>{note}</p>}
    </details>
  );
}

/** Turns a single figure into a range; its ends are the person's to give. */
function MakeRange({ input, change }: InputEditorProps) {
  const [low, setLow] = useState('');
  const [high, setHigh] = useState('');
  const [from, to] = [readQuantity(low), readQuantity(high)];
  const ready = typeof from === 'number' && typeof to === 'number' && from < to;
  const apply = () => {
    const { unit, source, note, label, name } = input;
    const words = Object.entries({ unit, source, note, label: label === name ? '' : label });
    change(input.path, {
      p10: from,
      p90: to,
      ...Object.fromEntries(words.filter(([, word]) => word)),
    });
  };
  return (
    <details className="provenance">
      <summary>Make it a range</summary>
      <div className="input-fields">
        <label className="field">
          <span>P10: one in ten below</span>
          <input value={low} onChange={(event) => setLow(event.target.value)} inputMode="decimal" />
        </label>
        <label className="field">
          <span>P90: one in ten above</span>
          <input
            value={high}
            onChange={(event) => setHigh(event.target.value)}
            inputMode="decimal"
          />
        </label>
        <button type="button" className="button" disabled={!ready} onClick={apply}>
          Use this range
        </button>
      </div>
    </details>
  );
}
