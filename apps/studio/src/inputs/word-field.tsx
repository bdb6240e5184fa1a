import { useEffect, useState } from 'react';
import { FieldName } from './field-name.tsx';

interface WordFieldProps {
  readonly label: string;
  readonly of: string;
  readonly wide?: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A few words, taken over on Enter or when the field is left; Escape gives them up. */
export function WordField({ label, of, wide = false, value, onChange }: WordFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <label className={wide ? 'field wide prose-field' : 'field'}>
      <FieldName of={of} label={label} />
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit();
          if (event.key === 'Escape') setText(value);
        }}
      />
    </label>
  );
}
