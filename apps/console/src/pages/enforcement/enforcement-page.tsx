import { Alert, Button, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { enforcementQuery } from '../../api/enforcement.js';
import { usePolling } from '../../app/polling.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import '../../texts/staff-pages.js';
import { durationWords } from '../../words/receipt.js';
import { PromiseCard } from './promise-card.js';
import { SHARDS, shardsServing } from './promise.js';
import { ReceiptsCard } from './receipts-card.js';
import { SPREAD_HEIGHT, SpreadCard } from './spread-card.js';
import { VerifiersCard } from './verifiers-card.js';

/** Charts weigh more than all else on the page: numbers are there before them. */
const SpreadChart = lazy(async () => ({ default: (await import('./spread-chart.js')).SpreadChart }));
const EVERY_MS = 5_000;

/** Whether what is revoked is dead everywhere, who answers from memory, and how long it takes; read again while somebody looks. */
export function EnforcementPage() {
  const { t, i18n } = useTranslation();
  const every = usePolling(EVERY_MS);
  const { data, error, refetch, isFetching } = useQuery({ ...enforcementQuery, refetchInterval: every });
  const serving = data && shardsServing(data.authorities);
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <div>
        <Title order={1}>{t('enforcement.title')}</Title>
        <Text c="dimmed" mt={4} maw={760}>
          {t('enforcement.intro')}
        </Text>
      </div>
      {error !== null && (
        <Stack align="flex-start">
          <ProblemAlert error={error} />
          <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
            {t('enforcement.again')}
          </Button>
        </Stack>
      )}
      {data === undefined ? (
        error === null && <Waiting />
      ) : (
        <>
          {serving !== undefined && serving < SHARDS && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('enforcement.serving.title')}>
              {t('enforcement.serving.text', { serving, all: SHARDS })}
            </Alert>
          )}
          <PromiseCard proof={data.proof} />
          <VerifiersCard authorities={data.authorities} />
          <SpreadCard spread={data.revokeToDead}>
            <Suspense fallback={<Skeleton height={SPREAD_HEIGHT} />}>
              <SpreadChart spread={data.revokeToDead} />
            </Suspense>
          </SpreadCard>
          <ReceiptsCard receipts={data.receipts} />
          <Text size="sm" c="dimmed">
            {every === false ? t('enforcement.paused') : t('enforcement.refreshed', { time: durationWords(every, t, i18n.language) })}
          </Text>
        </>
      )}
    </Stack>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <>
      <VisuallyHidden role="status">{t('enforcement.loading')}</VisuallyHidden>
      <Skeleton h={{ base: 326, sm: 218, lg: 162 }} aria-hidden />
      <Skeleton h={{ base: 232, sm: 194 }} aria-hidden />
      <Skeleton h={{ base: 752, sm: 518 }} aria-hidden />
    </>
  );
}
