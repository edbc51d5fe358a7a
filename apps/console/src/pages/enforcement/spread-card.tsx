import { Accordion, Card, SimpleGrid, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enforcement } from '../../api/enforcement.js';
import { useSession } from '../../app/session.js';
import { durationWords } from '../../words/receipt.js';
import { boundWords } from './bound-words.js';
import { Figure } from './promise-card.js';
import { bars, type Bar } from './promise.js';
import classes from './enforcement.module.css';

/** px: of the chart, and of what stands there until it is. */
export const SPREAD_HEIGHT = 260;
const SERIES = ['tokens', 'permissions'] as const;

interface SpreadCardProps {
  readonly spread: Enforcement['revokeToDead'];
  /** The chart. */
  readonly children: ReactNode;
}

/** How long it took until what was revoked was dead everywhere: drawn, and as numbers. */
export function SpreadCard({ spread, children }: SpreadCardProps) {
  const { t, i18n } = useTranslation();
  const { session } = useSession();
  const time = (ms: number | null): string => (ms === null ? t('enforcement.promise.none') : durationWords(ms, t, i18n.language));
  const isEmpty = SERIES.every((name) => spread[name].count === 0);
  return (
    <Card withBorder component="section" aria-labelledby="spread" padding="lg">
      <Title order={2} size="h4" id="spread">
        {t('enforcement.spread.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t(isEmpty ? 'enforcement.spread.none' : session.kind === 'operator' ? 'enforcement.spread.hint' : 'enforcement.spread.hintTenant')}
      </Text>
      {!isEmpty && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mb="md" spacing="md">
            {SERIES.map((name) => (
              <div key={name}>
                <Text size="sm" fw={600} mb={4}>
                  {t(`enforcement.spread.${name}`)}
                </Text>
                <SimpleGrid component="dl" m={0} cols={{ base: 2, xs: 4 }} spacing="xs">
                  <Figure label={t('enforcement.spread.count')}>{new Intl.NumberFormat(i18n.language).format(spread[name].count)}</Figure>
                  <Figure label={t('enforcement.spread.half')}>{time(spread[name].p50Ms)}</Figure>
                  <Figure label={t('enforcement.spread.most')}>{time(spread[name].p99Ms)}</Figure>
                  <Figure label={t('enforcement.spread.slowest')}>{time(spread[name].maxMs)}</Figure>
                </SimpleGrid>
              </div>
            ))}
          </SimpleGrid>
          {children}
          <Accordion mt="md" variant="contained" order={3}>
            <Accordion.Item value="numbers">
              <Accordion.Control>{t('enforcement.spread.numbers')}</Accordion.Control>
              <Accordion.Panel>
                <Numbers all={bars(spread)} />
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        </>
      )}
    </Card>
  );
}

function Numbers({ all }: { readonly all: readonly Bar[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table className={classes.table} horizontalSpacing="xs" layout="fixed" aria-labelledby="spread">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('enforcement.spread.took')}</Table.Th>
          {SERIES.map((name) => (
            <Table.Th key={name} scope="col" ta="end">
              {t(`enforcement.spread.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {all.map((bar) => (
          <Table.Tr key={bar.upToMs}>
            <Table.Th scope="row" fw={400}>
              {bar.upToMs === null ? t('enforcement.spread.longer') : t('enforcement.spread.within', { time: boundWords(bar.upToMs, i18n.language) })}
            </Table.Th>
            {SERIES.map((name) => (
              <Table.Td key={name} ta="end" className={classes.number}>
                {new Intl.NumberFormat(i18n.language).format(bar[name])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
