import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { policyQuery } from '../../api/policy.js';
import { tenantQuery } from '../../api/tenants.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import '../../texts/staff-pages.js';
import { PolicyForm } from './policy-form.js';

/** What a tenant lays down for its tokens and for those of all below it. */
export function PolicyPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: '/signed-in/t/$tenant/policy' });
  const of = useQuery(tenantQuery(tenant));
  // What is edited must not change under the hands of whoever edits it.
  const { data, error, refetch } = useQuery({ ...policyQuery(tenant), refetchOnWindowFocus: false, refetchOnReconnect: false });
  const failure = error ?? of.error;
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <div>
        <Title order={1}>{t('policy.title')}</Title>
        <Text c="dimmed" mt={4} maw={760}>
          {t('policy.intro', { tenant: of.data?.tenant.name ?? tenant })}
        </Text>
      </div>
      {data !== undefined && of.data !== undefined && <PolicyForm key={of.data.tenant.id} tenant={tenant} read={data} isBelow={of.data.tenant.parentId !== null} />}
      {failure === null && (data === undefined || of.data === undefined) && <Skeleton h={620} role="status" aria-label={t('policy.loading')} />}
      {failure !== null && (
        <Stack align="flex-start">
          <ProblemAlert error={failure} />
          <Button variant="default" onClick={() => void Promise.all([refetch(), of.refetch()])}>
            {t('policy.again')}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}
