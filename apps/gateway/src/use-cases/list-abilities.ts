import { capabilityOf, decideLive, type OperationFacts } from '@portcullis/access';
import type { AnswerOf, QueryOf, rightsHttp } from '@portcullis/contracts';
import { granted, refused, type Result, type TokenId } from '@portcullis/kernel';
import { decodeCursor, encodeCursor } from '../domain/list-cursor.js';
import { escalatesOn } from '../domain/escalates-on.js';
import { readHeldToken, type CallOnToken, type HeldTokenReaders, type TokenNotFound } from './held-token.js';

type Abilities = AnswerOf<typeof rightsHttp.tenantTokenCan>;
type Asked = QueryOf<typeof rightsHttp.tenantTokenCan>;
type Refusal = TokenNotFound | { readonly code: 'invalid_request'; readonly detail: string };

/** What a token can do now, operation by operation, in order of their names; with full access also all that no grant could name is not listed. */
export function listAbilities(deps: HeldTokenReaders & { readonly operations: readonly OperationFacts[] }) {
  const operations = [...deps.operations].sort((one, other) => (one.name < other.name ? -1 : 1));

  return async (call: CallOnToken, tokenId: TokenId, { operation: beginning, ip, limit, cursor }: Asked): Promise<Result<Abilities, Refusal>> => {
    const list = [tokenId, beginning ?? null, ip ?? null];
    const after = cursor === undefined ? '' : decodeCursor(cursor, list);
    if (after === null) return refused({ code: 'invalid_request', detail: 'must be what the page before gave as next' });
    const read = await readHeldToken(deps, call, tokenId);
    if (!read.ok) return read;
    const { token, owner, now } = read.value;
    const at = { now, ip: ip ?? null };
    const live = decideLive(token, owner, at);
    if (!live.allowed) return granted({ live: false, code: live.code, items: [], next: null });

    const items: Abilities['items'] = [];
    for (const operation of operations) {
      const { name, access } = operation;
      if (name <= after || (beginning !== undefined && !name.startsWith(beginning))) continue;
      const capability = capabilityOf({ token, owner, operation, ...at });
      if (capability === null) continue;
      const last = items.at(-1);
      // One more than fits: there is a next page.
      if (last !== undefined && items.length === limit) return granted({ live: true, code: 'allowed', items, next: encodeCursor(last.operation, list) });
      const { resources, except, once } = capability;
      const escalates = escalatesOn(deps.grantCatalogue.escalationOf(name), resources);
      items.push({ operation: name, access, escalates, resources: resources && [...resources], except: [...except], once });
    }
    return granted({ live: true, code: 'allowed', items, next: null });
  };
}
