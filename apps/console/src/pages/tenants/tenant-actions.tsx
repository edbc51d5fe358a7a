import { IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';
import { RowMenu } from '../../app/row-menu.js';

/** What a dialog is asked to do with a tenant. */
export interface Deed {
  readonly kind: 'rename' | 'suspend' | 'unsuspend' | 'createBelow';
  readonly tenant: Tenant;
}

interface TenantActionsProps {
  readonly tenant: Tenant;
  readonly onDeed: (deed: Deed) => void;
}

const ICONS = { createBelow: IconPlus, rename: IconPencil, suspend: IconPlayerPause, unsuspend: IconPlayerPlay } as const;

export function TenantActions({ tenant, onDeed }: TenantActionsProps) {
  const { t } = useTranslation();
  const kinds = ['createBelow', 'rename', tenant.status === 'suspended' ? 'unsuspend' : 'suspend'] as const;
  const deeds = kinds.map((kind) => ({ label: t(`tenants.${kind}`), Icon: ICONS[kind], takes: kind === 'suspend', begin: () => onDeed({ kind, tenant }) }));
  return <RowMenu label={t('tenants.actions', { name: tenant.name })} deeds={deeds} />;
}
