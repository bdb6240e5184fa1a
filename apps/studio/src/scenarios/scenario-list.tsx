import type { ScenarioSummary } from '@scenario-sandbox/contract';
import { useQuery } from '@tanstack/react-query';
import { useReducer } from 'react';
import { useBackend } from '../backend/context.ts';
import { draftedIds } from '../document/drafts.ts';
import { hrefOf } from '../route.ts';
import { Failure, Loading } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { whileFailing } from '../ui/while-failing.ts';
import { ExampleCard } from './example-card.tsx';
import { inReadingOrder } from './examples.ts';
import { ImportScenario } from './import-scenario.tsx';
import { Outlook } from './outlook.tsx';
import { ownScenarios } from './own.ts';
import { OwnList } from './own-list.tsx';

/** The team's own scenarios, the worked examples, and the ways to begin one. */
export function ScenarioList() {
  useTitle('Scenarios');
  const backend = useBackend();
  const list = useQuery({
    queryKey: ['scenarios'],
    queryFn: () => backend.scenarios(),
    // Others of the team change it too.
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: whileFailing,
  });
  const [, readAgain] = useReducer((reads: number) => reads + 1, 0);
  const own = ownScenarios(list.data ?? null);
  const examples = inReadingOrder((list.data ?? []).filter(({ origin }) => origin === 'example'));
  return (
    <div className="page wide">
      <div className="welcome">
        <div>
          <h1>Try a decision before making it</h1>
          <p className="lead">
            Write down the options and what you are unsure of. The sandbox plays them through
            thousands of times, says which comes out ahead and how surely, and what would change the
            answer.
          </p>
          {list.isSuccess && own.length === 0 && <FirstExample example={examples[0]} />}
        </div>
        <Outlook />
      </div>
      {list.isPending && <Loading what="scenarios" />}
      {list.isError && (
        <Failure doing="list the scenarios" error={list.error} onRetry={() => list.refetch()} />
      )}
      <section aria-label="Your scenarios">
        <h2>Your scenarios</h2>
        <OwnList scenarios={own} onChange={readAgain} />
        <ImportScenario />
      </section>
      {examples.length > 0 && <Examples examples={examples} />}
    </div>
  );
}

function FirstExample({ example }: { readonly example: ScenarioSummary | undefined }) {
  if (!example) return null;
  return (
    <p>
      <a className="button primary" href={hrefOf({ page: 'workbench', id: example.id })}>
        Begin with an example
      </a>
    </p>
  );
}

function Examples({ examples }: { readonly examples: readonly ScenarioSummary[] }) {
  const drafted = new Set(draftedIds());
  return (
    <section aria-label="Worked examples">
      <h2>Worked examples</h2>
      <ul className="cards">
        {examples.map((example) => (
          <ExampleCard key={example.id} example={example} unsaved={drafted.has(example.id)} />
        ))}
      </ul>
    </section>
  );
}
