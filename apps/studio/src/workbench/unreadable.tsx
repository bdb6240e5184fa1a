import { type OpenDocument, useDocument } from '../document/open-document.ts';
import { Notice } from '../ui/notice.tsx';

interface UnreadableProps {
  readonly document: OpenDocument;
  readonly showLine: (line: number) => void;
}

/** What is wrong with a text that cannot be read, and the way to it. */
export function Unreadable({ document, showLine }: UnreadableProps) {
  const { error, line } = useDocument(document).parsed;
  if (error === null) return null;
  return (
    <Notice tone="serious" title="The text cannot be read as a scenario">
      <p>
        {error}. The panels show it as it was before; they can be used again once the text is mended
        or the change undone.
      </p>
      <button type="button" className="button small" onClick={() => showLine(line ?? 1)}>
        {line === null ? 'Show the text' : `Show line ${line}`}
      </button>
    </Notice>
  );
}
