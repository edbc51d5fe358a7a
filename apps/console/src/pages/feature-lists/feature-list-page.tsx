import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconUsers } from '@tabler/icons-react';
import type { Receipt } from '@portcullis/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { featureListQuery, putFeatureList } from '../../api/feature-lists.js';
import { LeaveGuard } from '../../app/leave-guard.js';
import { AnchorLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import { SaveBar } from '../../app/save-bar.js';
import '../../texts/staff-pages.js';
import { featureTitle } from '../../words/features.js';
import { changesBetween, isNone, onTop, type FeatureChanges } from './feature-changes.js';
import { FeatureChoice } from './feature-choice.js';

interface ListRef {
  readonly tenant: string;
  readonly name: string;
}

/** One feature list: what is in it, and what shall be. */
export function FeatureListPage() {
  const { t } = useTranslation();
  const { tenant, name } = useParams({ from: '/signed-in/t/$tenant/feature-lists/$name' });
  // What is edited must not change under the hands of whoever edits it.
  const { data, error, refetch } = useQuery({ ...featureListQuery(tenant, name), refetchOnWindowFocus: false, refetchOnReconnect: false });
  const isGone = error instanceof ApiFailure && error.status !== null && [400, 404].includes(error.status);
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <div>
        <AnchorLink to="/t/$tenant/feature-lists" params={{ tenant }} size="sm">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={16} aria-hidden />
            {t('featureLists.back')}
          </Group>
        </AnchorLink>
        <Title order={1} mt="xs" style={{ overflowWrap: 'anywhere' }}>
          {isGone ? t('featureLists.gone.title') : name}
        </Title>
        <Text c="dimmed" mt={4}>
          {t(isGone ? 'featureLists.gone.text' : 'featureLists.choose')}
        </Text>
      </div>
      {data !== undefined && <FeatureListForm key={name} at={{ tenant, name }} read={data} />}
      {data === undefined && error === null && <Skeleton h={480} role="status" aria-label={t('featureLists.loading')} />}
      {data === undefined && error !== null && !isGone && (
        <Stack align="flex-start">
          <ProblemAlert error={error} />
          <Button variant="default" onClick={() => void refetch()}>
            {t('featureLists.again')}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}

function FeatureListForm({ at: { tenant, name }, read }: { readonly at: ListRef; readonly read: readonly string[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [base, setBase] = useState(read);
  const [chosen, setChosen] = useState(read);
  const [meanwhile, setMeanwhile] = useState<FeatureChanges | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const changes = changesBetween(base, chosen);
  const saving = useMutation({
    /** null: somebody else had changed the list, and nothing was sent. */
    mutationFn: async () => {
      const now = await queries.fetchQuery({ ...featureListQuery(tenant, name), staleTime: 0 });
      const others = changesBetween(base, now);
      if (isNone(others)) return putFeatureList(tenant, name, chosen);
      setMeanwhile(others);
      setBase(now);
      setChosen(onTop(now, changes));
      return null;
    },
    onSuccess: async (put) => {
      if (put === null) return;
      setMeanwhile(null);
      setBase(put.featureList.features);
      setChosen(put.featureList.features);
      setReceipt(put.enforcement);
      void queries.invalidateQueries({ queryKey: ['account'] });
      await queries.invalidateQueries({ queryKey: ['featureLists', tenant] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setReceipt(null);
        if (!isNone(changes)) saving.mutate();
      }}
    >
      <Stack gap="lg">
        {receipt !== null && <ReceiptAlert title={t('featureLists.edit.done', { name })} receipt={receipt} taken="inForce" onClose={() => setReceipt(null)} />}
        {meanwhile !== null && <Meanwhile changes={meanwhile} />}
        <FeatureChoice chosen={chosen} onChosen={setChosen} also={[...base, ...chosen]} />
        <ProblemAlert error={saving.error} />
        <ChangesBar changes={changes} isPending={saving.isPending} />
      </Stack>
      <LeaveGuard isActive={!isNone(changes)} title={t('featureLists.leave.title')} text={t('featureLists.leave.text')} />
    </form>
  );
}

function ChangesBar({ changes, isPending }: { readonly changes: FeatureChanges; readonly isPending: boolean }) {
  const { t } = useTranslation();
  const { added, removed } = changes;
  const words = [
    ...(added.length > 0 ? [t('featureLists.added', { count: added.length })] : []),
    ...(removed.length > 0 ? [t('featureLists.removed', { count: removed.length })] : []),
  ];
  return (
    <SaveBar
      summary={words.join(' · ') || t('featureLists.nothing')}
      hint={removed.length > 0 ? t('featureLists.taking') : null}
      label={t('featureLists.edit.submit')}
      isPending={isPending}
      isDisabled={isNone(changes)}
    />
  );
}

function Meanwhile({ changes: { added, removed } }: { readonly changes: FeatureChanges }) {
  const { t, i18n } = useTranslation();
  const words = (features: readonly string[]): string => new Intl.ListFormat(i18n.language).format(features.map((feature) => featureTitle(feature, t)));
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconUsers aria-hidden />} title={t('featureLists.meanwhile.title')}>
      {added.length > 0 && <Text size="sm">{t('featureLists.meanwhile.added', { features: words(added) })}</Text>}
      {removed.length > 0 && <Text size="sm">{t('featureLists.meanwhile.removed', { features: words(removed) })}</Text>}
      <Text size="sm" mt="xs">
        {t('featureLists.meanwhile.hint')}
      </Text>
    </Alert>
  );
}
