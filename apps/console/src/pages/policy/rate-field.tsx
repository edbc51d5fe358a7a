import { Group, NativeSelect, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rate } from './policy-fields.js';

const SPANS = [[1, 'second'], [60, 'minute'], [3600, 'hour'], [86_400, 'day']] as const;

interface RateFieldProps {
  readonly label: string;
  readonly description: ReactNode;
  readonly value: Rate;
  readonly onChange: (value: Rate) => void;
  readonly error: string | null;
}

/** How many requests, in how long. Empty: no limit. */
export function RateField({ label, description, value, onChange, error }: RateFieldProps) {
  const { t } = useTranslation();
  const spans = [
    ...SPANS.map(([seconds, span]) => ({ value: String(seconds), label: t(`policy.spans.${span}`) })),
    ...(SPANS.some(([seconds]) => seconds === value.seconds) ? [] : [{ value: String(value.seconds), label: t('policy.spans.seconds', { seconds: value.seconds }) }]),
  ];
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <NumberInput
        {...{ label, description, error, flex: 1, min: 1, max: 1_000_000, allowDecimal: false, allowNegative: false, thousandSeparator: ' ', hideControls: true }}
        placeholder={t('policy.noLimit')}
        value={value.requests}
        onChange={(requests) => onChange({ ...value, requests: typeof requests === 'number' ? requests : '' })}
      />
      <NativeSelect w={110} aria-label={`${label}: ${t('policy.per')}`} value={String(value.seconds)} onChange={(event) => onChange({ ...value, seconds: Number(event.currentTarget.value) })} data={spans} />
    </Group>
  );
}
