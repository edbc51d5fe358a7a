import { Button, Fieldset, Group, Input, NativeSelect, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../../api/catalogue.js';
import type { Where } from '../../api/tenant-tokens.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { featureTitle } from '../../words/features.js';
import { AccountSelect } from './account-select.js';
import { KINDS, type AllTokensSearch } from './all-tokens-search.js';
import { whereFault, whereFieldsOf, whereOf, type WhereFields } from './revoke-where.js';

interface RevokeWhichProps {
  readonly tenant: string;
  readonly search: AllTokensSearch;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onLook: (where: Where, reason: string) => void;
  readonly onClose: () => void;
}

/** Which tokens shall be revoked, and why. */
export function RevokeWhich({ tenant, search, error, isPending, onLook, onClose }: RevokeWhichProps) {
  const { t } = useTranslation();
  const [fields, setFields] = useState(() => whereFieldsOf(search));
  const [reason, setReason] = useState('');
  const [isTold, setIsTold] = useState(false);
  const fault = whereFault(fields);
  const isNarrower = search.name !== undefined || search.state !== undefined || search.access !== undefined;
  const change = (part: Partial<WhereFields>): void => setFields({ ...fields, ...part });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTold(true);
        if (fault === null && reason.trim() !== '') onLook(whereOf(fields), reason.trim());
      }}
    >
      <Stack>
        <Text size="sm">{t('allTokens.bulk.intro')}</Text>
        <Radio.Group label={t('allTokens.bulk.which')} value={fields.isAll ? 'all' : 'some'} onChange={(which) => change({ isAll: which === 'all' })}>
          <Stack gap="xs" mt="xs">
            <Radio value="some" label={t('allTokens.bulk.some')} />
            <Radio value="all" label={t('allTokens.bulk.all')} />
          </Stack>
        </Radio.Group>
        {!fields.isAll && (
          <Fieldset>
            <Stack gap="sm">
              <AccountSelect label={t('allTokens.bulk.account')} tenant={tenant} value={fields.account} onChange={(account) => change({ account })} />
              <TextInput
                label={t('allTokens.bulk.label')}
                placeholder="team:dns"
                value={fields.label}
                onChange={({ currentTarget: { value } }) => change({ label: value })}
                error={isTold && fault === 'label' ? t('allTokens.labelHint') : null}
                maxLength={140}
                spellCheck={false}
                autoComplete="off"
              />
              <FeatureSelect feature={fields.feature} onFeature={(feature) => change({ feature })} />
              <DatePickerInput
                label={t('allTokens.bulk.before')}
                value={fields.before}
                onChange={(before) => change({ before })}
                valueFormat="D MMM YYYY"
                clearable
                clearButtonProps={{ 'aria-label': t('allTokens.clearBefore') }}
              />
              <NativeSelect
                label={t('allTokens.bulk.kind')}
                value={fields.account === null ? fields.kind : 'account'}
                disabled={fields.account !== null}
                onChange={({ currentTarget: { value } }) => change({ kind: KINDS.find((kind) => kind === value) ?? '' })}
                data={[{ value: '', label: t('allTokens.kinds.any') }, ...KINDS.map((kind) => ({ value: kind, label: t(`allTokens.kinds.${kind}`) }))]}
              />
              {isNarrower && <Text size="sm">{t('allTokens.bulk.notNarrowed')}</Text>}
              {isTold && fault === 'nothing' && <Input.Error role="alert">{t('allTokens.bulk.nothing')}</Input.Error>}
            </Stack>
          </Fieldset>
        )}
        <TextInput
          label={t('allTokens.bulk.reason')}
          description={t('allTokens.bulk.reasonHint')}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
          error={isTold && reason.trim() === '' ? t('allTokens.bulk.reasonMissing') : null}
          maxLength={200}
          required
        />
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('allTokens.bulk.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('allTokens.bulk.look')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FeatureSelect({ feature, onFeature }: { readonly feature: string | null; readonly onFeature: (feature: string | null) => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(catalogueQuery);
  const offered = (data?.features ?? []).map(({ name }) => ({ value: name, label: featureTitle(name, t) })).sort((one, other) => one.label.localeCompare(other.label));
  return (
    <Select
      label={t('allTokens.bulk.feature')}
      placeholder={t('allTokens.bulk.anyFeature')}
      data={offered}
      value={feature}
      onChange={onFeature}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('allTokens.bulk.anyFeature') }}
      maxDropdownHeight={240}
    />
  );
}
