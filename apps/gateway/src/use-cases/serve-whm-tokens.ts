import type { Grant } from '@portcullis/access';
import { tokensRpc, type TokenView } from '@portcullis/contracts';
import { addressesArgument, expiryArgument, listArgument, nameArgument, only, optionalNameArgument } from '../domain/token-arguments.js';
import { rightsOf } from '../domain/privileges.js';
import { whmDetails, whmRow } from '../domain/token-rows.js';
import { ownTokenNamed, ownTokens, revokeOwn } from './own-tokens.js';
import { presentedToken } from './presented-token.js';
import { sentence, type TokenCall, type TokenFunction, type TokenOutcome, type TokenServing } from './token-serving.js';

/** What of a token's rights a call speaks of. */
interface Said {
  readonly access?: 'full' | 'restricted';
  readonly grants?: Grant[];
  readonly expiresAt?: string | null;
  readonly ipAllowlist?: string[];
}

/** Privileges are named one by one here, which says that each of them is meant. */
const NAMED_ONE_BY_ONE = true;

/** The functions `api_token_…` of WHM: tokens of a provider. */
export function whmTokenFunctions(deps: TokenServing): Record<`WHM::${string}`, TokenFunction> {
  const { services, catalogue, issue, edit, watch } = deps;
  return {
    'WHM::api_token_create': async (call) => {
      const name = nameArgument(call.given, 'token_name');
      if (!name.ok) return { ok: false, text: name.refusal };
      const wanted = saidOf(call, deps);
      if (!wanted.ok) return wanted;
      // No privileges named, no addresses named: as it is for whoever calls.
      const { access, grants, ipAllowlist, rateLimit, timeWindows } = call.presented.facts;
      const issued = await issue(
        { ...call, repeatable: null },
        {
          ...{ kind: 'tenant', name: name.value, description: '', labels: {}, access, grants, readOnly: false, ipAllowlist, rateLimit },
          ...{ timeWindows, useQuota: null, notBefore: null, expiresAt: null, ...wanted.changes },
          // What is handed on unnamed is not.
          confirmEscalating: wanted.changes.grants !== undefined && NAMED_ONE_BY_ONE,
        },
      );
      if (!issued.ok) return { ok: false, text: sentence(issued.refusal) };
      return { ok: true, data: whmDetails(issued.value.token, catalogue, issued.value.secret) };
    },

    'WHM::api_token_get_details': async (call) => {
      const text = only(call.given, 'token');
      if (!text.ok) return { ok: false, text: text.refusal };
      const token = await recognised(call, text.value ?? '');
      if (token !== null) return { ok: true, data: whmDetails(token, catalogue) };
      // Whoever tries secrets here is slowed down as at any other door.
      watch.refused(call.origin.ip, text.value ?? '');
      return { ok: false, text: 'The token is not recognised.' };
    },

    'WHM::api_token_list': async (call) => {
      const tokens = await ownTokens(services, call);
      return { ok: true, data: { tokens: Object.fromEntries(tokens.map((token) => [token.name, whmRow(token, catalogue)])) } };
    },

    'WHM::api_token_revoke': async (call) => {
      const names = listArgument(call.given, 'token_name');
      if (names === null || names.includes('')) return { ok: false, text: 'token_name is missing.' };
      const tokens = await ownTokens(services, call);
      const found = tokens.filter(({ name }) => names.includes(name));
      const receipts = await revokeOwn(services, call, found);
      const missing = names.find((name) => !found.some((token) => token.name === name));
      // A name that is misspelt must not look like a token that was revoked.
      return missing === undefined ? { ok: true, data: undefined, receipts } : { ok: false, text: `There is no token named ${missing}.`, receipts };
    },

    'WHM::api_token_update': async (call) => {
      const name = nameArgument(call.given, 'token_name');
      if (!name.ok) return { ok: false, text: name.refusal };
      const newName = optionalNameArgument(call.given, 'new_name');
      if (!newName.ok) return { ok: false, text: newName.refusal };
      const wanted = saidOf(call, deps);
      if (!wanted.ok) return wanted;
      const token = await ownTokenNamed(services, call, name.value);
      if (token === null) return { ok: false, text: `There is no token named ${name.value}.` };
      const changes = { ...wanted.changes, ...(newName.value !== null && { name: newName.value }) };
      if (Object.keys(changes).length === 0) return { ok: true, data: whmDetails(token, catalogue) };
      const edited = await edit(call, { tokenId: token.id, expectedVersion: null, changes, confirmEscalating: NAMED_ONE_BY_ONE });
      if (!edited.ok) return { ok: false, text: sentence(edited.refusal) };
      const { token: after, enforcement } = edited.value;
      return { ok: true, data: whmDetails(after, catalogue), receipts: enforcement === null ? [] : [enforcement.id] };
    },
  };

  /** The token of this tenant that the secret is good for, whatever state it is in, but for one that was revoked. */
  async function recognised(call: TokenCall, text: string): Promise<TokenView | null> {
    const { target, origin } = call;
    const presented = await presentedToken(deps, { text }, origin.requestId);
    if (presented === null) return null;
    const { facts, token: { facts: token }, now } = presented;
    if (facts.kind !== 'tenant' || facts.tenantId !== target.tenant.id || token.revokedAt !== null) return null;
    if (token.credentialEndsAt !== null && token.credentialEndsAt <= now) return null;
    const ref = { tenantId: facts.tenantId, accountId: null, tokenId: facts.id };
    const read = await services.call(tokensRpc.readToken, ref, { shard: target.shard, tenantId: facts.tenantId, requestId: origin.requestId });
    return read.ok ? read.value.token : null;
  }
}

/**
 * What a call says of a token's rights, and nothing of what it leaves out: leaving something out never widens a token. Panels
 * take it for everything and for ever.
 */
function saidOf({ given }: TokenCall, { catalogue }: TokenServing): { readonly ok: true; readonly changes: Said } | Extract<TokenOutcome, { ok: false }> {
  const privileges = listArgument(given, 'acl');
  const rights = privileges && rightsOf(privileges, catalogue);
  if (rights && !rights.ok) return { ok: false, text: rights.refusal };
  const expiry = expiryArgument(given);
  if (!expiry.ok) return { ok: false, text: expiry.refusal };
  const addresses = addressesArgument(given);
  if (!addresses.ok) return { ok: false, text: addresses.refusal };
  return {
    ok: true,
    changes: {
      ...(rights && rights.value),
      ...(expiry.value !== null && { expiresAt: expiry.value.at }),
      ...(addresses.value !== null && { ipAllowlist: addresses.value }),
    },
  };
}
