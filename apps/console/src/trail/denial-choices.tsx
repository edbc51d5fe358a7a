import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Denial } from '@portcullis/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/api.js';
import { allowDenial, denialQuery, type AllowedFor } from '../api/denials.js';
import { ProblemAlert } from '../app/problem-alert.js';
import { ReceiptAlert } from '../app/receipt-alert.js';
import { useAccountRef } from '../app/session.js';
import { grantWords } from '../words/grants.js';
import { moment } from '../words/moments.js';

const CHOICES: readonly AllowedFor[] = ['once', 'hour', 'good'];

/** What was missing for a denied call, and the choice to allow it. */
export function DenialChoices({ code }: { readonly code: string }) {
  const ref = useAccountRef();
  const { data: denial, error } = useQuery(denialQuery(ref, code));
  if (denial === undefined) return error === null ? <Skeleton h={90} my="xs" /> : <ProblemAlert error={error} />;
  return <AllowDenial denial={denial} />;
}

export function AllowDenial({ denial }: { readonly denial: Denial }) {
  const { t, i18n } = useTranslation();
  const ref = useAccountRef();
  const queries = useQueryClient();
  const allowing = useMutation({
    mutationFn: ({ how, confirmed }: { readonly how: AllowedFor; readonly confirmed: boolean }) => allowDenial(ref, denial.id, how, confirmed),
    onSuccess: ({ denial: allowed }) => {
      queries.setQueryData(denialQuery(ref, denial.id).queryKey, allowed);
      for (const key of ['token', 'tokens', 'audit']) void queries.invalidateQueries({ queryKey: [key, ref.tenant, ref.account] });
    },
  });
  const { data: allowed, error, variables, isPending, mutate } = allowing;
  if (allowed) {
    return <ReceiptAlert title={t(`trail.allowed.${variables?.how ?? 'good'}`, { token: denial.token.name })} receipt={allowed.enforcement} taken="inForce" />;
  }
  if (denial.state !== 'missing' || denial.grant === null) return <WhyNoChoice denial={denial} />;
  const unconfirmed = error instanceof ApiFailure && error.is('confirmation_required') ? error.problem?.detail : undefined;
  return (
    <Stack gap="sm" py="xs">
      <Text size="sm">
        {t('trail.missing')} <b>{grantWords(denial.grant, t, i18n.language)}</b>
      </Text>
      <Group gap="xs">
        {CHOICES.map((how) => (
          <Button key={how} size="xs" variant={how === 'once' ? 'filled' : 'default'} loading={isPending && variables?.how === how} disabled={isPending} onClick={() => mutate({ how, confirmed: false })}>
            {t(`trail.for.${how}`)}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t('trail.forHint')}
      </Text>
      {unconfirmed === undefined ? (
        <ProblemAlert error={error} />
      ) : (
        <Alert color="orange" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('trail.escalates')}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{unconfirmed}</Text>
            <Button size="xs" color="red.9" loading={isPending} onClick={() => mutate({ how: variables?.how ?? 'once', confirmed: true })}>
              {t('trail.allowAnyway')}
            </Button>
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

function WhyNoChoice({ denial: { state, once, until, detail, token } }: { readonly denial: Denial }) {
  const { t, i18n } = useTranslation();
  if (state === 'allowed') {
    const how = once ? 'once' : until === null ? 'good' : 'until';
    return (
      <Alert color="teal" variant="light" icon={<IconCheck aria-hidden />} title={t('trail.holds')}>
        {t(`trail.held.${how}`, { at: until === null ? '' : moment(Date.parse(until), i18n.language) })}
      </Alert>
    );
  }
  const ended = token.state === null || token.state === 'revoked' || token.state === 'expired' || token.state === 'exhausted';
  return (
    <Alert color="gray" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('trail.noGrant')}>
      {ended ? t('trail.tokenEnded') : `${detail} ${t('trail.noGrantHint')}`}
    </Alert>
  );
}
