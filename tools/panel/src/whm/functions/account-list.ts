import type { Account } from '../../account.js';
import type { CallParameters } from '../../call-parameters.js';
import { done, refused, type Fields, type WhmCall, type WhmFunctions, type WhmOutcome } from '../whm-function.js';
import { hostingOf } from '../whm-store.js';
import { reachedAccounts, withAccountOrDomain } from './reached-account.js';

/** `searchtype` → the field it looks into. */
const SEARCHED: Readonly<Record<string, string>> = {
  domain: 'domain',
  ip: 'ip',
  owner: 'owner',
  package: 'plan',
  user: 'user',
};

export const accountList: WhmFunctions = {
  /** `searchtype`, `search`, `searchmethod` (`regex` by default, or `exact`) and `want`: names divided by commas. */
  listaccts: {
    acl: 'list-accts',
    legacy: withStatus,
    run(call) {
      const found = search(reachedAccounts(call).map((account) => summary(call, account)), call.parameters);
      if (!found) return refused('The search is not one that this panel can make.');
      const want = call.parameters.first('want')?.split(',');
      if (!want) return done({ acct: found });
      return done({ acct: found.map((row) => Object.fromEntries(want.map((key) => [key, row[key] ?? null]))) });
    },
  },

  /** `user`, or else `domain`. */
  accountsummary: {
    acl: 'acct-summary',
    legacy: withStatus,
    run: (call) => withAccountOrDomain(call, (account) => done({ acct: [summary(call, account)] })),
  },
};

function withStatus(outcome: WhmOutcome): Fields {
  return outcome.ok
    ? { ...outcome.data, status: 1, statusmsg: 'Ok' }
    : { status: 0, statusmsg: outcome.reason };
}

/** Null when it is no search that can be made. */
function search(rows: readonly Fields[], parameters: CallParameters): readonly Fields[] | null {
  const sought = parameters.first('search');
  if (sought === undefined) return rows;
  const type = parameters.first('searchtype') ?? 'user';
  if (!Object.hasOwn(SEARCHED, type)) return null;
  const field = SEARCHED[type]!;
  if (parameters.first('searchmethod') === 'exact') return rows.filter((row) => row[field] === sought);
  try {
    const pattern = new RegExp(sought);
    return rows.filter((row) => pattern.test(row[field] as string));
  } catch {
    return null;
  }
}

function summary({ state }: WhmCall, account: Account): Fields {
  const { ip, limits, startedAt, suspension } = hostingOf(state.whm, account);
  const plan = state.whm.packages.get(account.plan);
  const limit = (name: string): string => limits.get(name) ?? plan?.get(name) ?? 'unlimited';
  return {
    backup: 0,
    disklimit: limit('QUOTA'),
    diskused: '1M',
    domain: account.mainDomain,
    email: account.contactEmail,
    ip,
    ipv6: [],
    is_locked: 0,
    maxaddons: limit('MAXADDON'),
    maxftp: limit('MAXFTP'),
    maxlst: limit('MAXLST'),
    maxparked: limit('MAXPARK'),
    maxpop: limit('MAXPOP'),
    maxsql: limit('MAXSQL'),
    maxsub: limit('MAXSUB'),
    owner: account.owner,
    partition: 'home',
    plan: account.plan,
    shell: '/sbin/nologin',
    startdate: new Date(startedAt * 1000).toISOString().slice(0, 16).replace('T', ' '),
    suspended: account.suspended ? 1 : 0,
    suspendreason: suspension?.reason ?? 'not suspended',
    suspendtime: suspension?.since ?? null,
    theme: 'none',
    unix_startdate: startedAt,
    user: account.user,
  };
}
