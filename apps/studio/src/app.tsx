import { lazy, Suspense, useEffect, useRef } from 'react';
import { useBackend } from './backend/context.ts';
import { hrefOf, type Route, useRoute } from './route.ts';
import { ScenarioList } from './scenarios/scenario-list.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { Loading } from './ui/notice.tsx';

const Workbench = lazy(() => import('./workbench/workbench.tsx'));
const Compare = lazy(() => import('./compare/compare.tsx'));
const Sweeps = lazy(() => import('./sweeps/sweeps.tsx'));
const Operations = lazy(() => import('./operations/operations.tsx'));
const Shared = lazy(() => import('./shared/shared.tsx'));

export function App() {
  const route = useRoute();
  const main = useMainFocus(route.page);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <Header route={route} />
      <main id="main" ref={main} tabIndex={-1} data-page={route.page}>
        <ErrorBoundary key={route.page}>
          <Suspense fallback={<Loading what="the page" />}>
            <Page route={route} />
          </Suspense>
        </ErrorBoundary>
      </main>
    </>
  );
}

/** Moves focus to the new page's start, as loading a page would. */
function useMainFocus(page: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current !== page) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    shown.current = page;
  }, [page]);
  return main;
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'workbench':
      return <Workbench key={route.id} id={route.id} />;
    case 'compare':
      return <Compare left={route.left} right={route.right} />;
    case 'sweeps':
      return <Sweeps scenario={route.scenario} job={route.job} />;
    case 'operations':
      return <Operations />;
    case 'shared':
      return <Shared data={route.data} pin={route.pin} />;
    default:
      return <ScenarioList />;
  }
}

/** Ten samples of an outcome, as the dot plots draw them. */
function Mark() {
  const columns = [1, 3, 4, 2] as const;
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      {columns.flatMap((dots, i) =>
        Array.from({ length: dots }, (_, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots never change
          <circle key={`${i} ${k}`} cx={2.5 + i * 5} cy={17.5 - k * 5} r={2} />
        )),
      )}
    </svg>
  );
}

/** Pages that need the services. */
const served: readonly (readonly [string, Route])[] = [
  ['Sweeps', { page: 'sweeps', scenario: '', job: '' }],
  ['Operations', { page: 'operations' }],
];

function Header({ route }: { readonly route: Route }) {
  const { offline } = useBackend();
  const links: readonly (readonly [string, Route])[] = [
    ['Scenarios', { page: 'scenarios' }],
    ['Compare', { page: 'compare', left: '', right: '' }],
    ...(offline ? [] : served),
  ];
  return (
    <header className="site">
      <a className="brand" href="#/">
        <Mark />
        Scenario Sandbox
      </a>
      {offline && <span className="badge">offline: runs in this browser</span>}
      <nav aria-label="Main">
        {links.map(([label, to]) => (
          <a
            key={label}
            href={hrefOf(to)}
            aria-current={route.page === to.page ? 'page' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
    </header>
  );
}
