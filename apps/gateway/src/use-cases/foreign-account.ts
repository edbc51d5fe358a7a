import { permissionsRpc } from '@portcullis/contracts';
import { assert } from '@portcullis/kernel';
import type { Origin, Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import type { AskedCall, JudgedCall } from './panel-asked.js';

type NamedCall = JudgedCall & Pick<AskedCall, 'account' | 'makesAccount'>;

/**
 * A user that a provider's calls name must lie below that provider: the credential on the panel may reach further than who asks.
 * Answers a sentence about the first that does not; null: all do.
 */
export async function foreignAccount(services: Services, { facts, shard }: PresentedToken, calls: readonly NamedCall[], { requestId }: Origin): Promise<string | null> {
  if (facts.kind !== 'tenant') return null;
  const names = new Set(calls.filter(({ makesAccount }) => !makesAccount).flatMap(accountsOf));
  const found = await Promise.all(
    [...names].map(async (username) => {
      const read = await services.call(permissionsRpc.findAccount, { tenantId: facts.tenantId, username }, { shard, tenantId: facts.tenantId, requestId });
      assert(read.ok, 'the contract knows no refusal');
      return { username, account: read.value.account };
    }),
  );
  const foreign = found.find(({ account }) => account === null);
  return foreign === undefined ? null : `There is no account named ${foreign.username} here.`;
}

function accountsOf({ account, leaves }: NamedCall): string[] {
  const named = leaves.flatMap((leaf) => (leaf.kind === 'account' ? [leaf.name] : []));
  return account === null ? named : [account, ...named];
}
