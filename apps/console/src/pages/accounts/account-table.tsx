import { Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconExternalLink, IconPencil, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { Account } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../app/links.js';
import { Moment } from '../../app/moment.js';
import { RowMenu } from '../../app/row-menu.js';
import rows from '../../app/rows.module.css';
import { TokenState } from '../../app/token-state.js';
import type { Begun } from './begun.js';

interface AccountTableProps {
  readonly accounts: readonly Account[];
  readonly isPending: boolean;
  /** Still of the filters before. */
  readonly isStale: boolean;
  readonly onBegin: (what: Begun) => void;
}

const SKELETONS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Columns that give way on narrower screens. */
const WIDE = { visibleFrom: 'lg' } as const;
const MIDDLE = { visibleFrom: 'sm' } as const;

export function AccountTable({ accounts, isPending, isStale, onBegin }: AccountTableProps) {
  const { t } = useTranslation();
  return (
    <div className={isStale ? `${rows.frame} ${rows.stale}` : rows.frame} aria-busy={isPending || isStale}>
      <Table layout="fixed" verticalSpacing={0} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr h={40}>
            <Table.Th scope="col">{t('accounts.columns.username')}</Table.Th>
            <Table.Th scope="col" {...MIDDLE}>
              {t('accounts.columns.domains')}
            </Table.Th>
            <Table.Th scope="col" w={170} {...MIDDLE}>
              {t('accounts.columns.featureList')}
            </Table.Th>
            <Table.Th scope="col" w={140} {...WIDE}>
              {t('accounts.columns.created')}
            </Table.Th>
            <Table.Th scope="col" w={158}>
              {t('accounts.columns.state')}
            </Table.Th>
            <Table.Th scope="col" w={66}>
              <VisuallyHidden>{t('accounts.columns.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} onBegin={onBegin} />
          ))}
          {isPending &&
            SKELETONS.map((row) => (
              <Table.Tr key={row} className={rows.row} aria-hidden>
                <Table.Td colSpan={6}>
                  <Skeleton height={14} width="40%" />
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {isPending && <VisuallyHidden role="status">{t('accounts.loading')}</VisuallyHidden>}
    </div>
  );
}

function AccountRow({ account, onBegin }: { readonly account: Account; readonly onBegin: (what: Begun) => void }) {
  const { t } = useTranslation();
  const { id, tenantId, username, domains, featureList, createdAt, status } = account;
  const [main = t('accounts.noDomains'), ...others] = domains;
  return (
    <Table.Tr className={rows.row}>
      <Table.Th scope="row" fw={400}>
        <AnchorLink to="/t/$tenant/a/$account/tokens" params={{ tenant: tenantId, account: id }} preload={false} className={rows.link} fw={600}>
          {username}
        </AnchorLink>
        <Text size="xs" c="dimmed" truncate hiddenFrom="sm">
          {[featureList, ...domains.slice(0, 1)].join(' · ')}
        </Text>
      </Table.Th>
      <Table.Td {...MIDDLE}>
        <Text size="sm" truncate {...(domains.length === 0 && { c: 'dimmed' })}>
          {main}
        </Text>
        {others.length > 0 && (
          <Text size="xs" c="dimmed" truncate>
            {t('accounts.more', { count: others.length })}
          </Text>
        )}
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Text size="sm" truncate>
          {featureList}
        </Text>
      </Table.Td>
      <Table.Td {...WIDE}>
        <Moment at={createdAt} />
      </Table.Td>
      <Table.Td>{status !== 'removed' && <TokenState state={status} />}</Table.Td>
      <Table.Td px="xs">
        <AccountMenu account={account} onBegin={onBegin} />
      </Table.Td>
    </Table.Tr>
  );
}

function AccountMenu({ account, onBegin }: { readonly account: Account; readonly onBegin: (what: Begun) => void }) {
  const { t } = useTranslation();
  const isSuspended = account.status === 'suspended';
  const deed = (what: 'link' | 'edit' | 'suspend' | 'unsuspend') => ({ label: t(`accounts.actions.${what}`), begin: () => onBegin({ what, account }) });
  const deeds = [
    ...(isSuspended ? [] : [{ ...deed('link'), Icon: IconExternalLink }]),
    { ...deed('edit'), Icon: IconPencil },
    isSuspended ? { ...deed('unsuspend'), Icon: IconPlayerPlay } : { ...deed('suspend'), Icon: IconPlayerPause, takes: true },
  ];
  return <RowMenu label={t('accounts.actionsOf', { username: account.username })} deeds={deeds} />;
}
