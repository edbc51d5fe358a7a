import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';

/** What a dialog is asked to do with a tenant. */
export interface Deed {
  readonly kind: 'rename' | 'suspend' | 'unsuspend' | 'createBelow';
  readonly tenant: Tenant;
}

interface TenantActionsProps {
  readonly tenant: Tenant;
  readonly onDeed: (deed: Deed) => void;
}

export function TenantActions({ tenant, onDeed }: TenantActionsProps) {
  const { t } = useTranslation();
  const isDown = tenant.status === 'suspended';
  const item = (kind: Deed['kind']) => ({ onClick: () => onDeed({ kind, tenant }), children: t(`tenants.${kind}`) });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('tenants.actions', { name: tenant.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} {...item('createBelow')} />
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} {...item('rename')} />
        {isDown ? (
          <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} {...item('unsuspend')} />
        ) : (
          <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} c="var(--mantine-color-error)" {...item('suspend')} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
