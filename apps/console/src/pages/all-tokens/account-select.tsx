import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsQuery } from '../../api/accounts.js';

const TYPING_MS = 250;
const USERNAME = /^[a-z][a-z0-9_-]{0,31}$/;

interface AccountSelectProps extends Pick<SelectProps, 'label' | 'aria-label' | 'className' | 'w'> {
  readonly tenant: string;
  /** A user name; null: any. */
  readonly value: string | null;
  readonly onChange: (account: string | null) => void;
}

/** An account by its user name: whoever types is offered those that begin so. */
export function AccountSelect({ tenant, value, onChange, ...rest }: AccountSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value ?? '');
  const [looked] = useDebouncedValue(typed, TYPING_MS);
  const { data } = useInfiniteQuery(accountsQuery(tenant, USERNAME.test(looked) && looked !== value ? { username: looked } : {}));
  const found = (data?.pages[0]?.items ?? []).map(({ username }) => username);
  return (
    <Select
      {...rest}
      placeholder={t('allTokens.anyAccount')}
      data={value === null || found.includes(value) ? found : [value, ...found]}
      value={value}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('allTokens.noAccount')}
      clearable
      clearButtonProps={{ 'aria-label': t('allTokens.clearAccount') }}
      maxDropdownHeight={280}
      spellCheck={false}
    />
  );
}
