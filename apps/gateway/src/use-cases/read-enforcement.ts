import { ENFORCEMENT_OF, type AnswerOf, type enforcementHttp, type LiveProof } from '@portcullis/contracts';
import { assert } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

type Answer = AnswerOf<typeof enforcementHttp.readEnforcement>;
const MOST_RECEIPTS = 20;

/** Who answers from memory, and how long it takes until what is revoked is dead everywhere: as both authorities know it. */
export function readEnforcement({ services }: { services: Services }) {
  return async ({ target: { tenant, shard }, origin }: AuthorisedCall & { readonly origin: Origin }): Promise<Answer> => {
    const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
    const [tokens, permissions] = await Promise.all([
      services.call(ENFORCEMENT_OF.tokens, { tenantId: tenant.id }, scope),
      services.call(ENFORCEMENT_OF.permissions, { tenantId: tenant.id }, scope),
    ]);
    assert(tokens.ok && permissions.ok, 'nothing here is refused');
    const both = [tokens.value, permissions.value];
    return {
      authorities: both.map(({ status }) => status),
      receipts: both
        .flatMap(({ receipts }) => receipts)
        .sort((one, other) => other.takenAt.localeCompare(one.takenAt))
        .slice(0, MOST_RECEIPTS),
      revokeToDead: { tokens: tokens.value.revokeToDead, permissions: permissions.value.revokeToDead },
      proof: summaryOf(tokens.value.proofs),
    };
  };
}

function summaryOf(proofs: readonly LiveProof[]): Answer['proof'] {
  const slowest = proofs.flatMap(({ revokeMs }) => revokeMs ?? []);
  return {
    last: proofs[0] ?? null,
    lastHour: {
      proofs: proofs.length,
      failed: proofs.filter(({ acceptedAfter, seenDead, verifiers }) => acceptedAfter > 0 || seenDead < verifiers).length,
      slowestMs: slowest.length === 0 ? null : Math.max(...slowest),
    },
  };
}
