import { Chip, Group, Input, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import type { EffectivePolicy } from '@portcullis/client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../app/moment.js';
import { moment } from '../../words/moments.js';
import { CHOICES, endsAt, isOffered, longestDays, type Expiry } from './expiry.js';

interface ExpiryFieldProps {
  readonly expiry: Expiry;
  readonly onExpiry: (expiry: Expiry) => void;
  readonly policy: EffectivePolicy;
  readonly error: string | null;
}

const dayOf = (ms: number): string => new Intl.DateTimeFormat('sv-SE').format(ms);

/** How long a token works. What the provider does not allow is there and says why it cannot be chosen. */
export function ExpiryField({ expiry, onExpiry, policy, error }: ExpiryFieldProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  /** One group, through which arrows lead: Mantine gives each chip a name of its own. */
  const group = useId();
  const days = longestDays(policy);
  const ends = endsAt(expiry, now, policy);
  const reasons = [
    ...(days !== null ? [t('createToken.expiry.longest', { count: days })] : policy.expiryRequired ? [t('createToken.expiry.required')] : []),
    ...(policy.idleSeconds !== null ? [t('createToken.expiry.idle', { count: Math.floor(policy.idleSeconds / 86_400) })] : []),
  ];
  return (
    <Stack gap="sm">
      <Chip.Group value={expiry.choice} onChange={(choice) => onExpiry({ ...expiry, choice })}>
        <Group gap="xs" role="radiogroup" aria-label={t('createToken.sections.expiry')}>
          {CHOICES.map((choice) => (
            <Chip key={choice} name={group} value={choice} disabled={!isOffered(choice, policy)}>
              {t(`createToken.expiry.choices.${choice}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {expiry.choice === 'date' && (
        <DatePickerInput
          label={t('createToken.expiry.date')}
          description={t('createToken.expiry.dateHint')}
          value={expiry.date}
          onChange={(date) => onExpiry({ ...expiry, date })}
          minDate={dayOf(now)}
          {...(days !== null && { maxDate: dayOf(now + days * 86_400_000) })}
          maw={280}
          required
        />
      )}
      {error !== null && <Input.Error role="alert">{error}</Input.Error>}
      {ends !== null && error === null && (
        <Text size="sm" c="dimmed">
          {t('createToken.expiry.ends', { at: moment(ends, i18n.language) })}
        </Text>
      )}
      {reasons.map((reason) => (
        <Text key={reason} size="sm" c="dimmed">
          {reason}
        </Text>
      ))}
    </Stack>
  );
}
