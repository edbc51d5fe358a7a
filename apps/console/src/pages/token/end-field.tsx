import { DateTimePicker } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../app/moment.js';
import { localTime } from './edit-fields.js';

const DAY_MS = 86_400_000;
const SPANS = [7, 30, 90, 365] as const;

interface EndFieldProps {
  /** As date fields want it; null: never. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly error: ReactNode;
}

/** When a token ends, by the clock of the viewer. Empty: never. */
export function EndField(field: EndFieldProps) {
  const { t } = useTranslation();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = useNow();
  return (
    <DateTimePicker
      {...{ ...field, clearable: true, valueFormat: 'D MMM YYYY, HH:mm', minDate: localTime(new Date(now)), defaultTimeValue: '12:00:00' }}
      label={t('token.edit.expires')}
      description={t('token.edit.expiresHint', { zone })}
      placeholder={t('token.never')}
      clearButtonProps={{ 'aria-label': t('token.edit.noExpiry') }}
      presets={SPANS.map((days) => ({ value: localTime(new Date(now + days * DAY_MS)), label: t('token.edit.inDays', { count: days }) }))}
    />
  );
}
