import { Box, Card, Group, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../app/links.js';
import { Moment } from '../../app/moment.js';
import lines from '../../app/rows.module.css';
import { TenantActions, type Deed } from './tenant-actions.js';
import { TenantState } from './tenant-state.js';
import type { TenantRow } from './tenant-tree.js';
import classes from './tenants.module.css';

interface TenantListProps {
  readonly rows: readonly TenantRow[];
  readonly isPending: boolean;
  /** What stands above a row, as people call it; null: nothing that is shown. */
  readonly parentOf: (row: TenantRow) => string | null;
  /** Whether whoever is signed in may change it: nobody changes their own. */
  readonly canChange: (row: TenantRow) => boolean;
  readonly onDeed: (deed: Deed) => void;
}

const SKELETONS = 6;
/** px: how far a tenant stands in from the one above it. */
const INDENT = 24;
const CARD_INDENT = 12;
const MIDDLE = { visibleFrom: 'md' } as const;

/** A table; cards where it is narrow. */
export function TenantList(props: TenantListProps) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <>
      {isNarrow ? <Cards {...props} /> : <Rows {...props} />}
      {props.isPending && <VisuallyHidden role="status">{t('tenants.loading')}</VisuallyHidden>}
    </>
  );
}

function Rows({ rows, isPending, parentOf, canChange, onDeed }: TenantListProps) {
  const { t } = useTranslation();
  return (
    <div className={lines.frame}>
      <Table layout="fixed" verticalSpacing={0} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr h={40}>
            <Table.Th scope="col">{t('tenants.columns.name')}</Table.Th>
            <Table.Th scope="col" w="30%" {...MIDDLE}>
              {t('tenants.columns.panel')}
            </Table.Th>
            <Table.Th scope="col" w={140} {...MIDDLE}>
              {t('tenants.columns.created')}
            </Table.Th>
            <Table.Th scope="col" w={204}>
              {t('tenants.columns.state')}
            </Table.Th>
            <Table.Th scope="col" w={64}>
              <VisuallyHidden>{t('tenants.columns.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.tenant.id} row={row} parent={parentOf(row)} canChange={canChange(row)} onDeed={onDeed} />
          ))}
          {isPending && Array.from({ length: SKELETONS }, (_, index) => <SkeletonRow key={index} />)}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RowProps {
  readonly row: TenantRow;
  readonly parent: string | null;
  readonly canChange: boolean;
  readonly onDeed: (deed: Deed) => void;
}

const Row = memo(function Row({ row, parent, canChange, onDeed }: RowProps) {
  const { tenant, depth, suspended } = row;
  return (
    <Table.Tr className={lines.row}>
      <Table.Th scope="row" fw={400}>
        <Box miw={0} ps={Math.min(depth, 6) * INDENT}>
          <TenantName row={row} parent={parent} />
        </Box>
      </Table.Th>
      <Table.Td {...MIDDLE}>
        <Panel tenant={tenant} />
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Moment at={tenant.createdAt} />
      </Table.Td>
      <Table.Td>
        <TenantState suspended={suspended} />
      </Table.Td>
      <Table.Td>{canChange && <TenantActions tenant={tenant} onDeed={onDeed} />}</Table.Td>
    </Table.Tr>
  );
});

function TenantName({ row: { tenant: { id, name, slug } }, parent }: Pick<RowProps, 'row' | 'parent'>) {
  const { t } = useTranslation();
  return (
    <>
      <AnchorLink to="/t/$tenant" params={{ tenant: id }} fw={600} className={lines.link}>
        {name}
      </AnchorLink>
      <Text size="sm" c="dimmed" truncate>
        {slug}
        {parent !== null && <VisuallyHidden>. {t('tenants.below', { name: parent })}</VisuallyHidden>}
      </Text>
    </>
  );
}

function Panel({ tenant: { panelUrl } }: Pick<TenantRow, 'tenant'>) {
  const { t } = useTranslation();
  return (
    <Text size="sm" truncate {...(panelUrl === null ? { c: 'dimmed' } : { title: panelUrl })}>
      {panelUrl === null ? t('tenants.noPanel') : new URL(panelUrl).host}
    </Text>
  );
}

function SkeletonRow() {
  return (
    <Table.Tr className={lines.row} aria-hidden>
      <Table.Td>
        <Skeleton height={14} width="50%" />
        <Skeleton height={10} width="30%" mt={8} />
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Skeleton height={14} width="65%" />
      </Table.Td>
      <Table.Td {...MIDDLE}>
        <Skeleton height={14} width="70%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={26} width={90} radius="xl" />
      </Table.Td>
      <Table.Td />
    </Table.Tr>
  );
}

function Cards({ rows, isPending, parentOf, canChange, onDeed }: TenantListProps) {
  return (
    <Stack gap="sm">
      <Stack gap="sm" role="list">
        {rows.map((row) => (
          <Card key={row.tenant.id} role="listitem" withBorder padding="md" className={classes.card} ms={Math.min(row.depth, 3) * CARD_INDENT}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
              <div className={classes.cardName}>
                <TenantName row={row} parent={parentOf(row)} />
              </div>
              {canChange(row) && (
                <div className={classes.above}>
                  <TenantActions tenant={row.tenant} onDeed={onDeed} />
                </div>
              )}
            </Group>
            <Group justify="space-between" wrap="nowrap" gap="xs" mt="xs">
              <Panel tenant={row.tenant} />
              <TenantState suspended={row.suspended} />
            </Group>
          </Card>
        ))}
      </Stack>
      {isPending && Array.from({ length: SKELETONS }, (_, index) => <Skeleton key={index} height={104} radius="md" aria-hidden />)}
    </Stack>
  );
}
