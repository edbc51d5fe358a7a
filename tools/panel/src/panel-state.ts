import { copyAccount, createAccounts, type Account, type AccountOptions } from './account.js';
import { PLAIN_DIALECT, type Dialect } from './dialect.js';
import { ExecutedCalls } from './executed-call.js';
import { copyWhmStore, createWhmStore, type WhmStore } from './whm/whm-store.js';
import { createWhmUsers, type WhmUser, type WhmUserOptions } from './whm/whm-user.js';

export interface StateOptions {
  readonly accounts: readonly AccountOptions[];
  readonly whmUsers?: readonly WhmUserOptions[];
  /** What differs from `PLAIN_DIALECT`. */
  readonly dialect?: Partial<Dialect>;
  /** Unix seconds. Default: the system's clock. */
  readonly now?: () => number;
}

/** Everything the panel knows. It is in memory only and ends with the panel. */
export interface PanelState {
  /** By user name. Accounts come and go while the panel runs. */
  readonly accounts: Map<string, Account>;
  /** By user name. */
  readonly whmUsers: Map<string, WhmUser>;
  readonly whm: WhmStore;
  readonly dialect: Dialect;
  readonly executed: ExecutedCalls;
  readonly now: () => number;
}

/** @throws Error when users or domains contradict each other. */
export function createState(options: StateOptions): PanelState {
  return {
    accounts: createAccounts(options.accounts),
    whmUsers: createWhmUsers(options.whmUsers ?? []),
    whm: createWhmStore(),
    dialect: { ...PLAIN_DIALECT, ...options.dialect },
    executed: new ExecutedCalls(),
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  };
}

/** A state of the same content on which calls may be tried: nothing done to it reaches this one. */
export function copyState(state: PanelState, dialect: Dialect = state.dialect): PanelState {
  return {
    accounts: new Map(Array.from(state.accounts, ([user, account]) => [user, copyAccount(account)])),
    whmUsers: new Map(Array.from(state.whmUsers, ([name, user]) => [name, { ...user }])),
    whm: copyWhmStore(state.whm),
    dialect,
    executed: new ExecutedCalls(),
    now: state.now,
  };
}
