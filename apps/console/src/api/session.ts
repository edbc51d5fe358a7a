import { createClient } from '@portcullis/client';
import { queryOptions } from '@tanstack/react-query';
import { api, ApiFailure, done } from './api.js';

/** Who is signed in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    try {
      return await done(api.get('/v1/sessions/current'));
    } catch (error) {
      if (error instanceof ApiFailure && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export type Session = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>;

/**
 * Opens a session by a one-time link or by a token with full access; neither is kept. The generated client keeps its own token for all its
 * calls, so this one is made apart. @throws ApiFailure
 */
export async function signIn(text: string): Promise<void> {
  await done(createClient({ baseUrl: window.location.origin, token: text }).post('/v1/sessions'));
}

export const signOut = (everywhere: boolean) => done(everywhere ? api.delete('/v1/sessions') : api.delete('/v1/sessions/current'));
