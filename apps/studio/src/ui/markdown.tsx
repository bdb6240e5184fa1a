import { Fragment, memo, type ReactNode } from 'react';
import { unbroken } from './unbroken.tsx';

interface MarkdownProps {
  readonly text: string;
  readonly headingLevel: 2 | 3 | 4;
}

/**
 * The Markdown that narration uses, as React elements: headings, lists, paragraphs, bold, emphasis, code
 * and escapes. Anything else is shown as it is written; nothing is ever read as HTML.
 */
export const Markdown = memo(function Markdown({ text, headingLevel }: MarkdownProps) {
  return (
    <div className="prose">
      {blocksOf(text).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: streamed text only grows, so places are stable
        <Block key={i} block={block} headingLevel={headingLevel} />
      ))}
    </div>
  );
});

type BlockData =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: string[] }
  | { readonly kind: 'paragraph'; readonly text: string };

export function blocksOf(markdown: string): BlockData[] {
  const blocks: BlockData[] = [];
  let open = false;
  for (const line of markdown.split('\n')) {
    const heading = /^(#{1,6}) +(.*)$/.exec(line);
    const item = /^ {0,3}(?:[-*+]|(\d+)[.)]) +(.*)$/.exec(line);
    const last = blocks.at(-1);
    if (line.trim() === '') open = false;
    else if (heading) {
      blocks.push({ kind: 'heading', depth: heading[1]?.length ?? 1, text: heading[2] ?? '' });
      open = false;
    } else if (item) {
      const ordered = item[1] !== undefined;
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item[2] ?? '');
      else blocks.push({ kind: 'list', ordered, items: [item[2] ?? ''] });
      open = true;
    } else if (open && last?.kind === 'list') {
      last.items.push(`${last.items.pop()} ${line.trim()}`);
    } else if (open && last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { kind: 'paragraph', text: `${last.text} ${line.trim()}` };
    } else {
      blocks.push({ kind: 'paragraph', text: line.trim() });
      open = true;
    }
  }
  return blocks;
}

function Block({ block, headingLevel }: { block: BlockData; headingLevel: number }) {
  if (block.kind === 'heading') {
    const Heading = `h${Math.min(6, headingLevel + block.depth - 1)}` as 'h3';
    return <Heading>{inline(block.text)}</Heading>;
  }
  if (block.kind === 'paragraph') return <p>{inline(block.text)}</p>;
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List>
      {block.items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: streamed text only grows, so places are stable
        <li key={i}>{inline(item)}</li>
      ))}
    </List>
  );
}

const marks =
  /(\\[\\`*_{}[\]()#+\-.!<>|~&])|`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*?)\*|\b_([^_]+)_\b/;

function inline(text: string): ReactNode {
  const match = marks.exec(text);
  if (!match) return unbroken(text);
  const [whole, escaped, code, bold, emphasis, underscored] = match;
  const soft = emphasis ?? underscored;
  return (
    <Fragment>
      {unbroken(text.slice(0, match.index))}
      {escaped?.slice(1)}
      {code && <code>{code}</code>}
      {bold && <strong>{inline(bold)}</strong>}
      {soft && <em>{inline(soft)}</em>}
      {inline(text.slice(match.index + whole.length))}
    </Fragment>
  );
}
