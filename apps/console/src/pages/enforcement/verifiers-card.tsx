import { Alert, Card, Group, Table, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconClock, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Enforcement } from '../../api/enforcement.js';
import { Moment } from '../../app/moment.js';
import { heardAt, refusedVerifiers, verifierRows, type VerifierRow } from './promise.js';
import classes from './enforcement.module.css';

/** Who may answer from memory, and whether anything has not reached them yet. */
export function VerifiersCard({ authorities }: Pick<Enforcement, 'authorities'>) {
  const { t } = useTranslation();
  const rows = verifierRows(authorities);
  return (
    <Card withBorder component="section" aria-labelledby="verifiers" padding="lg">
      <Title order={2} size="h4" id="verifiers">
        {t('enforcement.verifiers.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(rows.length === 0 ? 'enforcement.verifiers.none' : 'enforcement.verifiers.hint')}
      </Text>
      {rows.length > 0 && (
        <Table className={classes.table} horizontalSpacing="xs" verticalSpacing="sm" layout="fixed" aria-labelledby="verifiers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('enforcement.verifiers.columns.name')}</Table.Th>
              <Table.Th scope="col">{t('enforcement.verifiers.columns.tokens')}</Table.Th>
              <Table.Th scope="col">{t('enforcement.verifiers.columns.permissions')}</Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                {t('enforcement.verifiers.columns.heard')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Th scope="row" fw={600} className={classes.process}>
                  {row.name}
                </Table.Th>
                <Table.Td>
                  <Lag status={row.at.tokens} />
                </Table.Td>
                <Table.Td>
                  <Lag status={row.at.permissions} />
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Moment at={heardAt(row)} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {refusedVerifiers(authorities).map(({ name, until }) => (
        <Alert key={name} mt="sm" color="orange" variant="light" icon={<IconPlayerPause aria-hidden />} title={t('enforcement.verifiers.refused')}>
          {t('enforcement.verifiers.refusedText', { name })} <Moment at={until} />.
        </Alert>
      ))}
    </Card>
  );
}

/** How far one of them is with the changes of one authority: by sign and word. */
function Lag({ status }: { readonly status: VerifierRow['at']['tokens'] }) {
  const { t } = useTranslation();
  const Icon = status === undefined ? IconPlugConnectedX : status.lagRevs === 0 ? IconCircleCheck : IconClock;
  const words = status === undefined ? t('enforcement.verifiers.noLease') : status.lagRevs === 0 ? t('enforcement.verifiers.upToDate') : t('enforcement.verifiers.behind', { count: status.lagRevs });
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" className={classes.lag} data-state={status === undefined ? 'none' : status.lagRevs === 0 ? 'done' : 'behind'}>
      <Icon size={17} aria-hidden />
      <span>{words}</span>
    </Group>
  );
}
