import { Card, Code, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecentReceipt } from '../../api/enforcement.js';
import { Moment } from '../../app/moment.js';
import { durationWords } from '../../words/receipt.js';
import classes from './enforcement.module.css';

/** What became of the latest calls that took power. */
export function ReceiptsCard({ receipts }: { readonly receipts: readonly RecentReceipt[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Card withBorder component="section" aria-labelledby="receipts" padding="lg">
      <Title order={2} size="h4" id="receipts">
        {t('enforcement.receipts.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(receipts.length === 0 ? 'enforcement.receipts.none' : 'enforcement.receipts.hint')}
      </Text>
      {receipts.length > 0 && (
        <Table className={classes.table} horizontalSpacing="xs" verticalSpacing="xs" layout="fixed" aria-labelledby="receipts">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('enforcement.receipts.columns.when')}</Table.Th>
              <Table.Th scope="col">{t('enforcement.receipts.columns.took')}</Table.Th>
              <Table.Th scope="col">{t('enforcement.receipts.columns.verifiers')}</Table.Th>
              <Table.Th scope="col" w="32%" visibleFrom="md">
                {t('enforcement.receipts.columns.id')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {receipts.map((receipt) => (
              <Table.Tr key={receipt.id}>
                <Table.Td>
                  <Moment at={receipt.takenAt} />
                </Table.Td>
                <Table.Td className={classes.number}>{receipt.pending ? t('enforcement.receipts.pending') : durationWords(receipt.durationMs, t, i18n.language)}</Table.Td>
                <Table.Td>
                  <Heard verifiers={receipt.verifiers} />
                </Table.Td>
                <Table.Td visibleFrom="md">
                  <Code className={classes.id}>{receipt.id}</Code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  );
}

function Heard({ verifiers: { live, confirmed, fenced } }: Pick<RecentReceipt, 'verifiers'>) {
  const { t } = useTranslation();
  if (live === 0) return t('enforcement.receipts.nobody');
  return (
    <>
      {t('enforcement.receipts.confirmed', { confirmed, live })}
      {fenced > 0 && (
        <Text size="xs" fw={600}>
          {t('enforcement.receipts.fenced', { count: fenced })}
        </Text>
      )}
    </>
  );
}
