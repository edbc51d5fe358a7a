import { Button, EmptyState, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconSearchOff, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsQuery } from '../../api/accounts.js';
import { NameSearch } from '../../app/name-search.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import rows from '../../app/rows.module.css';
import toolbar from '../../app/toolbar.module.css';
import '../../texts/staff-pages.js';
import { AccountDialogs } from './account-dialogs.js';
import { AccountTable } from './account-table.js';
import { accountsSearch, canBegin, isNarrowed, type AccountsSearch } from './accounts-search.js';
import type { AccountOutcome, Begun } from './begun.js';

const STATES = ['active', 'suspended'] as const;

/** The accounts of a tenant. */
export function AccountsPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: '/signed-in/t/$tenant/accounts' });
  const search = useSearch({ from: '/signed-in/t/$tenant/accounts' });
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(accountsQuery(tenant, search));
  const [begun, setBegun] = useState<Begun | null>(null);
  const [outcome, setOutcome] = useState<AccountOutcome | null>(null);
  const accounts = data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = data !== undefined && accounts.length === 0 && !isPlaceholderData;
  const begin = (what: Begun): void => {
    setOutcome(null);
    setBegun(what);
  };
  const create = (
    <Button size="md" className={rows.begin} leftSection={<IconPlus size={18} aria-hidden />} onClick={() => begin({ what: 'create' })}>
      {t('accounts.create')}
    </Button>
  );

  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Group justify="space-between" align="flex-end" gap="md">
        <div>
          <Title order={1}>{t('accounts.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('accounts.intro')}
          </Text>
        </div>
        {!(isEmpty && !isNarrowed(search)) && create}
      </Group>
      {outcome !== null && <ReceiptAlert {...outcome} taken="inForce" onClose={() => setOutcome(null)} />}
      {isEmpty && !isNarrowed(search) ? (
        <EmptyState py="xl" icon={<IconUsers aria-hidden />} title={t('accounts.empty.title')} description={t('accounts.empty.text')}>
          <EmptyState.Actions>{create}</EmptyState.Actions>
        </EmptyState>
      ) : (
        <>
          <Toolbar search={search} />
          {error !== null && (
            <Stack align="flex-start">
              <ProblemAlert error={error} />
              <Button variant="default" onClick={() => void (data === undefined ? refetch() : fetchNextPage())}>
                {t('accounts.again')}
              </Button>
            </Stack>
          )}
          {isEmpty && <EmptyState py="xl" icon={<IconSearchOff aria-hidden />} title={t('accounts.nothing.title')} description={t('accounts.nothing.text')} />}
          {!isEmpty && (isPending || data !== undefined) && <AccountTable {...{ accounts, isPending, isStale: isPlaceholderData, onBegin: begin }} />}
          {hasNextPage && (
            <Group>
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t('accounts.showMore')}
              </Button>
            </Group>
          )}
          <Text size="sm" c="dimmed" role="status">
            {data !== undefined && !isEmpty && t(hasNextPage ? 'accounts.countSoFar' : 'accounts.count', { count: accounts.length })}
          </Text>
        </>
      )}
      <AccountDialogs
        tenant={tenant}
        begun={begun}
        onClose={() => setBegun(null)}
        onDone={(done) => {
          setBegun(null);
          setOutcome(done);
        }}
      />
    </Stack>
  );
}

function Toolbar({ search }: { readonly search: AccountsSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/t/$tenant/accounts' });
  const change = (part: { readonly [Key in keyof AccountsSearch]: AccountsSearch[Key] | undefined }): void => void navigate({ search: accountsSearch({ ...search, ...part }), replace: true });
  return (
    <div className={toolbar.toolbar} role="search" aria-label={t('accounts.filters')}>
      <NameSearch
        {...{ name: search.username ?? '', label: t('accounts.search'), clearLabel: t('accounts.clearSearch'), hint: t('accounts.searchHint'), canBegin }}
        onName={(username) => change({ username })}
      />
      <NativeSelect
        className={toolbar.filter}
        aria-label={t('accounts.state')}
        value={search.status ?? ''}
        onChange={({ currentTarget: { value } }) => change({ status: STATES.find((status) => status === value) })}
        data={[{ value: '', label: t('accounts.states.any') }, ...STATES.map((status) => ({ value: status, label: t(`accounts.states.${status}`) }))]}
      />
      {isNarrowed(search) && (
        <Button variant="subtle" onClick={() => change({ username: undefined, status: undefined })}>
          {t('accounts.clear')}
        </Button>
      )}
    </div>
  );
}
