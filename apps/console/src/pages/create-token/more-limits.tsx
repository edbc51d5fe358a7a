import { Group, NativeSelect, NumberInput, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Draft } from './draft.js';

export interface MoreLimitsProps {
  readonly draft: Draft;
  /** Where it is not asked for elsewhere. */
  readonly withReadOnly: boolean;
  readonly onDraft: (change: Partial<Draft>) => void;
}

const PERIODS = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
] as const;
const MOST_REQUESTS = 1_000_000;
const MOST_USES = 1_000_000_000;

/** Limits that few people need. */
export function MoreLimits({ draft: { readOnly, rate, quota }, withReadOnly, onDraft }: MoreLimitsProps) {
  const { t } = useTranslation();
  const whole = (value: number | string): number | null => (typeof value === 'number' && value >= 1 ? Math.floor(value) : null);
  const seconds = rate?.seconds ?? 60;
  return (
    <Stack gap="md">
      {withReadOnly && <ReadOnlySwitch isOn={readOnly} onChange={(isOn) => onDraft({ readOnly: isOn })} />}
      <Group align="flex-end" gap="sm">
        <NumberInput
          label={t('createToken.rate.label')}
          placeholder={t('createToken.rate.none')}
          min={1}
          max={MOST_REQUESTS}
          allowDecimal={false}
          thousandSeparator=" "
          value={rate?.requests ?? ''}
          onChange={(value) => {
            const requests = whole(value);
            onDraft({ rate: requests === null ? null : { requests, seconds } });
          }}
          w={180}
        />
        <NativeSelect
          label={t('createToken.rate.per')}
          value={String(seconds)}
          disabled={rate === null}
          onChange={({ currentTarget: { value } }) => rate !== null && onDraft({ rate: { ...rate, seconds: Number(value) } })}
          data={PERIODS.map(([period, each]) => ({ value: String(each), label: t(`createToken.rate.${period}`) }))}
        />
      </Group>
      <NumberInput
        label={t('createToken.quota.label')}
        description={t('createToken.quota.hint')}
        placeholder={t('createToken.quota.none')}
        min={1}
        max={MOST_USES}
        allowDecimal={false}
        thousandSeparator=" "
        value={quota ?? ''}
        onChange={(value) => onDraft({ quota: whole(value) })}
        w={180}
      />
    </Stack>
  );
}

/** Takes away all that changes something, whatever else is chosen. */
export function ReadOnlySwitch({ isOn, onChange }: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  const { t } = useTranslation();
  return <Switch label={t('createToken.readOnly.label')} description={t('createToken.readOnly.hint')} checked={isOn} onChange={({ currentTarget: { checked } }) => onChange(checked)} />;
}
