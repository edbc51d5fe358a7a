import { IconKey, IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavItemLink } from './links.js';
import type { AccountRef } from './session.js';

interface AccountNavigationProps {
  readonly account: AccountRef;
  readonly onFollow: () => void;
}

/** The pages of one account. */
export function AccountNavigation({ account: { tenant, account }, onFollow }: AccountNavigationProps) {
  const { t } = useTranslation();
  const link = { params: { tenant, account }, onClick: onFollow, activeProps: { active: true } } as const;
  return (
    <>
      <NavItemLink to="/t/$tenant/a/$account/tokens" {...link} label={t('shell.tokens')} leftSection={<IconKey size={18} aria-hidden />} />
      <NavItemLink to="/t/$tenant/a/$account/activity" {...link} label={t('shell.activity')} leftSection={<IconListDetails size={18} aria-hidden />} />
    </>
  );
}
