import { Button, Card, Container, EmptyState, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { IconListDetails, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditQuery } from '../../api/audit.js';
import { useNow } from '../../app/moment.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { useAccountRef } from '../../app/session.js';
import { DenialSearch } from '../../trail/denial-search.js';
import { EntryItem } from '../../trail/entry-item.js';
import '../../texts/account-pages.js';
import { ActivityFilters } from './activity-filters.js';
import { filtersOf } from './activity-search.js';

/** What happened to an account and its tokens, newest first. */
export function ActivityPage() {
  const { t } = useTranslation();
  return (
    <Container size="md" px={0}>
      <Stack gap="lg">
        <Stack gap={4}>
          <Title order={1}>{t('activity.title')}</Title>
          <Text c="dimmed">{t('activity.hint')}</Text>
        </Stack>
        <ActivityFilters />
        <Entries />
        <Card withBorder padding="lg">
          <DenialSearch />
        </Card>
      </Stack>
    </Container>
  );
}

function Entries() {
  const { t } = useTranslation();
  const ref = useAccountRef();
  const search = useSearch({ from: '/signed-in/t/$tenant/a/$account/activity' });
  // Once for what is searched: later looks go on from the same moment.
  const now = useNow();
  const [asked, setAsked] = useState({ search, now });
  if (JSON.stringify(asked.search) !== JSON.stringify(search)) setAsked({ search, now });
  const filters = useMemo(() => filtersOf(asked.search, asked.now), [asked]);
  const { data, error, isFetching, isPlaceholderData, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(auditQuery(ref, filters));
  const { ref: end, entry } = useIntersection({ rootMargin: '400px' });
  const near = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (near && hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [near, hasNextPage, isFetching, error, fetchNextPage]);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <Card withBorder component="section" aria-labelledby="entries" aria-busy={isFetching} padding="lg">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h4" id="entries">
          {t(filtered ? 'activity.found' : 'activity.all')}
        </Title>
        <Button variant="subtle" size="compact-sm" leftSection={<IconRefresh size={16} aria-hidden />} loading={isFetching && !isFetchingNextPage && data !== undefined} onClick={() => void refetch()}>
          {t('activity.refresh')}
        </Button>
      </Group>
      {items.length > 0 && (
        <Stack component="ul" gap={0} m={0} p={0} mt={4} opacity={isPlaceholderData ? 0.6 : 1}>
          {items.map((one) => (
            <EntryItem key={one.id} entry={one} />
          ))}
        </Stack>
      )}
      <ProblemAlert error={error} />
      {data === undefined && error === null && <EntrySkeletons />}
      {items.length === 0 && data !== undefined && !hasNextPage && (
        <EmptyState icon={<IconListDetails aria-hidden />} title={t(filtered ? 'activity.noMatch' : 'activity.nothing')} description={t(filtered ? 'activity.noMatchHint' : 'activity.nothingHint')} py="xl" />
      )}
      <div ref={end} />
      {hasNextPage && (
        <Button variant="default" fullWidth mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('activity.more')}
        </Button>
      )}
      {!hasNextPage && items.length > 0 && (
        <Text size="xs" c="dimmed" ta="center" mt="md">
          {t('activity.end')}
        </Text>
      )}
    </Card>
  );
}

const ROWS = [1, 2, 3, 4, 5, 6];

function EntrySkeletons() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" mt="md" role="status" aria-label={t('activity.loading')}>
      {ROWS.map((row) => (
        <Group key={row} wrap="nowrap" align="flex-start" gap="sm">
          <Skeleton circle h={30} w={30} style={{ flexShrink: 0 }} />
          <Stack gap={6} flex={1}>
            <Skeleton h={16} w="70%" />
            <Skeleton h={12} w="40%" />
          </Stack>
        </Group>
      ))}
    </Stack>
  );
}
