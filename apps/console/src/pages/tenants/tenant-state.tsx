import { Badge } from '@mantine/core';
import { IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../../app/token-state.module.css';
import type { TenantRow } from './tenant-tree.js';

/** Whether a tenant's tokens work: by word and sign, and by colour as well. */
export function TenantState({ suspended }: Pick<TenantRow, 'suspended'>) {
  const { t } = useTranslation();
  const Icon = suspended === null ? IconCircleCheck : IconPlayerPause;
  return (
    <Badge variant="default" tt="none" fw={600} size="lg" radius="xl" className={classes.badge} data-state={suspended === null ? 'active' : 'suspended'} leftSection={<Icon size={15} aria-hidden />}>
      {t(suspended === null ? 'tenants.states.active' : suspended === 'above' ? 'tenants.states.above' : 'tenants.states.suspended')}
    </Badge>
  );
}
