import { permissionsRpc } from '@portcullis/contracts';
import { assert, granted, refused, type Result } from '@portcullis/kernel';
import type { AskedCall, JudgedCall, NamedAccount } from './panel-asked.js';
import type { Origin, Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

type NamedCall = JudgedCall & Pick<AskedCall, 'account' | 'makesAccount'>;

/**
 * Whom a provider's calls name. All must lie below that provider: the credential on the panel may reach further than who asks.
 * The refusal is a sentence about the first that does not.
 */
export async function namedAccounts(
  services: Services,
  { facts, shard }: PresentedToken,
  calls: readonly NamedCall[],
  { requestId }: Origin,
): Promise<Result<readonly NamedAccount[], string>> {
  if (facts.kind !== 'tenant') return granted([]);
  const names = new Set(calls.filter(({ makesAccount }) => !makesAccount).flatMap(accountsOf));
  const found = await Promise.all(
    [...names].map(async (username) => {
      const read = await services.call(permissionsRpc.findAccount, { tenantId: facts.tenantId, username }, { shard, tenantId: facts.tenantId, requestId });
      assert(read.ok, 'the contract knows no refusal');
      return { username, account: read.value.account };
    }),
  );
  const foreign = found.find(({ account }) => account === null);
  if (foreign !== undefined) return refused(noAccount(foreign.username));
  return granted(found.flatMap(({ account }) => account ?? []));
}

export function noAccount(username: string): string {
  return `There is no account named ${username} here.`;
}

function accountsOf({ account, leaves }: NamedCall): string[] {
  const named = leaves.flatMap((leaf) => (leaf.kind === 'account' ? [leaf.name] : []));
  return account === null ? named : [account, ...named];
}
