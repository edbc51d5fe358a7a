import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { editTenant, tenantQuery } from '../../api/tenants.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import type { Outcome } from '../../app/outcome.js';
import type { Deed } from './tenant-actions.js';

interface EditTenantFormProps {
  readonly deed: Deed;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** The part of the texts that is about it. */
export const TEXTS = { rename: 'renaming', suspend: 'suspending', unsuspend: 'lifting' } as const;

/** Renames a tenant, or asks once more before all of its tokens stop, or work again. */
export function EditTenantForm({ deed, onClose, onDone }: EditTenantFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const kind = deed.kind as keyof typeof TEXTS;
  const texts = TEXTS[kind];
  /** What the change is made from; later as others have made it. */
  const [base, setBase] = useState(deed.tenant);
  const [name, setName] = useState(deed.tenant.name);
  const change = kind === 'rename' ? { name: name.trim() } : { status: kind === 'suspend' ? ('suspended' as const) : ('active' as const) };
  const editing = useMutation({
    mutationFn: () => editTenant(base, change),
    onSuccess: async ({ tenant, enforcement }) => {
      void queries.invalidateQueries({ queryKey: ['tenant'] });
      await queries.invalidateQueries({ queryKey: ['tenants'] });
      const took = kind === 'suspend';
      onDone({ title: t(`tenants.${texts}.done`, { name: tenant.name }), receipt: enforcement, taken: took ? 'dead' : 'inForce' });
    },
    onError: async (error) => {
      if (error instanceof ApiFailure && error.is('precondition_failed')) setBase((await queries.fetchQuery({ ...tenantQuery(base.id), staleTime: 0 })).tenant);
    },
  });
  const isOvertaken = editing.error instanceof ApiFailure && editing.error.is('precondition_failed');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        editing.mutate();
      }}
    >
      <Stack>
        {kind === 'rename' ? (
          <TextInput label={t('tenants.form.name')} value={name} onChange={({ currentTarget: { value } }) => setName(value)} required maxLength={120} data-autofocus autoComplete="off" />
        ) : (
          <Text size="sm">{t(`tenants.${kind === 'suspend' ? 'suspending' : 'lifting'}.text`)}</Text>
        )}
        {isOvertaken && (
          <Alert color="orange" variant="light" role="alert" icon={<IconUsers aria-hidden />} title={t('tenants.meanwhile.title')}>
            {t('tenants.meanwhile.text', { name: base.name, state: t(`tenants.states.${base.status}`) })}
          </Alert>
        )}
        {!isOvertaken && <ProblemAlert error={editing.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus={kind !== 'rename' || undefined}>
            {t('tenants.cancel')}
          </Button>
          <Button type="submit" {...(kind === 'suspend' && { color: 'red.9' })} loading={editing.isPending} disabled={kind === 'rename' && name.trim() === ''}>
            {t(`tenants.${texts}.submit`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
