import { Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import type { Token } from '@portcullis/client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../../api/account.js';
import { usernamesQuery } from '../../api/tenant-tokens.js';
import { AnchorLink } from '../../app/links.js';
import { Moment } from '../../app/moment.js';
import rows from '../../app/rows.module.css';
import { TokenState } from '../../app/token-state.js';
import { rightsWords } from '../../words/grants.js';

interface AllTokensTableProps {
  readonly tenant: string;
  readonly tokens: readonly Token[];
  readonly isPending: boolean;
  /** Still of the filters before. */
  readonly isStale: boolean;
}

const SKELETONS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Columns that give way on narrower screens. */
const WIDE = { visibleFrom: 'lg' } as const;
const MIDDLE = { visibleFrom: 'md' } as const;
const SMALL = { visibleFrom: 'sm' } as const;

export function AllTokensTable({ tenant, tokens, isPending, isStale }: AllTokensTableProps) {
  const { t } = useTranslation();
  const { data: usernames, isPending: areNamesPending } = useQuery(usernamesQuery(tenant));
  return (
    <div className={isStale ? `${rows.frame} ${rows.stale}` : rows.frame} aria-busy={isPending || isStale}>
      <Table layout="fixed" verticalSpacing={0} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr h={40}>
            <Table.Th scope="col">{t('allTokens.columns.name')}</Table.Th>
            <Table.Th scope="col" w={160} {...SMALL}>
              {t('allTokens.columns.account')}
            </Table.Th>
            <Table.Th scope="col" {...MIDDLE}>
              {t('allTokens.columns.rights')}
            </Table.Th>
            <Table.Th scope="col" w={130} {...MIDDLE}>
              {t('allTokens.columns.lastUsed')}
            </Table.Th>
            <Table.Th scope="col" w={130} {...WIDE}>
              {t('allTokens.columns.created')}
            </Table.Th>
            <Table.Th scope="col" w={174}>
              {t('allTokens.columns.state')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} username={token.accountId === null ? null : usernames?.get(token.accountId)} areNamesPending={areNamesPending} />
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
      {isPending && <VisuallyHidden role="status">{t('allTokens.loading')}</VisuallyHidden>}
    </div>
  );
}

interface TokenRowProps {
  readonly token: Token;
  /** Of its account; undefined: not among the newest. null: it is no account's. */
  readonly username: string | null | undefined;
  readonly areNamesPending: boolean;
}

function TokenRow({ token, username, areNamesPending }: TokenRowProps) {
  const { t } = useTranslation();
  const { id, tenantId, accountId, name, description, lastUsed, createdAt, state } = token;
  const whose = <Whose token={token} username={username} areNamesPending={areNamesPending} />;
  return (
    <Table.Tr className={rows.row}>
      <Table.Th scope="row" fw={400}>
        {accountId === null ? (
          <Text fw={600} truncate>
            {name}
          </Text>
        ) : (
          <AnchorLink to="/t/$tenant/a/$account/tokens/$token" params={{ tenant: tenantId, account: accountId, token: id }} preload={false} className={rows.link} fw={600}>
            {name}
          </AnchorLink>
        )}
        <Text size="xs" c="dimmed" truncate visibleFrom="sm">
          {description}
        </Text>
        <Text size="xs" c="dimmed" truncate hiddenFrom="sm" component="div">
          {whose}
        </Text>
      </Table.Th>
      <Table.Td {...SMALL}>
        <Text size="sm" truncate component="div" {...(accountId === null && { c: 'dimmed' })}>
          {whose}
        </Text>
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Rights token={token} />
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Text size="sm" truncate component="div" {...(lastUsed === null && { c: 'dimmed' })}>
          {lastUsed === null ? t('allTokens.neverUsed') : <Moment at={lastUsed.at} />}
        </Text>
      </Table.Td>
      <Table.Td {...WIDE}>
        <Text size="sm" truncate component="div">
          <Moment at={createdAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <TokenState state={state} />
      </Table.Td>
    </Table.Tr>
  );
}

function Whose({ token: { kind, tenantId, accountId }, username, areNamesPending }: TokenRowProps) {
  const { t } = useTranslation();
  const isUnknown = accountId !== null && username === undefined && !areNamesPending;
  const { data, error } = useQuery({ ...accountQuery({ tenant: tenantId, account: accountId ?? '' }), enabled: isUnknown });
  if (kind !== 'account') return t(`allTokens.of.${kind}`);
  return username ?? data?.account.username ?? (error === null ? <Skeleton h={14} w={70} /> : accountId);
}

/** What it may do, in two lines at most. */
function Rights({ token }: { readonly token: Token }) {
  const { t, i18n } = useTranslation();
  const [first, second, ...others] = rightsWords(token, t, i18n.language);
  return (
    <>
      <Text size="sm" truncate>
        {token.kind !== 'account' && token.access === 'full' ? t('allTokens.everything') : first}
      </Text>
      {second !== undefined && (
        <Text size="xs" c="dimmed" truncate>
          {others.length === 0 ? second : t('allTokens.more', { count: others.length + 1 })}
        </Text>
      )}
    </>
  );
}
