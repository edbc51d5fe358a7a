import { Skeleton, Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../app/moment.js';
import { TokenState } from '../../app/token-state.js';
import { TokenExpiry, TokenLastUsed, TokenName, TokenRights } from './token-cells.js';
import { useShownRows, type TokenListProps } from './use-shown-rows.js';
import { DEFAULT_SORT } from './tokens-search.js';
import { useTokensSearch } from './use-tokens-search.js';
import classes from './tokens.module.css';

/** px, as in tokens.module.css; the line below is one of them. */
const ROW_HEIGHT = 65;
const SKELETONS = 8;
/** Columns that give way on narrower screens. */
const WIDE = { visibleFrom: 'xl' } as const;
const MIDDLE = { visibleFrom: 'md' } as const;

export function TokenTable(props: TokenListProps) {
  const { t } = useTranslation();
  const { frame, shown } = useShownRows(props, ROW_HEIGHT);
  const skeletons = props.isPending ? SKELETONS : props.hasMore ? 2 : 0;
  return (
    <div ref={frame} className={classes.frame}>
      <Table className={classes.table} layout="fixed" verticalSpacing={0} horizontalSpacing="md" aria-rowcount={props.hasMore ? -1 : props.tokens.length + 1}>
        <TableHead />
        <Table.Tbody>
          {shown.before > 0 && <tr style={{ height: shown.before }} aria-hidden />}
          {shown.rows.map(({ index, token }) => (
            <TokenRow key={token.id} token={token} index={index} />
          ))}
          {shown.after > 0 && <tr style={{ height: shown.after }} aria-hidden />}
          {Array.from({ length: skeletons }, (_, index) => (
            <SkeletonRow key={index} />
          ))}
        </Table.Tbody>
      </Table>
      {props.isPending && <VisuallyHidden role="status">{t('tokens.loading')}</VisuallyHidden>}
    </div>
  );
}

/** Like all that stays while the list is scrolled, it is drawn once. */
const TableHead = memo(function TableHead() {
  const { t } = useTranslation();
  return (
    <Table.Thead>
      <Table.Tr aria-rowindex={1} h={40}>
        <SortableColumn sort="name" label={t('tokens.columns.name')} width="24%" />
        <Table.Th scope="col">{t('tokens.columns.rights')}</Table.Th>
        <Table.Th scope="col" w={150} {...MIDDLE}>
          {t('tokens.columns.lastUsed')}
        </Table.Th>
        <Table.Th scope="col" w={136}>
          {t('tokens.columns.expires')}
        </Table.Th>
        <SortableColumn sort="createdAt" label={t('tokens.columns.created')} width={140} {...WIDE} />
        <Table.Th scope="col" w={168}>
          {t('tokens.columns.state')}
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
});

const isOver = ({ state }: Token): boolean => state === 'revoked' || state === 'expired' || state === 'exhausted';

const TokenRow = memo(function TokenRow({ token, index }: { readonly token: Token; readonly index: number }) {
  return (
    <tr className={classes.row} data-over={isOver(token) || undefined} aria-rowindex={index + 2}>
      <th scope="row">
        <TokenName token={token} />
      </th>
      <td>
        <TokenRights token={token} />
      </td>
      <td className="mantine-visible-from-md">
        <TokenLastUsed token={token} />
      </td>
      <td>
        <TokenExpiry token={token} />
      </td>
      <td className="mantine-visible-from-xl">
        <Moment at={token.createdAt} />
      </td>
      <td>
        <TokenState state={token.state} />
      </td>
    </tr>
  );
});

const SkeletonRow = memo(function SkeletonRow() {
  return (
    <Table.Tr className={classes.row} aria-hidden>
      <Table.Td>
        <Skeleton height={14} width="60%" />
        <Skeleton height={10} width="80%" mt={8} />
      </Table.Td>
      <Table.Td>
        <Skeleton height={14} width="75%" />
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Skeleton height={14} width="70%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={14} width="60%" />
      </Table.Td>
      <Table.Td {...WIDE}>
        <Skeleton height={14} width="60%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={26} width={90} radius="xl" />
      </Table.Td>
    </Table.Tr>
  );
});

interface ColumnProps {
  readonly sort: 'name' | 'createdAt';
  readonly label: string;
  readonly width: number | string;
  readonly visibleFrom?: 'xl';
}

/** A press sorts by it, another one the other way round. */
function SortableColumn({ sort, label, width, ...visible }: ColumnProps) {
  const { t } = useTranslation();
  const [{ sort: current = DEFAULT_SORT }, change] = useTokensSearch();
  const isUp = current === sort;
  const isDown = current === `-${sort}`;
  const Icon = isUp ? IconArrowUp : isDown ? IconArrowDown : IconArrowsSort;
  const next = isUp ? (`-${sort}` as const) : sort;
  return (
    <Table.Th scope="col" w={width} {...visible} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <UnstyledButton
        className={classes.sort}
        fz="inherit"
        aria-label={t('tokens.sortBy', { column: label })}
        onClick={() => change({ sort: next })}
      >
        {label}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
