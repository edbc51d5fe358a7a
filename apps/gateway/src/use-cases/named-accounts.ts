import { permissionsRpc } from '@portcullis/contracts';
import { assert, granted, refused, type Result } from '@portcullis/kernel';
import type { AskedCall, JudgedCall, NamedAccount } from './panel-asked.js';
import type { Origin, Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

/** As many as the calls of a batch. */
const MOST_ACCOUNTS = 50;

/** What was asked for of one request, by user name: once, however often it is judged. */
export type FoundAccounts = Map<string, Promise<NamedAccount | null>>;

type NamedCall = JudgedCall & Pick<AskedCall, 'account' | 'makesAccount'>;

/**
 * Whom a provider's calls name. All must lie below that provider: the credential on the panel may reach further than who asks.
 * The refusal is a sentence about the first that does not.
 */
export async function namedAccounts(
  services: Services,
  asked: FoundAccounts,
  { facts, shard }: PresentedToken,
  calls: readonly NamedCall[],
  { requestId }: Origin,
): Promise<Result<readonly NamedAccount[], string>> {
  if (facts.kind !== 'tenant') return granted([]);
  const names = new Set(calls.flatMap(accountsOf));
  if (names.size > MOST_ACCOUNTS) return refused(`A request may name ${MOST_ACCOUNTS} accounts at most.`);
  const find = async (username: string): Promise<NamedAccount | null> => {
    const read = await services.call(permissionsRpc.findAccount, { tenantId: facts.tenantId, username }, { shard, tenantId: facts.tenantId, requestId });
    assert(read.ok, 'the contract knows no refusal');
    return read.value.account;
  };
  for (const username of names) if (!asked.has(username)) asked.set(username, find(username));
  const found = await Promise.all([...names].map(async (username) => ({ username, account: await asked.get(username)! })));
  const foreign = found.find(({ account }) => account === null);
  if (foreign !== undefined) return refused(noAccount(foreign.username));
  return granted(found.flatMap(({ account }) => account ?? []));
}

export function noAccount(username: string): string {
  return `There is no account named ${username} here.`;
}

function accountsOf({ account, leaves, makesAccount }: NamedCall): string[] {
  const named = leaves.flatMap((leaf) => (leaf.kind === 'account' && leaf.name !== makesAccount ? [leaf.name] : []));
  return account === null ? named : [account, ...named];
}
