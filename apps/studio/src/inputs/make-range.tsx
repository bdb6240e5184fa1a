import { useState } from 'react';
import { type Input, readQuantity } from '../document/inputs.ts';
import type { Path } from '../document/yaml.ts';

interface MakeRangeProps {
  readonly input: Input;
  readonly change: (path: Path, value: unknown) => void;
}

/** Turns a single figure into a range; its ends are the person's to give. */
export function MakeRange({ input, change }: MakeRangeProps) {
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
