import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { BackendProvider } from './backend/context.ts';
import { gatewayBackend } from './backend/gateway.ts';
import type { Backend } from './backend/types.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/standing.css';
import './styles/print.css';
import './styles/forced-colors.css';

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: 10_000 } },
});

/** `?offline` runs the engine in a worker of the page, with the built-in examples. */
async function chooseBackend(): Promise<Backend> {
  if (!new URLSearchParams(location.search).has('offline')) return gatewayBackend();
  const { offlineBackend } = await import('./backend/offline.ts');
  return offlineBackend();
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');

chooseBackend().then((backend) =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BackendProvider value={backend}>
          <App />
        </BackendProvider>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
