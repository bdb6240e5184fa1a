import { useEffect, useState } from 'react';
import { FieldName } from './field-name.tsx';

interface LinesFieldProps {
  readonly label: string;
  readonly of: string;
  readonly lines: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
}

/** Some sentences, one a line, taken over when the field is left; Escape gives them up. */
export function LinesField({ label, of, lines, onChange }: LinesFieldProps) {
  const value = lines.join('\n');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    const next = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (next.join('\n') !== value) onChange(next);
  };
  return (
    <label className="field wide prose-field">
      <FieldName of={of} label={label} />
      <textarea
        rows={Math.max(1, text.split('\n').length)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(value);
        }}
      />
    </label>
  );
}
