import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { putWhmCredential } from '../../api/panels.js';
import type { Tenant } from '../../api/tenants.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import type { Outcome } from '../../app/outcome.js';

interface WhmFormProps {
  readonly tenant: Tenant;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** Takes the credential that the gateway acts on WHM with. It stays in this form, and goes with it. */
export function WhmForm({ tenant, onClose, onDone }: WhmFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { user: tenant.upstream?.user ?? 'root', token: '' },
    validate: {
      user: (user) => (/^[A-Za-z0-9._@+-]{1,64}$/.test(user.trim()) ? null : t('panels.whm.userFault')),
      token: (token) => (/^[!-~]{1,512}$/.test(token.trim()) ? null : t('panels.whm.tokenFault')),
    },
  });
  const putting = useMutation({
    gcTime: 0,
    mutationFn: () => putWhmCredential(tenant.id, form.values.user.trim(), form.values.token.trim()),
    onSuccess: async ({ enforcement }) => {
      void queries.invalidateQueries({ queryKey: ['tenant', tenant.id] });
      await queries.invalidateQueries({ queryKey: ['tenants'] });
      onDone({ title: t('panels.whm.done', { name: tenant.name }), receipt: enforcement, taken: 'inForce' });
    },
  });
  return (
    <form noValidate autoComplete="off" onSubmit={form.onSubmit(() => putting.mutate())}>
      <Stack>
        <Text size="sm">{t('panels.whm.text')}</Text>
        <TextInput label={t('panels.whm.user')} description={t('panels.whm.userHint')} required maxLength={64} spellCheck={false} autoCapitalize="none" autoComplete="off" {...form.getInputProps('user')} />
        <PasswordInput label={t('panels.whm.token')} description={t('panels.whm.tokenHint')} required maxLength={512} autoComplete="off" data-autofocus {...form.getInputProps('token')} />
        <ProblemAlert error={putting.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('panels.cancel')}
          </Button>
          <Button type="submit" loading={putting.isPending}>
            {t('panels.whm.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
