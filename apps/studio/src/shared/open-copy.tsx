import type { Scenario } from '@scenario-sandbox/contract';
import { keepDraft, readDraft } from '../document/drafts.ts';
import { setAt } from '../document/yaml.ts';
import { navigate } from '../route.ts';

interface OpenCopyProps {
  readonly scenario: Scenario;
  readonly text: string;
}

/** The one way on from what is read: a copy of one's own, unsaved, that replaces no other draft. */
export function OpenCopy({ scenario, text }: OpenCopyProps) {
  const open = () => {
    const id = freeId(scenario.id, text);
    keepDraft(id, id === scenario.id ? text : setAt(text, ['id'], id));
    navigate({ page: 'workbench', id });
  };
  return (
    <p className="sweep-actions no-print">
      <button type="button" className="button primary" onClick={open}>
        Open a copy
      </button>
      <span className="muted">
        It opens as unsaved changes in this browser; nothing is stored on the server until you save.
      </span>
    </p>
  );
}

/** The id itself, unless this browser has another draft of it. */
function freeId(id: string, text: string): string {
  if ([null, text].includes(readDraft(id))) return id;
  for (let number = 2; ; number += 1) {
    const other = `${id.slice(0, 56)}-copy-${number}`;
    if (readDraft(other) === null) return other;
  }
}
