import type { InfluenceNode } from '../document/influence.ts';

interface OutlineProps {
  readonly nodes: readonly InfluenceNode[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** The diagram as a table: the same names, the same links, readable in a row. */
export function Outline({ nodes, selected, onSelect }: OutlineProps) {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Definition</th>
            <th scope="col">Depends on</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map(({ id, kind, definition, unit, dependsOn }) => (
            <tr key={id} data-selected={id === selected}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-pressed={id === selected}
                  onClick={() => onSelect(id)}
                >
                  {id}
                </button>
              </th>
              <td>{kind}</td>
              <td>
                <code>{definition}</code> {unit && <span className="muted">{unit}</span>}
              </td>
              <td>{dependsOn.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
