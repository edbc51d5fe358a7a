import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { EffectivePolicy, Policy, Receipt } from '@portcullis/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { policyQuery, putPolicy } from '../../api/policy.js';
import { LeaveGuard } from '../../app/leave-guard.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import { SaveBar } from '../../app/save-bar.js';
import { narrowingWords } from './narrowing.js';
import { differing, FIELDS, fieldsOf, onTop, policyOf, UNITS, type Faults, type Field, type PolicyFields } from './policy-fields.js';
import { FromSection, LifeSection, MuchSection, RightsSection } from './policy-sections.js';

interface PolicyFormProps {
  readonly tenant: string;
  readonly read: { readonly policy: Policy; readonly effective: EffectivePolicy };
  /** Whether there are tenants above, which may be stricter. */
  readonly isBelow: boolean;
}

const LEAST_IDLE_SECONDS = 3_600;

/** Edits a policy. Where somebody else came first, what they changed is said, and what was typed here stays on top. */
export function PolicyForm({ tenant, read, isBelow }: PolicyFormProps) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [base, setBase] = useState(read);
  const [fields, setFields] = useState(fieldsOf(read.policy));
  const [others, setOthers] = useState<readonly Field[] | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const changed = differing(base.policy, policyOf(fields));
  const saving = useMutation({
    /** null: somebody else had changed the policy, and nothing was sent. */
    mutationFn: async () => {
      const now = await queries.fetchQuery({ ...policyQuery(tenant), staleTime: 0 });
      const theirs = differing(base.policy, now.policy);
      if (theirs.length === 0) return putPolicy(tenant, policyOf(fields));
      setOthers(theirs);
      setFields(onTop(base.policy, fields, now.policy));
      setBase(now);
      return null;
    },
    onSuccess: async (put) => {
      if (put === null) return;
      setOthers(null);
      setBase(put);
      setFields(fieldsOf(put.policy));
      setReceipt(put.enforcement);
      for (const key of ['account', 'token', 'tokens']) void queries.invalidateQueries({ queryKey: [key] });
      await queries.invalidateQueries({ queryKey: ['policy'] });
    },
  });
  const misfit = misfits(fields, t);
  const isFit = Object.keys(misfit).length === 0;
  const section = {
    fields,
    onFields: (part: Partial<PolicyFields>) => setFields({ ...fields, ...part }),
    narrowed: isBelow ? narrowingWords(base.policy, base.effective, t, i18n.language) : {},
    faults: { ...faultsOf(saving.error), ...misfit },
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setReceipt(null);
        if (changed.length > 0 && isFit) saving.mutate();
      }}
    >
      <Stack gap="lg">
        {receipt !== null && <ReceiptAlert title={t('policy.done')} receipt={receipt} taken="inForce" onClose={() => setReceipt(null)} />}
        {others !== null && (
          <Alert color="orange" variant="light" role="alert" icon={<IconUsers aria-hidden />} title={t('policy.meanwhile.title')}>
            <Text size="sm">{t('policy.meanwhile.text', { fields: new Intl.ListFormat(i18n.language).format(others.map((field) => t(`policy.fields.${field}.label`))) })}</Text>
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <LifeSection {...section} />
          <FromSection {...section} changed={changed} />
          <MuchSection {...section} />
          <RightsSection {...section} />
        </SimpleGrid>
        <ProblemAlert error={saving.error} />
        <SaveBar summary={changed.length === 0 ? t('policy.nothing') : t('policy.changed', { count: changed.length })} label={t('policy.submit')} isPending={saving.isPending} isDisabled={changed.length === 0 || !isFit} />
      </Stack>
      <LeaveGuard isActive={changed.length > 0} title={t('policy.leave.title')} text={t('policy.leave.text')} />
    </form>
  );
}

/** What cannot be sent so. */
function misfits({ presets, idleSeconds: { number, unit } }: PolicyFields, t: TFunction): Faults {
  return {
    ...(presets?.length === 0 && { presets: t('policy.presetsMissing') }),
    ...(number !== '' && number * UNITS[unit] < LEAST_IDLE_SECONDS && { idleSeconds: t('policy.idleMisfit') }),
  };
}

/** What the API says of single fields. */
function faultsOf(error: Error | null): Faults {
  const pointed = error instanceof ApiFailure ? (error.problem?.errors ?? []) : [];
  return Object.fromEntries(pointed.flatMap(({ pointer, detail }) => FIELDS.filter((field) => pointer.split('/')[1] === field).map((field) => [field, detail] as const)));
}
