import { Fragment } from 'react';
import { unbroken } from './unbroken.tsx';

/** A sentence of a report: what it quotes between backquotes is code, and its figures hold together. */
export function Sentence({ text }: { readonly text: string }) {
  return text.split(/`([^`]+)`/).map((part, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text
    return <Fragment key={i}>{i % 2 === 1 ? <code>{part}</code> : unbroken(part)}</Fragment>;
  });
}
