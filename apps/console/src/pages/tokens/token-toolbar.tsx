import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canBegin, DEFAULT_SORT, isNarrowed, SORTS, STATES, WITHOUT_FILTERS } from './tokens-search.js';
import { useTokensSearch } from './use-tokens-search.js';
import classes from './toolbar.module.css';

/** While somebody types, nothing is looked for. */
const TYPING_MS = 250;

/** What of the list is shown, and in what order. All of it stands in the address. */
export function TokenToolbar() {
  const { t } = useTranslation();
  const [search, change] = useTokensSearch();
  return (
    <div className={classes.toolbar} role="search" aria-label={t('tokens.filters')}>
      <NameSearch name={search.name ?? ''} onName={(name) => change({ name })} />
      <NativeSelect
        className={classes.filter}
        aria-label={t('tokens.state')}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) => change({ state: STATES.find((state) => state === value) })}
        data={[{ value: '', label: t('tokens.anyState') }, ...STATES.map((state) => ({ value: state, label: t(`rights.states.${state}`) }))]}
      />
      <NativeSelect
        className={classes.filter}
        aria-label={t('tokens.access')}
        value={search.access ?? ''}
        onChange={({ currentTarget: { value } }) => change({ access: value === '' ? undefined : (value as 'full') })}
        data={[{ value: '', label: t('tokens.anyAccess') }, ...(['restricted', 'full'] as const).map((access) => ({ value: access, label: t(`rights.access.${access}`) }))]}
      />
      <NativeSelect
        className={classes.filter}
        aria-label={t('tokens.sort')}
        value={search.sort ?? DEFAULT_SORT}
        onChange={({ currentTarget: { value } }) => change({ sort: value === DEFAULT_SORT ? undefined : (value as 'name') })}
        data={SORTS.map((sort) => ({ value: sort, label: t(`tokens.sorts.${sort}`) }))}
      />
      {isNarrowed(search) && (
        <Button variant="subtle" onClick={() => change(WITHOUT_FILTERS)}>
          {t('tokens.clear')}
        </Button>
      )}
    </div>
  );
}

function NameSearch({ name, onName }: { readonly name: string; readonly onName: (name: string | undefined) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const look = useDebouncedCallback((typed: string) => {
    if (typed === '' || canBegin(typed)) onName(typed === '' ? undefined : typed);
  }, TYPING_MS);
  const change = (typed: string): void => {
    setText(typed);
    look(typed.trim());
  };
  // The address changes by the browser's own buttons too.
  const [known, setKnown] = useState(name);
  if (known !== name) {
    setKnown(name);
    if (text.trim() !== name) setText(name);
  }
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={t('tokens.search')}
      placeholder={t('tokens.search')}
      value={text}
      onChange={({ currentTarget: { value } }) => change(value)}
      error={text.trim() === '' || canBegin(text.trim()) ? null : t('tokens.searchHint')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="sm" aria-label={t('tokens.clearSearch')} onClick={() => change('')} />}
      maxLength={50}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
    />
  );
}
