import { Alert, Button, Group, Input, SegmentedControl, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { putPanel } from '../../api/panels.js';
import type { Tenant } from '../../api/tenants.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import type { Outcome } from '../../app/outcome.js';
import { asHost, faultsOf, fieldsOf, isUnencrypted, noFields, requestOf, type PanelFields } from './panel-fields.js';

interface PanelFormProps {
  /** Whose panel it can be. */
  readonly tenants: readonly Tenant[];
  /** Whose it is: what is there is changed; null: a new one. */
  readonly of: Tenant | null;
  /** Whose a new one is to be, unless another is chosen. */
  readonly suggested: string | null;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

const KINDS = ['cpanel', 'powerdns'] as const;

/** Says where a tenant's panel is. */
export function PanelForm({ tenants, of, suggested, onClose, onDone }: PanelFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const kindLabel = useId();
  const form = useForm<PanelFields>({
    initialValues: of === null ? noFields(tenants.some(({ id }) => id === suggested) ? suggested : null) : fieldsOf(of),
    validate: (values) => Object.fromEntries(Object.entries(faultsOf(values)).map(([field, fault]) => [field, t(`panels.form.faults.${fault}`)])),
  });
  const { values } = form;
  const tenant = of ?? tenants.find(({ id }) => id === values.tenant) ?? null;
  const putting = useMutation({
    mutationFn: () => putPanel(values.tenant ?? '', requestOf(values)),
    onSuccess: async ({ tenant: { id, name }, enforcement }) => {
      void queries.invalidateQueries({ queryKey: ['tenant', id] });
      await queries.invalidateQueries({ queryKey: ['tenants'] });
      onDone({ title: t(of === null ? 'panels.form.done' : 'panels.form.saved', { name }), receipt: enforcement, taken: 'inForce' });
    },
    onError: (error) => error instanceof ApiFailure && error.is('host_taken') && form.setFieldError('hosts', t('panels.form.taken')),
  });
  const isMoved = tenant !== null && tenant.panelUrl !== null && requestOf(values).url !== tenant.panelUrl;
  const isAtField = putting.error instanceof ApiFailure && putting.error.is('host_taken');
  const text = { spellCheck: false, autoCapitalize: 'none', autoComplete: 'off' } as const;
  return (
    <form noValidate onSubmit={form.onSubmit(() => putting.mutate())}>
      <Stack>
        {of === null && (
          <Select
            label={t('panels.form.tenant')}
            description={t('panels.form.tenantHint')}
            data={tenants.map(({ id, name, panelUrl }) => ({ value: id, label: panelUrl === null ? name : t('panels.form.has', { name }) }))}
            required
            searchable
            limit={50}
            allowDeselect={false}
            nothingFoundMessage={t('panels.form.nobody')}
            data-autofocus={suggested === null || undefined}
            {...form.getInputProps('tenant')}
          />
        )}
        <div>
          <Input.Label labelElement="div" id={kindLabel} mb={4}>
            {t('panels.form.kind')}
          </Input.Label>
          <SegmentedControl fullWidth aria-labelledby={kindLabel} data={KINDS.map((kind) => ({ value: kind, label: t(`panels.kinds.${kind}`) }))} {...form.getInputProps('kind')} />
        </div>
        <TextInput
          label={t('panels.form.url')}
          description={t(`panels.form.urlHint.${values.kind}`)}
          placeholder={values.kind === 'cpanel' ? 'https://panel.example.com:2083' : 'https://dns.example.com:8081'}
          required
          type="url"
          data-autofocus={of !== null || suggested !== null || undefined}
          {...text}
          {...form.getInputProps('url')}
        />
        {values.kind === 'cpanel' && (
          <TextInput label={t('panels.form.whmUrl')} description={t('panels.form.whmUrlHint')} placeholder="https://panel.example.com:2087" type="url" {...text} {...form.getInputProps('whmUrl')} />
        )}
        {(isUnencrypted(values.url) || (values.kind === 'cpanel' && isUnencrypted(values.whmUrl))) && (
          <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('panels.form.unencrypted.title')}>
            {t('panels.form.unencrypted.text')}
          </Alert>
        )}
        {isMoved && (
          <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('panels.form.moved.title')}>
            {t('panels.form.moved.text')}
          </Alert>
        )}
        <TagsInput
          label={t('panels.form.hosts')}
          description={t('panels.form.hostsHint', { slug: tenant?.slug ?? '…' })}
          placeholder={values.hosts.length === 0 ? 'panel.example.com' : ''}
          maxTags={50}
          splitChars={[',', ' ']}
          acceptValueOnBlur
          {...text}
          {...form.getInputProps('hosts')}
          value={[...values.hosts]}
          onChange={(hosts) => form.setFieldValue('hosts', hosts.map(asHost))}
        />
        {!isAtField && <ProblemAlert error={putting.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('panels.cancel')}
          </Button>
          <Button type="submit" loading={putting.isPending}>
            {t(of === null ? 'panels.form.submit' : 'panels.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
