import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../backend/context.ts';
import { readDraft } from '../document/drafts.ts';
import { savedTextOf } from '../document/saved-text.ts';
import { Failure, Loading, Notice } from '../ui/notice.tsx';
import { whileFailing } from '../ui/while-failing.ts';
import { Editor } from './editor.tsx';

/** Loads a scenario, or the unsaved changes kept in this browser, and opens it. */
export default function Workbench({ id }: { readonly id: string }) {
  const backend = useBackend();
  const saved = useQuery({
    queryKey: ['scenario', id],
    queryFn: () => backend.scenario(id),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: whileFailing,
  });
  if (saved.isPending) return <Loading what="the scenario" />;
  const draft = readDraft(id);
  if (saved.isError && draft === null) {
    return (
      <Failure doing="load the scenario" error={saved.error} onRetry={() => saved.refetch()} />
    );
  }
  const savedText = saved.data ? savedTextOf(id, saved.data) : null;
  const text = draft ?? savedText;
  if (text === null) {
    return (
      <Notice tone="serious" title={`There is no scenario "${id}"`}>
        <p>
          <a href="#/">Choose one from the list.</a>
        </p>
      </Notice>
    );
  }
  return <Editor id={id} savedText={savedText} initialText={text} />;
}
