import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { createTenant, type Tenant } from '../../api/tenants.js';
import { newIdempotencyKey } from '../../app/idempotency-key.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { isSlug, slugFor } from './slug.js';

interface CreateTenantFormProps {
  /** Whom it can stand below. */
  readonly parents: readonly Tenant[];
  /** Whom it is to stand below unless another is chosen; null: nobody. */
  readonly parent: string | null;
  /** Whether it may stand below nobody. */
  readonly mayStandAlone: boolean;
  readonly onClose: () => void;
  readonly onDone: (tenant: Tenant) => void;
}

interface Attempt {
  readonly body: { readonly name: string; readonly slug: string; readonly parent?: string };
  readonly key: string;
}

/** Makes a tenant. The same again, after an answer that was lost, makes no second one. */
export function CreateTenantForm({ parents, parent, mayStandAlone, onClose, onDone }: CreateTenantFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const form = useForm({
    initialValues: { name: '', slug: null as string | null, parent },
    validate: {
      name: (name) => (name.trim() === '' ? t('tenants.form.missing') : null),
      slug: (slug, { name }) => (isSlug(slug ?? slugFor(name)) ? null : t('tenants.form.slugFault')),
    },
  });
  const { name, slug } = form.values;
  const shownSlug = slug ?? slugFor(name);
  const creating = useMutation({
    mutationFn: ({ body, key }: Attempt) => createTenant(body, key),
    onSuccess: async ({ tenant }) => {
      await queries.invalidateQueries({ queryKey: ['tenants'] });
      onDone(tenant);
    },
    onError: (error) => error instanceof ApiFailure && error.is('name_taken') && form.setFieldError('slug', t('tenants.form.taken')),
  });
  const submit = form.onSubmit((values) => {
    const body = { name: values.name.trim(), slug: shownSlug, ...(values.parent !== null && { parent: values.parent }) };
    const next = attempt !== null && JSON.stringify(attempt.body) === JSON.stringify(body) ? attempt : { body, key: newIdempotencyKey() };
    setAttempt(next);
    creating.mutate(next);
  });
  const isAtField = creating.error instanceof ApiFailure && creating.error.is('name_taken');
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <TextInput label={t('tenants.form.name')} description={t('tenants.form.nameHint')} placeholder="Acme Hosting" required maxLength={120} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <TextInput
          label={t('tenants.form.slug')}
          description={t('tenants.form.slugHint', { slug: shownSlug === '' ? 'acme-hosting' : shownSlug })}
          required
          maxLength={63}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          {...form.getInputProps('slug')}
          value={shownSlug}
        />
        <Select
          label={t('tenants.form.parent')}
          description={t('tenants.form.parentHint')}
          placeholder={mayStandAlone ? t('tenants.form.noParent') : undefined}
          data={parents.map(({ id, name: label, slug: also }) => ({ value: id, label: label === also ? label : `${label} (${also})` }))}
          searchable
          limit={50}
          clearable={mayStandAlone}
          allowDeselect={mayStandAlone}
          nothingFoundMessage={t('tenants.form.nobody')}
          clearButtonProps={{ 'aria-label': t('tenants.form.noParent') }}
          {...form.getInputProps('parent')}
        />
        {!isAtField && <ProblemAlert error={creating.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('tenants.cancel')}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {t('tenants.form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
