import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFailure } from './api.js';

/** What the page knows of the server, and for how long it trusts that. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const watch = (error: Error): void => {
    if (error instanceof ApiFailure && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one; a lost network comes back, and the page tells of it meanwhile.
        retry: (failures, error) => error instanceof ApiFailure && (error.status === null || error.status === 503) && failures < 2,
        // TanStack would wait with every call while the browser says it is offline: a call that fails says what to do.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
