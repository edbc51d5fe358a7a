import { Alert, Button, Checkbox, Group, Stack, Text, Textarea, TextInput, Switch, TagsInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../../api/account.js';
import { ApiFailure } from '../../api/api.js';
import { editToken, tokenKey, tokenQuery, type ReadToken, type TokenRef } from '../../api/token.js';
import { AddressField } from '../../app/address-field.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { changesOf, fieldOf, fieldsOf, onTop, type EditFields, type Edited } from './edit-fields.js';
import { EndField } from './end-field.js';
import { LimitFields } from './limit-fields.js';
import { MeanwhileAlert } from './meanwhile-alert.js';
import type { Outcome } from '../../app/outcome.js';

interface EditFormProps {
  readonly at: TokenRef;
  readonly read: ReadToken;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** Codes that are about one field, though they do not point at it. */
const FIELD_OF_CODE: Readonly<Record<string, keyof EditFields>> = { name_taken: 'name', expiry_in_past: 'expiresAt', never_valid: 'expiresAt', escalating_too_long: 'expiresAt' };

/**
 * Edits a token. What is sent is just what was changed, over the version it was changed from; where somebody else came first, it is shown what
 * they did, and one click puts these changes on top.
 */
export function EditForm({ at, read, onClose, onDone }: EditFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: standing } = useQuery(accountQuery(at));
  /** What the fields are compared with: the token as it was when the form opened, later as others have made it. */
  const [base, setBase] = useState(read);
  /** What it was before others came first; null: nobody did. */
  const [before, setBefore] = useState<ReadToken | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const form = useForm<EditFields>({ initialValues: fieldsOf(read.token) });

  const editing = useMutation({
    mutationFn: (edit: Partial<Edited>) => editToken(at, { ...edit, confirmEscalating: confirmed }, base.etag),
    onSuccess: async ({ enforcement }) => {
      void queries.invalidateQueries({ queryKey: ['tokens', at.tenant, at.account] });
      void queries.invalidateQueries({ queryKey: ['audit', at.tenant, at.account] });
      await queries.invalidateQueries({ queryKey: tokenKey(at) });
      onDone({ title: t('token.edit.done'), receipt: enforcement, taken: 'inForce' });
    },
    onError: async (error, edit) => {
      if (!(error instanceof ApiFailure)) return;
      if (error.is('precondition_failed')) {
        const now = await queries.fetchQuery({ ...tokenQuery(at), staleTime: 0 });
        setBefore(before ?? base);
        setBase(now);
        form.setValues(onTop(now.token, edit));
        return;
      }
      form.setErrors(fieldErrors(error));
    },
  });
  const edit = changesOf(base.token, form.values);
  const nothing = Object.keys(edit).length === 0;
  const { error, isPending } = editing;
  const overtaken = before !== null && error instanceof ApiFailure && error.is('precondition_failed');
  const unconfirmed = error instanceof ApiFailure && error.is('confirmation_required') ? error.problem?.detail : undefined;
  const atFields = error instanceof ApiFailure && Object.keys(fieldErrors(error)).length > 0;

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (nothing) onClose();
        else editing.mutate(edit);
      }}
    >
      <Stack gap="md">
        {before !== null && <MeanwhileAlert was={before.token} now={base.token} mine={edit} />}
        <TextInput label={t('token.edit.name')} description={t('token.edit.nameHint')} maxLength={50} required data-autofocus {...form.getInputProps('name')} />
        <Textarea label={t('token.edit.description')} autosize minRows={2} maxRows={5} maxLength={500} {...form.getInputProps('description')} />
        <EndField value={form.values.expiresAt} onChange={(value) => form.setFieldValue('expiresAt', value)} error={form.errors.expiresAt} />
        <AddressField label={t('token.edit.addresses')} ips={form.values.ipAllowlist} onIps={(ips) => form.setFieldValue('ipAllowlist', ips)} policy={standing?.policy ?? null} error={form.errors.ipAllowlist} />
        <Switch label={t('token.edit.readOnly')} description={t('token.edit.readOnlyHint')} {...form.getInputProps('readOnly', { type: 'checkbox' })} />
        <LimitFields form={form} />
        <TagsInput label={t('token.edit.labels')} description={t('token.edit.labelsHint')} placeholder="team:dns" maxTags={16} acceptValueOnBlur {...form.getInputProps('labels')} />
        {unconfirmed !== undefined && (
          <Alert color="orange" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('trail.escalates')}>
            <Text size="sm">{unconfirmed}</Text>
            <Checkbox mt="xs" label={t('token.edit.confirm')} checked={confirmed} onChange={(event) => setConfirmed(event.currentTarget.checked)} />
          </Alert>
        )}
        {!overtaken && unconfirmed === undefined && !atFields && <ProblemAlert error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('token.cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={unconfirmed !== undefined && !confirmed}>
            {t(before !== null && !nothing ? 'token.edit.onTop' : 'token.edit.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Why not, at the fields that it is about. Empty: it is about none of them, and stands below. */
function fieldErrors({ problem }: ApiFailure): Partial<Record<keyof EditFields, string>> {
  if (problem === null) return {};
  const atCode = FIELD_OF_CODE[problem.code];
  const pointed = (problem.errors ?? []).map(({ pointer, detail }) => [fieldOf(pointer), detail] as const);
  if (pointed.some(([field]) => field === null)) return {};
  return { ...(atCode !== undefined && { [atCode]: problem.detail }), ...Object.fromEntries(pointed.map(([field, detail]) => [field ?? '', detail])) };
}
