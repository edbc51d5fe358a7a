import { Skeleton, Stack, Text } from '@mantine/core';
import { IconBuilding, IconKey, IconListCheck, IconPlugConnected, IconScale, IconShieldCheck, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../api/account.js';
import { tenantQuery, tenantsQuery } from '../api/tenants.js';
import '../texts/staff-pages.js';
import { AccountNavigation } from './account-navigation.js';
import { NavItemLink } from './links.js';
import { useSession, type AccountRef } from './session.js';

interface Following {
  readonly onFollow: () => void;
}

/** For providers and operators: what they may go to at all, of the tenant that the address is about, and of the account in it. */
export function StaffNavigation({ onFollow }: Following) {
  const { session } = useSession();
  const isOperator = session.kind === 'operator';
  const { tenant = isOperator ? undefined : session.tenantId, account } = useParams({ strict: false });
  return (
    <Stack gap="md" pt={4}>
      {isOperator && <PlatformSection onFollow={onFollow} />}
      {tenant !== undefined && <TenantSection tenant={tenant} onFollow={onFollow} />}
      {tenant !== undefined && account !== undefined && <AccountSection account={{ tenant, account }} onFollow={onFollow} />}
    </Stack>
  );
}

function PlatformSection({ onFollow }: Following) {
  const { t } = useTranslation();
  const link = { onClick: onFollow, activeProps: { active: true } } as const;
  return (
    <Section title={t('staff.platform')}>
      <NavItemLink to="/tenants" {...link} label={t('staff.tenants')} leftSection={<IconBuilding size={18} aria-hidden />} />
      <NavItemLink to="/panels" {...link} label={t('staff.panels')} leftSection={<IconPlugConnected size={18} aria-hidden />} />
      <NavItemLink to="/enforcement" {...link} label={t('staff.enforcement')} leftSection={<IconShieldCheck size={18} aria-hidden />} />
    </Section>
  );
}

function TenantSection({ tenant, onFollow }: Following & { readonly tenant: string }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const { data, isPending } = useQuery(tenantQuery(tenant));
  const { data: reached } = useInfiniteQuery({ ...tenantsQuery, enabled: session.kind !== 'operator' });
  const hasResellers = reached !== undefined && reached.pages.flatMap(({ items }) => items).length > 1;
  const link = { params: { tenant }, onClick: onFollow, activeProps: { active: true } } as const;
  return (
    <Section title={isPending ? null : (data?.tenant.name ?? tenant)}>
      <NavItemLink to="/t/$tenant/accounts" {...link} label={t('staff.accounts')} leftSection={<IconUsers size={18} aria-hidden />} />
      <NavItemLink to="/t/$tenant/tokens" {...link} label={t('staff.allTokens')} leftSection={<IconKey size={18} aria-hidden />} />
      <NavItemLink to="/t/$tenant/feature-lists" {...link} label={t('staff.featureLists')} leftSection={<IconListCheck size={18} aria-hidden />} />
      <NavItemLink to="/t/$tenant/policy" {...link} label={t('staff.policy')} leftSection={<IconScale size={18} aria-hidden />} />
      {hasResellers && <NavItemLink to="/tenants" onClick={onFollow} activeProps={{ active: true }} label={t('staff.resellers')} leftSection={<IconBuilding size={18} aria-hidden />} />}
      {tenant === session.tenantId && <NavItemLink to="/enforcement" onClick={onFollow} activeProps={{ active: true }} label={t('staff.enforcement')} leftSection={<IconShieldCheck size={18} aria-hidden />} />}
    </Section>
  );
}

function AccountSection({ account, onFollow }: Following & { readonly account: AccountRef }) {
  const { data, isPending } = useQuery(accountQuery(account));
  return (
    <Section title={isPending ? null : (data?.account.username ?? account.account)}>
      <AccountNavigation account={account} onFollow={onFollow} />
    </Section>
  );
}

interface SectionProps {
  /** null: it is being read. */
  readonly title: string | null;
  readonly children: ReactNode;
}

function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} size="xs" fw={600} c="dimmed" px="sm" mb={4} truncate>
        {title ?? <Skeleton component="span" display="inline-block" h={12} w={90} />}
      </Text>
      {children}
    </div>
  );
}
