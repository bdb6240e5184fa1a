import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../backend/context.ts';
import type { ScenarioEntry } from '../backend/types.ts';
import { isDraftId } from '../document/drafts.ts';
import { hrefOf } from '../route.ts';
import { Failure, Loading } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { ImportScenario } from './import-scenario.tsx';

export function ScenarioList() {
  useTitle('Scenarios');
  const backend = useBackend();
  const list = useQuery({ queryKey: ['scenarios'], queryFn: () => backend.scenarios() });
  const shown = (list.data ?? []).filter(({ id }) => !isDraftId(id));
  const groups = [
    { title: 'Your scenarios', entries: shown.filter(({ origin }) => origin === 'stored') },
    { title: 'Worked examples', entries: shown.filter(({ origin }) => origin !== 'stored') },
  ].filter(({ entries }) => entries.length > 0);
  return (
    <div className="page">
      <h1>Try a decision before making it</h1>
      <p className="lead">
        Open a worked example, change a range, run it, and read what would change the answer.
      </p>
      {list.isPending && <Loading what="scenarios" />}
      {list.isError && (
        <Failure doing="list the scenarios" error={list.error} onRetry={() => list.refetch()} />
      )}
      {groups.map(({ title, entries }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <ul className="cards">
            {entries.map((entry) => (
              <ScenarioCard key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      <ImportScenario />
    </div>
  );
}

function ScenarioCard({ entry }: { readonly entry: ScenarioEntry }) {
  return (
    <li>
      <a className="card" href={hrefOf({ page: 'workbench', id: entry.id })}>
        <span className="card-title">{entry.title}</span>
        <span className="muted">{entry.id}</span>
      </a>
    </li>
  );
}
