import type { InfluenceNode } from '../document/influence.ts';
import type { Path } from '../document/yaml.ts';
import { QuantityField } from '../inputs/quantity-field.tsx';

interface InspectorProps {
  readonly node: InfluenceNode;
  readonly onSelect: (id: string) => void;
  readonly onClose: () => void;
  readonly change: (path: Path, value: unknown) => void;
  readonly onRemove: (path: Path) => void;
}

/** One name of the model: what it is, what it depends on, what uses it. */
export function Inspector({ node, onSelect, onClose, change, onRemove }: InspectorProps) {
  return (
    <section className="inspector" aria-label={`About ${node.id}`}>
      <div className="input-head">
        <h3>{node.label}</h3>
        <span className="tag">{node.kind}</span>
        <button type="button" className="button small" onClick={onClose}>
          Close
        </button>
      </div>
      {node.expression ? (
        <QuantityField
          key={node.id}
          field={{ path: node.expression.path, label: 'Expression', value: node.expression.text }}
          of={node.label}
          wide
          onChange={(value) => change(node.expression?.path ?? node.path, value)}
        />
      ) : (
        <p>
          <code>{node.definition}</code> {node.unit}
        </p>
      )}
      <Links title="Depends on" ids={node.dependsOn} onSelect={onSelect} />
      <Links title="Used by" ids={node.usedBy} onSelect={onSelect} />
      {node.usedBy.length === 0 && node.kind !== 'objective' && (
        <button type="button" className="button small" onClick={() => onRemove(node.path)}>
          Remove {node.id}
        </button>
      )}
    </section>
  );
}

interface LinksProps {
  readonly title: string;
  readonly ids: readonly string[];
  readonly onSelect: (id: string) => void;
}

function Links({ title, ids, onSelect }: LinksProps) {
  return (
    <p>
      {title}:{' '}
      {ids.length === 0
        ? 'nothing'
        : ids.map((id) => (
            <button key={id} type="button" className="link" onClick={() => onSelect(id)}>
              {id}
            </button>
          ))}
    </p>
  );
}
