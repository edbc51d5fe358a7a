import { Button, NativeSelect, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar, IconTag } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NameSearch } from '../../app/name-search.js';
import toolbar from '../../app/toolbar.module.css';
import { AccountSelect } from './account-select.js';
import { ACCESS, allTokensSearch, canBegin, isLabel, isNarrowed, KINDS, STATES, type AllTokensSearch } from './all-tokens-search.js';

type Change = { readonly [Key in keyof AllTokensSearch]: AllTokensSearch[Key] | undefined };

/** What of the list is shown. All of it stands in the address. */
export function AllTokensToolbar({ tenant }: { readonly tenant: string }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/t/$tenant/tokens' });
  const navigate = useNavigate({ from: '/t/$tenant/tokens' });
  const change = (part: Change): void => void navigate({ search: allTokensSearch({ ...search, ...part }), replace: true });
  return (
    <div className={toolbar.toolbar} role="search" aria-label={t('allTokens.filters')}>
      <NameSearch {...{ name: search.name ?? '', onName: (name) => change({ name }), label: t('allTokens.search'), clearLabel: t('allTokens.clearSearch'), hint: t('allTokens.searchHint'), canBegin }} />
      <AccountSelect className={toolbar.filter} w={{ sm: 180 }} aria-label={t('allTokens.account')} tenant={tenant} value={search.account ?? null} onChange={(account) => change({ account: account ?? undefined })} />
      <LabelFilter label={search.label ?? ''} onLabel={(label) => change({ label })} />
      <NativeSelect
        className={toolbar.filter}
        aria-label={t('allTokens.state')}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) => change({ state: STATES.find((state) => state === value) })}
        data={[{ value: '', label: t('allTokens.anyState') }, ...STATES.map((state) => ({ value: state, label: t(`rights.states.${state}`) }))]}
      />
      <NativeSelect
        className={toolbar.filter}
        aria-label={t('allTokens.access')}
        value={search.access ?? ''}
        onChange={({ currentTarget: { value } }) => change({ access: ACCESS.find((access) => access === value) })}
        data={[{ value: '', label: t('allTokens.anyAccess') }, ...ACCESS.map((access) => ({ value: access, label: t(`rights.access.${access}`) }))]}
      />
      <NativeSelect
        className={toolbar.filter}
        aria-label={t('allTokens.kind')}
        value={search.account === undefined ? (search.kind ?? '') : 'account'}
        disabled={search.account !== undefined}
        onChange={({ currentTarget: { value } }) => change({ kind: KINDS.find((kind) => kind === value) })}
        data={[{ value: '', label: t('allTokens.kinds.any') }, ...KINDS.map((kind) => ({ value: kind, label: t(`allTokens.kinds.${kind}`) }))]}
      />
      <DatePickerInput
        className={toolbar.filter}
        w={{ sm: 190 }}
        aria-label={t('allTokens.before')}
        placeholder={t('allTokens.before')}
        leftSection={<IconCalendar size={16} aria-hidden />}
        value={search.before ?? null}
        onChange={(before) => change({ before: before ?? undefined })}
        valueFormat="D MMM YYYY"
        clearable
        clearButtonProps={{ 'aria-label': t('allTokens.clearBefore') }}
      />
      {isNarrowed(search) && (
        <Button variant="subtle" onClick={() => void navigate({ search: {}, replace: true })}>
          {t('allTokens.clear')}
        </Button>
      )}
    </div>
  );
}

/** Looks once a whole label stands there. */
function LabelFilter({ label, onLabel }: { readonly label: string; readonly onLabel: (label: string | undefined) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(label);
  const [isLeft, setIsLeft] = useState(true);
  // The address changes by the browser's own buttons too.
  const [known, setKnown] = useState(label);
  if (known !== label) {
    setKnown(label);
    setText(label);
  }
  const look = (): void => {
    setIsLeft(true);
    if (text.trim() === '' || isLabel(text.trim())) onLabel(text.trim() === '' ? undefined : text.trim());
  };
  return (
    <TextInput
      className={toolbar.filter}
      aria-label={t('allTokens.label')}
      placeholder={t('allTokens.labelPlaceholder')}
      leftSection={<IconTag size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        setIsLeft(false);
      }}
      onBlur={look}
      onKeyDown={({ key }) => key === 'Enter' && look()}
      error={isLeft && text.trim() !== '' && !isLabel(text.trim()) ? t('allTokens.labelHint') : null}
      maxLength={140}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
