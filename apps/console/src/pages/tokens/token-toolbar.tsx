import { Button, NativeSelect } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { NameSearch } from '../../app/name-search.js';
import classes from '../../app/toolbar.module.css';
import { canBegin, DEFAULT_SORT, isNarrowed, SORTS, STATES, WITHOUT_FILTERS } from './tokens-search.js';
import { useTokensSearch } from './use-tokens-search.js';

/** What of the list is shown, and in what order. All of it stands in the address. Not drawn again with each page of the list that comes. */
export const TokenToolbar = memo(function TokenToolbar() {
  const { t } = useTranslation();
  const [search, change] = useTokensSearch();
  return (
    <div className={classes.toolbar} role="search" aria-label={t('tokens.filters')}>
      <NameSearch {...{ name: search.name ?? '', onName: (name) => change({ name }), label: t('tokens.search'), clearLabel: t('tokens.clearSearch'), hint: t('tokens.searchHint'), canBegin }} />
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
});
