import type { Account } from '@portcullis/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '../../api/account.js';
import { editAccount, type AccountEdit } from '../../api/accounts.js';
import { ApiFailure } from '../../api/api.js';
import type { AccountOutcome } from './begun.js';

/** Edits an account over the version that is shown. Where somebody else came first, what they made of it takes its place, and nothing is sent. */
export function useAccountEdit(account: Account, onDone: (outcome: AccountOutcome) => void) {
  const queries = useQueryClient();
  const [base, setBase] = useState(account);
  /** What it was before others came first; null: nobody did. */
  const [before, setBefore] = useState<Account | null>(null);
  const at = { tenant: account.tenantId, account: account.id };
  const { mutate, error, isPending } = useMutation({
    mutationFn: ({ edit }: { readonly edit: AccountEdit; readonly title: string }) => editAccount(at, edit, base.version),
    onSuccess: async ({ enforcement }, { title }) => {
      void queries.invalidateQueries({ queryKey: ['account'] });
      void queries.invalidateQueries({ queryKey: ['tokens'] });
      void queries.invalidateQueries({ queryKey: ['audit'] });
      await queries.invalidateQueries({ queryKey: ['accounts'] });
      onDone({ title, receipt: enforcement });
    },
    onError: async (failure) => {
      if (!(failure instanceof ApiFailure && failure.is('precondition_failed'))) return;
      const now = await queries.fetchQuery({ ...accountQuery(at), staleTime: 0 });
      setBefore(before ?? base);
      setBase(now.account);
    },
  });
  const isOvertaken = before !== null && error instanceof ApiFailure && error.is('precondition_failed');
  return { base, before, error: isOvertaken ? null : error, isPending, edit: mutate };
}
