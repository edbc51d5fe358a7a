import { CloseButton, Grid, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS, RANGES, type ActivitySearch, type Kind, type Range } from './activity-search.js';

const TYPING_MS = 350;
const DAYS = 'days';

/** What the trail is narrowed by. It stands in the address, and going back undoes it. */
export function ActivityFilters() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/t/$tenant/a/$account/activity' });
  const navigate = useNavigate({ from: '/t/$tenant/a/$account/activity' });
  const [text, setText] = useState(search.search ?? '');
  /** Two days are chosen one after the other: until both are, only the form knows. */
  const [days, setDays] = useState<[string | null, string | null]>([search.since ?? null, search.until ?? null]);
  const [choosing, setChoosing] = useState(search.since !== undefined || search.until !== undefined);
  const narrow = (change: (now: ActivitySearch) => ActivitySearch, replace = false) => void navigate({ search: change, replace });
  const setWords = (words: string) => narrow(({ search: _, ...rest }) => (words === '' ? rest : { ...rest, search: words }), true);
  const typed = useDebouncedCallback(setWords, TYPING_MS);
  // Somebody went back, or followed a link.
  const [known, setKnown] = useState(search.search ?? '');
  if (known !== (search.search ?? '')) {
    setKnown(search.search ?? '');
    if (text.trim() !== (search.search ?? '')) setText(search.search ?? '');
  }

  const setRange = (value: string | null) => {
    setChoosing(value === DAYS);
    if (value === DAYS) return;
    setDays([null, null]);
    narrow(({ range: _, since: _since, until: _until, ...rest }) => (value === null ? rest : { ...rest, range: value as Range }));
  };
  const chooseDays = ([since, until]: [string | null, string | null]) => {
    setDays([since, until]);
    if (since === null) return narrow(({ since: _, until: _until, ...rest }) => rest);
    if (until !== null) narrow(({ range: _, ...rest }) => ({ ...rest, since, until }));
  };

  return (
    <search aria-label={t('activity.filters')}>
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <TextInput
            {...{ label: t('activity.search'), placeholder: t('activity.searchHint'), value: text, maxLength: 100, spellCheck: false, leftSection: <IconSearch size={16} aria-hidden /> }}
            onChange={(event) => {
              setText(event.currentTarget.value);
              typed(event.currentTarget.value.trim());
            }}
            rightSection={text !== '' && <CloseButton size="sm" aria-label={t('activity.clear')} onClick={() => (setText(''), setWords(''))} />}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <Select
            {...{ label: t('activity.kind'), placeholder: t('activity.kinds.all'), value: search.kind ?? null, clearable: true, comboboxProps: { withinPortal: true } }}
            clearButtonProps={{ 'aria-label': t('activity.kinds.all') }}
            data={(Object.keys(KINDS) as Kind[]).map((kind) => ({ value: kind, label: t(`activity.kinds.${kind}`) }))}
            onChange={(kind) => narrow(({ kind: _, ...rest }) => (kind === null ? rest : { ...rest, kind: kind }))}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <Select
            {...{ label: t('activity.range'), placeholder: t('activity.ranges.all'), value: choosing ? DAYS : (search.range ?? null), clearable: true, onChange: setRange }}
            clearButtonProps={{ 'aria-label': t('activity.ranges.all') }}
            data={[...(Object.keys(RANGES) as Range[]), DAYS as 'days'].map((range) => ({ value: range, label: t(`activity.ranges.${range}`) }))}
          />
        </Grid.Col>
        {choosing && (
          <Grid.Col span={{ base: 12, sm: 6 }} offset={{ base: 0, sm: 6 }}>
            <DatePickerInput
              {...{ type: 'range', allowSingleDateInRange: true, clearable: true, value: days, onChange: chooseDays, valueFormat: 'D MMM YYYY', maxDate: new Date() }}
              label={t('activity.days')}
              placeholder={t('activity.daysHint')}
              clearButtonProps={{ 'aria-label': t('activity.clear') }}
            />
          </Grid.Col>
        )}
      </Grid>
    </search>
  );
}
