import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { type Field, readQuantity } from '../document/inputs.ts';

interface QuantityFieldProps {
  readonly field: Field;
  /** Name of the input it belongs to, for those who do not see the layout. */
  readonly of: string;
  readonly wide: boolean;
  readonly onChange: (value: number | string) => void;
}

/** A number or an expression, taken over on Enter or when the field is left; Escape gives it up. */
export function QuantityField({ field, of, wide, onChange }: QuantityFieldProps) {
  const [text, setText] = useState(String(field.value));
  const error = useId();
  useEffect(() => setText(String(field.value)), [field.value]);
  const value = readQuantity(text);
  const commit = () => {
    if (value !== null && value !== field.value) onChange(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit();
    if (event.key === 'Escape') setText(String(field.value));
  };
  return (
    <label className={wide ? 'field wide' : 'field'}>
      <span>
        <span className="visually-hidden">{of}, </span>
        {field.label}
      </span>
      <input
        value={text}
        inputMode={typeof field.value === 'number' ? 'decimal' : 'text'}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={value === null}
        aria-describedby={value === null ? error : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {value === null && (
        <span className="field-error" id={error}>
          Enter a number or an expression
        </span>
      )}
    </label>
  );
}
