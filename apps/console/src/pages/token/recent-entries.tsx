import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { recentQuery } from '../../api/audit.js';
import type { TokenRef } from '../../api/token.js';
import { AnchorLink } from '../../app/links.js';
import { usePolling } from '../../app/polling.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { EntryItem } from '../../trail/entry-item.js';

const POLL_MS = 15_000;

/** What happened to one token lately, and what it was denied. */
export function RecentEntries({ at: { tenant, account, token } }: { readonly at: TokenRef }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({ ...recentQuery({ tenant, account }, token), refetchInterval: usePolling(POLL_MS) });
  return (
    <Card withBorder component="section" aria-labelledby="recent" padding="lg">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h4" id="recent">
          {t('token.recent.title')}
        </Title>
        <AnchorLink to="/t/$tenant/a/$account/activity" params={{ tenant, account }} size="sm">
          {t('token.recent.all')}
        </AnchorLink>
      </Group>
      {data === undefined && (error === null ? <Skeleton h={220} mt="sm" /> : <ProblemAlert error={error} />)}
      {data?.items.length === 0 && (
        <Text size="sm" mt="sm">
          {t('token.recent.nothing')}
        </Text>
      )}
      {data !== undefined && (
        <Stack component="ul" gap={0} m={0} p={0} mt={4}>
          {data.items.map((entry) => (
            <EntryItem key={entry.id} entry={entry} at={token} />
          ))}
        </Stack>
      )}
    </Card>
  );
}
