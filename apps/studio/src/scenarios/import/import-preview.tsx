import { useEffect, useMemo, useRef, useState } from 'react';
import type { CellProblem, Part } from './reading.ts';
import { likeliest, type ReadingId, readingIds, readings } from './readings.ts';
import { scenarioTextOf } from './scenario-of.ts';
import type { Sheet } from './sheet.ts';
import { type Table, tableOf } from './table.ts';

interface ImportPreviewProps {
  readonly fileName: string;
  readonly sheets: readonly Sheet[];
  readonly onAccept: (text: string) => void;
  readonly onCancel: () => void;
}

/** Says what will be made of each sheet and column before anything is. */
export default function ImportPreview({ fileName, sheets, ...ways }: ImportPreviewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const tables = useMemo(() => sheets.map(tableOf), [sheets]);
  const [chosen, setChosen] = useState<readonly ReadingId[]>(() =>
    tables.map((table) => (table ? likeliest(table) : 'none')),
  );
  const parts = useMemo(
    () => tables.map((table, i) => partOf(table, chosen[i] ?? 'none', fileName)),
    [tables, chosen, fileName],
  );
  const made = madeOf(parts);
  return (
    <section className="import-preview" aria-label="Import">
      <h3 ref={heading} tabIndex={-1}>
        What will be made of {fileName}
      </h3>
      {sheets.map((sheet, i) => (
        <SheetPreview
          key={sheet.name}
          name={sheet.name}
          table={tables[i] ?? null}
          part={parts[i] ?? null}
          chosen={chosen[i] ?? 'none'}
          onChoose={(id) => setChosen((before) => before.with(i, id))}
        />
      ))}
      <p role="status">
        {made === ''
          ? 'Nothing yet: choose how a sheet is to be read. Each needs a row of headers with figures below.'
          : `Together: ${made}. Nothing is stored before you save.`}
      </p>
      <p className="chips">
        <button
          type="button"
          className="button primary"
          disabled={made === ''}
          onClick={() => ways.onAccept(scenarioTextOf(fileName, parts))}
        >
          Open in the workbench
        </button>
        <button type="button" className="button" onClick={ways.onCancel}>
          Cancel
        </button>
      </p>
    </section>
  );
}

const partOf = (table: Table | null, id: ReadingId, fileName: string): Part =>
  table ? readings[id].read(table, fileName) : readings.none.read();

function madeOf(parts: readonly Part[]): string {
  const count = (of: (part: Part) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  const counts = [
    [count(({ variables }) => Object.keys(variables).length), 'variable', 'variables'],
    [count(({ options }) => options.length), 'option', 'options'],
    [count(({ criteria }) => criteria.length), 'criterion', 'criteria'],
  ] as const;
  return counts
    .filter(([n]) => n > 0)
    .map(([n, one, many]) => `${n} ${n === 1 ? one : many}`)
    .join(', ');
}

interface SheetPreviewProps {
  readonly name: string;
  readonly table: Table | null;
  readonly part: Part | null;
  readonly chosen: ReadingId;
  readonly onChoose: (id: ReadingId) => void;
}

function SheetPreview({ name, table, part, chosen, onChoose }: SheetPreviewProps) {
  return (
    <section aria-label={`Sheet ${name}`}>
      <h4>{name}</h4>
      {table ? (
        <>
          <label className="reading">
            Read as
            <select value={chosen} onChange={(event) => onChoose(event.target.value as ReadingId)}>
              {readingIds.map((id) => (
                <option key={id} value={id}>
                  {readings[id].label}
                </option>
              ))}
            </select>
          </label>
          {table.above > 0 && (
            <p className="muted">Row {table.above + 1} is the header; what is above is left out.</p>
          )}
          {part && part.uses.length > 0 && <Uses part={part} name={name} />}
          {part?.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {part && <Problems problems={part.problems} />}
          {chosen !== 'none' && part && part.uses.length === 0 && (
            <p className="muted">This sheet cannot be read so: no column is headed as a figure.</p>
          )}
        </>
      ) : (
        <p className="muted">It is empty, or has no header with figures below; it is left out.</p>
      )}
    </section>
  );
}

function Uses({ part, name }: { readonly part: Part; readonly name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs the keyboard.
    <section className="table-scroll" aria-label={`Columns of ${name}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Header</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          {part.uses.map(({ place, header, becomes }) => (
            <tr key={place}>
              <th scope="row">{place}</th>
              <td>{header}</td>
              <td>{becomes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const mostShown = 8;

function Problems({ problems }: { readonly problems: readonly CellProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <>
      <p>
        <strong>Left out, until it is mended in the file:</strong>
      </p>
      <ul className="points">
        {problems.slice(0, mostShown).map(({ sheet, at, message }) => (
          <li key={`${at} ${message}`}>
            {sheet}, {at} {message}
          </li>
        ))}
        {problems.length > mostShown && <li>and {problems.length - mostShown} more cells.</li>}
      </ul>
    </>
  );
}
