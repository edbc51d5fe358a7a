import { Group, NativeSelect, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span, Unit } from './policy-fields.js';

interface SpanFieldProps {
  readonly label: string;
  readonly description: ReactNode;
  readonly value: Span;
  readonly onChange: (value: Span) => void;
  readonly error: string | null;
}

/** How long, in a unit to choose. Empty: no limit. */
export function SpanField({ label, description, value, onChange, error }: SpanFieldProps) {
  const { t } = useTranslation();
  const units: readonly Unit[] = value.unit === 'seconds' ? ['days', 'hours', 'seconds'] : ['days', 'hours'];
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <NumberInput
        {...{ label, description, error, flex: 1, min: 1, max: 315_360_000, allowDecimal: false, allowNegative: false, thousandSeparator: ' ', hideControls: true }}
        placeholder={t('policy.noLimit')}
        value={value.number}
        onChange={(number) => onChange({ ...value, number: typeof number === 'number' ? number : '' })}
      />
      <NativeSelect
        w={110}
        aria-label={t('policy.unitOf', { field: label })}
        value={value.unit}
        onChange={(event) => onChange({ ...value, unit: event.currentTarget.value as Unit })}
        data={units.map((unit) => ({ value: unit, label: t(`policy.units.${unit}`) }))}
      />
    </Group>
  );
}
