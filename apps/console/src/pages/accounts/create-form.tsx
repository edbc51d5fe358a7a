import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { createAccount, type NewAccount } from '../../api/accounts.js';
import { newIdempotencyKey } from '../../app/idempotency-key.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { AccountFields } from './account-fields.js';
import { isUsername } from './accounts-search.js';
import type { AccountOutcome } from './begun.js';
import { areDomains } from './domains.js';

interface CreateFormProps {
  readonly tenant: string;
  readonly onClose: () => void;
  readonly onDone: (outcome: AccountOutcome) => void;
}

/** Makes an account. The same again, where the answer was lost, makes no second one. */
export function CreateForm({ tenant, onClose, onDone }: CreateFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [username, setUsername] = useState('');
  const [domains, setDomains] = useState<readonly string[]>([]);
  const [featureList, setFeatureList] = useState<string | null>(null);
  const [isTold, setIsTold] = useState(false);
  const sent = useRef({ text: '', key: '' });
  const creating = useMutation({
    mutationFn: (body: NewAccount) => {
      const text = JSON.stringify(body);
      if (sent.current.text !== text) sent.current = { text, key: newIdempotencyKey() };
      return createAccount(tenant, body, sent.current.key);
    },
    onSuccess: async (account) => {
      await queries.invalidateQueries({ queryKey: ['accounts', tenant] });
      onDone({ title: t('accounts.creating.done', { username: account.username }), receipt: null });
    },
  });
  const { error } = creating;
  const isTaken = error instanceof ApiFailure && error.is('name_taken') && creating.variables?.username === username;
  const faults = {
    username: isUsername(username) ? null : t('accounts.fields.username.misfit'),
    domains: areDomains(domains) ? null : t('accounts.fields.domains.misfit'),
    featureList: featureList === null ? t('accounts.fields.featureList.missing') : null,
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTold(true);
        if (featureList !== null && Object.values(faults).every((fault) => fault === null)) creating.mutate({ username, domains, featureList });
      }}
    >
      <Stack>
        <TextInput
          label={t('accounts.fields.username.label')}
          description={t('accounts.fields.username.hint')}
          value={username}
          onChange={({ currentTarget: { value } }) => setUsername(value.trim())}
          error={isTold && faults.username !== null ? faults.username : isTaken ? error.problem?.detail : null}
          maxLength={32}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
        />
        <AccountFields
          {...{ tenant, domains, onDomains: setDomains, featureList, onFeatureList: setFeatureList }}
          domainsError={isTold ? faults.domains : null}
          featureListError={isTold ? faults.featureList : null}
        />
        {!isTaken && <ProblemAlert error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('accounts.cancel')}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {t('accounts.creating.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
