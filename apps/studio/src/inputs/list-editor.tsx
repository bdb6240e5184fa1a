import type { Scenario } from '@scenario-sandbox/contract';
import { useId } from 'react';
import type { Path } from '../document/yaml.ts';
import { FieldName } from './field-name.tsx';
import { LinesField } from './lines-field.tsx';
import type { Column, List } from './lists.ts';
import { QuantityField } from './quantity-field.tsx';
import { WordField } from './word-field.tsx';

interface ListEditorProps {
  readonly list: List;
  readonly scenario: Scenario;
  /** An undefined value removes what is at the path. */
  readonly change: (path: Path, value: unknown) => void;
}

/** Options, correlations, constraints or criteria: each entry's fields, a way to remove it, a way to add one. */
export function ListEditor({ list, scenario, change }: ListEditorProps) {
  const title = useId();
  const { section, entry: named } = list;
  const entries: readonly Readonly<Record<string, unknown>>[] = scenario[section] ?? [];
  const columns = list.columns(scenario);
  const blank = list.blank(scenario);
  const remove = (i: number) => {
    const last = entries.length === 1;
    change(last ? [section] : [section, i], undefined);
  };
  return (
    <section aria-labelledby={title} className="input-group">
      <h3 id={title}>{list.title}</h3>
      {entries.length === 0 && <p className="muted">None yet.</p>}
      {entries.map((entry, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry's place is what its path names
        <fieldset key={i} className="input" aria-label={`${named} ${i + 1}`}>
          <div className="input-fields">
            {columns.map((column) => (
              <Cell
                key={column.label}
                column={column}
                of={`${named} ${i + 1}`}
                value={column.path.reduce<unknown>(stepInto, entry)}
                path={[section, i, ...column.path]}
                change={change}
              />
            ))}
            <button
              type="button"
              className="button small"
              disabled={entries.length <= list.fewest}
              onClick={() => remove(i)}
            >
              Remove
              <span className="visually-hidden">
                {' '}
                {named} {i + 1}
              </span>
            </button>
          </div>
        </fieldset>
      ))}
      <button
        type="button"
        className="button small"
        disabled={blank === null}
        onClick={() => change([section, entries.length], blank)}
      >
        {list.add}
      </button>
    </section>
  );
}

const stepInto = (value: unknown, step: string | number): unknown =>
  (value as Record<string | number, unknown> | undefined)?.[step];

const linesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

interface CellProps {
  readonly column: Column;
  readonly of: string;
  readonly value: unknown;
  readonly path: Path;
  readonly change: (path: Path, value: unknown) => void;
}

function Cell({ column: { label, kind, choices = [] }, of, value, path, change }: CellProps) {
  const onChange = (next: unknown) => change(path, next);
  if (kind === 'text') {
    return <WordField label={label} of={of} value={String(value ?? '')} onChange={onChange} />;
  }
  if (kind === 'prose') {
    const write = (text: string) => onChange(text === '' ? undefined : text);
    return <WordField label={label} of={of} wide value={String(value ?? '')} onChange={write} />;
  }
  if (kind === 'lines') {
    const write = (lines: readonly string[]) => onChange(lines.length === 0 ? undefined : lines);
    return <LinesField label={label} of={of} lines={linesOf(value)} onChange={write} />;
  }
  if (kind !== 'choice') {
    const given = typeof value === 'number' ? value : String(value ?? '');
    return (
      <QuantityField
        field={{ path, label, hint: '', value: given }}
        of={of}
        wide={kind === 'expression'}
        onChange={onChange}
      />
    );
  }
  const known = typeof value === 'string' && !choices.includes(value) ? [value] : [];
  return (
    <label className="field">
      <FieldName of={of} label={label} />
      <select value={String(value ?? '')} onChange={(event) => onChange(event.target.value)}>
        {value === undefined && <option value="">scores by option</option>}
        {[...known, ...choices].map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </label>
  );
}
