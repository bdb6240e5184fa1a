import { useEffect, useRef } from 'react';
import type { InfluenceNode } from '../document/influence.ts';
import type { Path } from '../document/yaml.ts';
import { QuantityField } from '../inputs/quantity-field.tsx';

interface InspectorProps {
  readonly node: InfluenceNode;
  /** Set while another panel asks for the node: the keyboard then goes there. */
  readonly asked: { readonly node: string } | null;
  readonly onSelect: (id: string) => void;
  readonly onClose: () => void;
  /** An undefined value removes what is at the path. */
  readonly change: (path: Path, value: unknown) => void;
}

/** One name of the model: what it is, what it depends on, what uses it. */
export function Inspector({ node, asked, onSelect, onClose, change }: InspectorProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!asked) return;
    section.current?.focus();
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);
  return (
    <section className="inspector" aria-label={`About ${node.id}`} ref={section} tabIndex={-1}>
      <div className="input-head">
        <h3>{node.label}</h3>
        <code className="muted">{node.id}</code>
        <span className="tag">{node.kind}</span>
        <button type="button" className="button small" onClick={onClose}>
          Close
        </button>
      </div>
      {node.expression ? (
        <QuantityField
          key={node.id}
          field={{
            path: node.expression.path,
            label: 'Expression',
            hint: '',
            value: node.expression.text,
          }}
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
        <button type="button" className="button small" onClick={() => change(node.path, undefined)}>
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
