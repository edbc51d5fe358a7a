import { Badge, Breadcrumbs, Group, Skeleton, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../api/account.js';
import { tenantQuery } from '../api/tenants.js';
import '../texts/staff-pages.js';
import { AnchorLink } from './links.js';
import { useSession, type AccountRef } from './session.js';

/** Whose pages these are, for those who can look at several: the way from all tenants, or from their own, to the account. */
export function StaffPlace() {
  const { t } = useTranslation();
  const { session, tenant: own } = useSession();
  const { tenant, account } = useParams({ strict: false });
  const isOthers = tenant !== undefined && tenant !== own.id && tenant !== own.slug;
  if (tenant === undefined || (account === undefined && !isOthers)) return null;
  return (
    <Group component="nav" aria-label={t('staff.place')} gap="sm" mih={28} mb="sm" maw={1280} mx="auto">
      <Breadcrumbs separatorMargin={6} styles={{ root: { flexWrap: 'wrap' } }}>
        {isOthers && (
          <AnchorLink to="/tenants" size="sm">
            {t(session.kind === 'operator' ? 'staff.tenants' : 'staff.resellers')}
          </AnchorLink>
        )}
        {isOthers && <TenantCrumb tenant={tenant} />}
        {account !== undefined && (
          <AnchorLink to="/t/$tenant/accounts" params={{ tenant }} size="sm">
            {t('staff.accounts')}
          </AnchorLink>
        )}
        {account !== undefined && <AccountCrumb account={{ tenant, account }} />}
      </Breadcrumbs>
    </Group>
  );
}

function TenantCrumb({ tenant }: { readonly tenant: string }) {
  const { data, isPending } = useQuery(tenantQuery(tenant));
  if (isPending) return <Skeleton h={14} w={90} />;
  return (
    <AnchorLink to="/t/$tenant" params={{ tenant }} size="sm">
      {data?.tenant.name ?? tenant}
    </AnchorLink>
  );
}

function AccountCrumb({ account }: { readonly account: AccountRef }) {
  const { t } = useTranslation();
  const { data, isPending } = useQuery(accountQuery(account));
  if (isPending) return <Skeleton h={14} w={60} />;
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        {data?.account.username ?? account.account}
      </Text>
      {data?.account.status === 'suspended' && (
        <Badge variant="default" tt="none" fw={600} radius="xl" leftSection={<IconPlayerPause size={13} aria-hidden />}>
          {t('staff.suspended')}
        </Badge>
      )}
    </Group>
  );
}
