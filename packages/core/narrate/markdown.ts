import { escapeMarkdown, proseMarkdown } from './labels.ts';
import { tokenize } from './tokens.ts';

/** A piece of narration in plain text; Markdown is made of it here and nowhere else. */
export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly sentences: readonly string[] }
  | { readonly kind: 'item'; readonly sentences: readonly string[] };

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (...sentences: string[]): Block => ({ kind: 'paragraph', sentences });
export const item = (...sentences: string[]): Block => ({ kind: 'item', sentences });

/** A heading and one item per sentence; nothing where there are none. */
export function section(title: string, sentences: readonly string[]): Block[] {
  return sentences.length === 0
    ? []
    : [heading(title), ...sentences.map((sentence) => item(sentence))];
}

const length = (markdown: string) => tokenize(markdown).length;

function headingText(block: { kind: 'title' | 'heading'; text: string }): string {
  return `${block.kind === 'title' ? '#' : '##'} ${escapeMarkdown(block.text)}\n\n`;
}

/** As many whole sentences, from the first, as fit into the tokens left. */
function fitting(sentences: readonly string[], mark: string, tokens: number): string {
  let text = '';
  for (const sentence of sentences) {
    const longer =
      text === '' ? `${mark}${proseMarkdown(sentence)}` : `${text} ${proseMarkdown(sentence)}`;
    if (length(longer) > tokens) break;
    text = longer;
  }
  return text;
}

/**
 * Markdown of the blocks, at most `tokens` tokens long. What does not fit is left out from the end,
 * by sentences and items, and no heading stands without text below it.
 */
export function compose(
  blocks: readonly Block[],
  tokens: number,
): { text: string; truncated: boolean } {
  let text = '';
  let left = tokens;
  let pending = '';
  for (const [place, block] of blocks.entries()) {
    if (block.kind === 'title' || block.kind === 'heading') {
      pending = headingText(block);
      continue;
    }
    const wanted = block.sentences.filter((sentence) => sentence !== '');
    if (wanted.length === 0) continue;
    const mark = block.kind === 'item' ? '- ' : '';
    const room = left - length(pending);
    const body = fitting(wanted, mark, room);
    if (body === '') return { text, truncated: true };
    const last = blocks[place + 1]?.kind !== 'item' || block.kind !== 'item';
    text += `${pending}${body}${last ? '\n\n' : '\n'}`;
    left = room - length(body);
    pending = '';
    const whole = fitting(wanted, mark, Number.POSITIVE_INFINITY);
    if (body !== whole) return { text, truncated: true };
  }
  return { text, truncated: false };
}
