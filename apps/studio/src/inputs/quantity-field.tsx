import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { type Field, readQuantity } from '../document/inputs.ts';
import { FieldName } from './field-name.tsx';

interface QuantityFieldProps {
  readonly field: Field;
  /** Name of the input it belongs to, for those who do not see the layout. */
  readonly of: string;
  readonly wide: boolean;
  /** What is impossible about the figures with this one as it is typed; null where nothing is. */
  readonly problem?: string | null;
  /** The value while it is typed; null where it is given up or taken over. */
  readonly onTyping?: (value: number | string | null) => void;
  readonly onChange: (value: number | string) => void;
}

/** A number or an expression, taken over on Enter or when the field is left; Escape gives it up. */
export function QuantityField(props: QuantityFieldProps) {
  const { field, of, wide, problem = null, onTyping, onChange } = props;
  const [text, setText] = useState(String(field.value));
  const error = useId();
  const hint = useId();
  useEffect(() => setText(String(field.value)), [field.value]);
  const value = readQuantity(text);
  const commit = () => {
    if (value !== null && value !== field.value) onChange(value);
    else onTyping?.(null);
  };
  const type = (typed: string) => {
    setText(typed);
    onTyping?.(readQuantity(typed));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit();
    if (event.key === 'Escape') {
      setText(String(field.value));
      onTyping?.(null);
    }
  };
  const wrong = value === null ? 'Enter a number or an expression' : problem;
  return (
    <label title={field.hint || undefined} className={wide ? 'field wide' : 'field'}>
      <FieldName of={of} label={field.label} />
      <input
        value={text}
        inputMode={typeof field.value === 'number' ? 'decimal' : 'text'}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong !== null}
        aria-describedby={wrong !== null ? error : field.hint ? hint : undefined}
        onChange={(event) => type(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {wrong !== null && (
        <span className="field-error" id={error} aria-live="polite">
          {wrong}
        </span>
      )}
      {field.hint && (
        <span id={hint} hidden>
          {field.hint}
        </span>
      )}
    </label>
  );
}
