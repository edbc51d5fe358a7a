import { Card, Stack, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { accountsQuery } from '../../api/accounts.js';
import { AnchorLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import '../../texts/staff-pages.js';

/** The accounts of a tenant. */
export function AccountsPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: '/signed-in/t/$tenant/accounts' });
  const { data, error } = useInfiniteQuery(accountsQuery(tenant, {}));
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Title order={1}>{t('staff.accounts')}</Title>
      <ProblemAlert error={error} />
      {data?.pages.flatMap(({ items }) => items).map(({ id, username }) => (
        <Card key={id} withBorder padding="md">
          <AnchorLink to="/t/$tenant/a/$account/tokens" params={{ tenant, account: id }} fw={600}>
            {username}
          </AnchorLink>
        </Card>
      ))}
    </Stack>
  );
}
