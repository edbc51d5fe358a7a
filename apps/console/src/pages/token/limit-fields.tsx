import { Fieldset, Group, NativeSelect, NumberInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { EditFields } from './edit-fields.js';

const SPANS = [['1', 'second'], ['60', 'minute'], ['3600', 'hour'], ['86400', 'day']] as const;

/** How much a token may be used. Empty fields: no limit. */
export function LimitFields({ form }: { readonly form: UseFormReturnType<EditFields> }) {
  const { t } = useTranslation();
  const { rateSeconds } = form.values;
  const spans = [
    ...SPANS.map(([value, span]) => ({ value, label: t(`token.edit.span.${span}`) })),
    ...(SPANS.some(([value]) => value === rateSeconds) ? [] : [{ value: rateSeconds, label: t('token.edit.span.seconds', { seconds: rateSeconds }) }]),
  ];
  const number = { min: 1, allowDecimal: false, allowNegative: false, thousandSeparator: ' ', hideControls: true, placeholder: t('token.edit.noLimit') };
  return (
    <Fieldset legend={t('token.limits')} mx={0}>
      <Group align="flex-end" gap="xs" grow preventGrowOverflow={false} wrap="nowrap">
        <NumberInput label={t('token.edit.requests')} max={1_000_000} {...number} {...form.getInputProps('rateRequests')} />
        <NativeSelect label={t('token.edit.in')} data={spans} {...form.getInputProps('rateSeconds')} />
      </Group>
      <NumberInput label={t('token.edit.quota')} description={t('token.edit.quotaHint')} max={1_000_000_000} mt="sm" {...number} {...form.getInputProps('useQuota')} />
    </Fieldset>
  );
}
