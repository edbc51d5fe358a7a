import { Button, Card, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tenantsQuery } from '../../api/tenants.js';
import { AnchorLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import '../../texts/staff-pages.js';

/** Every tenant that whoever is signed in reaches. */
export function TenantsPage() {
  const { t } = useTranslation();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(tenantsQuery);
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <div>
        <Title order={1}>{t('tenants.title')}</Title>
        <Text c="dimmed" mt={4}>
          {t('tenants.intro')}
        </Text>
      </div>
      <ProblemAlert error={error} />
      {isPending && <Skeleton h={220} role="status" aria-label={t('tenants.loading')} />}
      {data !== undefined && (
        <Stack gap="sm">
          {data.pages.flatMap(({ items }) => items).map(({ id, name, slug }) => (
            <Card key={id} withBorder padding="md">
              <AnchorLink to="/t/$tenant" params={{ tenant: id }} fw={600}>
                {name}
              </AnchorLink>
              <Text size="sm" c="dimmed">
                {slug}
              </Text>
            </Card>
          ))}
        </Stack>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('tenants.more')}
        </Button>
      )}
    </Stack>
  );
}
