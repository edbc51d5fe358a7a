import type { Token } from '@portcullis/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiFailure } from '../../api/api.js';
import { createToken } from '../../api/tokens.js';
import { newIdempotencyKey } from '../../app/idempotency-key.js';
import { useAccountRef } from '../../app/session.js';
import type { TokenRequest } from './draft.js';

/** A new token with its secret, which nobody else has. */
export interface Made {
  readonly token: Token;
  readonly secret: string;
}

interface Attempt {
  /** What was filled in, as text: the same again is a repeat. */
  readonly draft: string;
  readonly body: TokenRequest & { readonly confirmEscalating: boolean };
  readonly key: string;
}

/**
 * Makes a token. The same draft again is a repeat of the request that was sent before, with its key and its times: where the answer was lost on the
 * way, no second token is made. The secret stays in the state of whoever uses this, and in no cache.
 */
export function useMaking() {
  const account = useAccountRef();
  const queries = useQueryClient();
  const [made, setMade] = useState<Made | null>(null);
  const attempt = useRef<Attempt | null>(null);
  const { mutate, reset, error, isPending, variables } = useMutation({
    gcTime: 0,
    mutationFn: async ({ body, key }: Attempt) => {
      setMade(await createToken(account, body, key));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens', account.tenant, account.account] }),
  });
  return {
    made,
    error,
    isPending,
    /** The name of a token that may have been made, since nobody answered: it is no clash when it turns up. */
    lostName: error instanceof ApiFailure && error.status === null ? (variables?.body.name ?? null) : null,
    /** `draft` tells a repeat from another request. */
    make: (draft: unknown, request: () => TokenRequest, confirmEscalating: boolean): void => {
      const text = JSON.stringify([draft, confirmEscalating]);
      if (attempt.current?.draft !== text) attempt.current = { draft: text, body: { ...request(), confirmEscalating }, key: newIdempotencyKey() };
      mutate(attempt.current);
    },
    reset,
    forget: () => setMade(null),
  };
}
