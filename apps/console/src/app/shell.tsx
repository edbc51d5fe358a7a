import { ActionIcon, AppShell, Burger, Button, Group, Menu, Text, VisuallyHidden, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconMoon, IconSun } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouteContext, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOut, sessionQuery } from '../api/session.js';
import { AccountNavigation } from './account-navigation.js';
import { useSession } from './session.js';

/** What stands in the frame for providers and operators alone. It is here before the frame is, so that nothing moves when it comes. */
export async function loadStaffFrame() {
  const [{ StaffNavigation }, { StaffPlace }] = await Promise.all([import('./staff-navigation.js'), import('./staff-place.js')]);
  return { StaffNavigation, StaffPlace };
}

/** The frame around every page of whoever is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const { account, tenant } = useSession();
  const { staffFrame: staff } = useRouteContext({ from: '/signed-in' });
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding="md">
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="sm">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} aria-expanded={opened} />
            <Text fw={700}>{t('shell.brand')}</Text>
            <Text c="dimmed" visibleFrom="xs" truncate>
              {account?.username ?? tenant.slug}
            </Text>
          </Group>
          <Group wrap="nowrap" gap="xs">
            <ColorScheme />
            <SignedIn />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('shell.menu')}>
        {staff !== null && <staff.StaffNavigation onFollow={close} />}
        {account !== null && <AccountNavigation account={{ tenant: tenant.id, account: account.id }} onFollow={close} />}
      </AppShell.Navbar>
      <AppShell.Main>
        {staff !== null && <staff.StaffPlace />}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function ColorScheme() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme() === 'dark';
  const Icon = dark ? IconSun : IconMoon;
  return (
    <ActionIcon variant="default" size="lg" aria-label={t(dark ? 'shell.light' : 'shell.dark')} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}

function SignedIn() {
  const { t } = useTranslation();
  const { account, tenant } = useSession();
  const queries = useQueryClient();
  const router = useRouter();
  const ending = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, null);
      await router.navigate({ to: '/sign-in', replace: true });
    },
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />} loading={ending.isPending}>
          <VisuallyHidden>{t('shell.signedInAs')} </VisuallyHidden>
          {account?.username ?? tenant.slug}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ending.mutate(false)}>{t('shell.signOut')}</Menu.Item>
        <Menu.Item onClick={() => ending.mutate(true)}>{t('shell.signOutEverywhere')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
