import { Button, EmptyState, Group, Stack, Text, Title } from '@mantine/core';
import { IconBan, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tenantTokensQuery } from '../../api/tenant-tokens.js';
import { tenantQuery } from '../../api/tenants.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import rows from '../../app/rows.module.css';
import '../../texts/staff-pages.js';
import { filtersOf } from './all-tokens-search.js';
import { AllTokensTable } from './all-tokens-table.js';
import { AllTokensToolbar } from './all-tokens-toolbar.js';
import { RevokeMany, type ManyRevoked } from './revoke-many.js';

/** Every token of a tenant and its accounts. */
export function AllTokensPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: '/signed-in/t/$tenant/tokens' });
  const search = useSearch({ from: '/signed-in/t/$tenant/tokens' });
  const filters = useMemo(() => filtersOf(search), [search]);
  const { data: of } = useQuery(tenantQuery(tenant));
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(tenantTokensQuery(tenant, filters));
  const [isRevoking, setIsRevoking] = useState(false);
  const [revoked, setRevoked] = useState<ManyRevoked | null>(null);
  const tokens = data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = data !== undefined && tokens.length === 0 && !isPlaceholderData;

  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Group justify="space-between" align="flex-end" gap="md">
        <div>
          <Title order={1}>{t('allTokens.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('allTokens.intro', { tenant: of?.tenant.name ?? tenant })}
          </Text>
        </div>
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          className={rows.begin}
          leftSection={<IconBan size={18} aria-hidden />}
          onClick={() => {
            setRevoked(null);
            setIsRevoking(true);
          }}
        >
          {t('allTokens.revokeMany')}
        </Button>
      </Group>
      {revoked !== null && (
        <ReceiptAlert
          title={revoked.count === null ? t('allTokens.bulk.doneAll') : t('allTokens.bulk.done', { count: revoked.count })}
          receipt={revoked.receipt}
          taken="dead"
          onClose={() => setRevoked(null)}
        />
      )}
      <AllTokensToolbar tenant={tenant} />
      {error !== null && (
        <Stack align="flex-start">
          <ProblemAlert error={error} />
          <Button variant="default" onClick={() => void (data === undefined ? refetch() : fetchNextPage())}>
            {t('allTokens.again')}
          </Button>
        </Stack>
      )}
      {isEmpty && <EmptyState py="xl" icon={<IconSearchOff aria-hidden />} title={t('allTokens.nothing.title')} description={t('allTokens.nothing.text')} />}
      {!isEmpty && (isPending || data !== undefined) && <AllTokensTable {...{ tenant, tokens, isPending, isStale: isPlaceholderData }} />}
      {hasNextPage && (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('allTokens.showMore')}
          </Button>
        </Group>
      )}
      <Text size="sm" c="dimmed" role="status">
        {data !== undefined && !isEmpty && t(hasNextPage ? 'allTokens.countSoFar' : 'allTokens.count', { count: tokens.length })}
      </Text>
      <RevokeMany
        tenant={tenant}
        search={search}
        opened={isRevoking}
        onClose={() => setIsRevoking(false)}
        onDone={(done) => {
          setIsRevoking(false);
          setRevoked(done);
        }}
      />
    </Stack>
  );
}
