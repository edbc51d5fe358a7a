import { Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconHelp, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enforcement } from '../../api/enforcement.js';
import { Moment, useNow } from '../../app/moment.js';
import { durationWords } from '../../words/receipt.js';
import { promiseState } from './promise.js';
import classes from './enforcement.module.css';

const ICONS = { holds: IconShieldCheck, broken: IconShieldX, silent: IconAlertTriangle, failed: IconAlertTriangle, untried: IconHelp } as const;

/** What the live proof says: in one sentence, and in the numbers it comes from. */
export function PromiseCard({ proof }: Pick<Enforcement, 'proof'>) {
  const { t, i18n } = useTranslation();
  const state = promiseState(proof, useNow());
  const Icon = ICONS[state];
  const { last, lastHour: { proofs, failed, slowestMs } } = proof;
  const none = t('enforcement.promise.none');
  const time = (ms: number | null | undefined): string => (ms === null || ms === undefined ? none : durationWords(ms, t, i18n.language));
  const of = (number: number | undefined): string => (last === null || number === undefined ? none : t('enforcement.promise.of', { number, count: last.verifiers }));
  const tries = t('enforcement.promise.proofs', { count: proofs });
  return (
    <Card withBorder component="section" aria-labelledby="promise" padding="lg" className={classes.promise} data-state={state}>
      <Group wrap="nowrap" align="flex-start" gap="md">
        <ThemeIcon variant="transparent" size={44} className={classes.sign} aria-hidden>
          <Icon size={40} stroke={1.6} />
        </ThemeIcon>
        <Stack gap="md" flex={1} miw={0}>
          <div role="status">
            <Title order={2} size="h3" id="promise">
              {t(`enforcement.promise.states.${state}`)}
            </Title>
            <Text mt={4}>{t(`enforcement.promise.advice.${state}`)}</Text>
          </div>
          <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 3, lg: 6 }} spacing="md" verticalSpacing="sm">
            <Figure label={t('enforcement.promise.last')}>{last === null ? t('enforcement.promise.never') : <Moment at={last.at} />}</Figure>
            <Figure label={t('enforcement.promise.alive')}>{of(last?.seenAlive)}</Figure>
            <Figure label={t('enforcement.promise.dead')}>{of(last?.seenDead)}</Figure>
            <Figure label={t('enforcement.promise.took')}>{time(last?.revokeMs)}</Figure>
            <Figure label={t('enforcement.promise.lastHour')}>{failed === 0 ? tries : t('enforcement.promise.failures', { proofs: tries, count: failed })}</Figure>
            <Figure label={t('enforcement.promise.slowest')}>{time(slowestMs)}</Figure>
          </SimpleGrid>
        </Stack>
      </Group>
    </Card>
  );
}

/** One number, under what it is called. */
export function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" className={classes.label}>
        {label}
      </Text>
      <Text component="dd" m={0} fw={600} className={classes.number}>
        {children}
      </Text>
    </div>
  );
}
