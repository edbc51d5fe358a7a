import type { AccountFilters } from '../../api/accounts.js';

/** What the address of the list says. What makes no sense is left out. */
export type AccountsSearch = AccountFilters;

const USERNAME = /^[a-z][a-z0-9_-]{0,31}$/;

/** Whether a user name can begin so. */
export const canBegin = (text: string): boolean => USERNAME.test(text);

/** Whether it can be one: ids of accounts begin with `acc_`. */
export const isUsername = (text: string): boolean => USERNAME.test(text) && !text.startsWith('acc_');

export function accountsSearch({ username, status }: Record<string, unknown>): AccountsSearch {
  return {
    ...(typeof username === 'string' && canBegin(username) && { username }),
    ...((status === 'active' || status === 'suspended') && { status }),
  };
}

export const isNarrowed = ({ username, status }: AccountsSearch): boolean => username !== undefined || status !== undefined;
