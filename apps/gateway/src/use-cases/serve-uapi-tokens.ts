import { expiryArgument, flagArgument, nameArgument, only } from '../domain/token-arguments.js';
import { uapiRow, unixSeconds, whitelist } from '../domain/token-rows.js';
import { ownTokenNamed, ownTokens, revokeOwn } from './own-tokens.js';
import { sentence, type TokenFunction, type TokenServing } from './token-serving.js';

/** The module `Tokens` of UAPI: tokens of one account. */
export function uapiTokenFunctions(deps: TokenServing): Record<`Tokens::${string}`, TokenFunction> {
  const { services, catalogue, grantCatalogue, issue, edit } = deps;
  return {
    'Tokens::create_full_access': async (call) => {
      const name = nameArgument(call.given, 'name');
      if (!name.ok) return { ok: false, text: name.refusal };
      const expiry = expiryArgument(call.given);
      if (!expiry.ok) return { ok: false, text: expiry.refusal };
      const readOnly = flagArgument(call.given, 'readonly');
      if (!readOnly.ok) return { ok: false, text: readOnly.refusal };
      const { ipAllowlist, rateLimit, timeWindows } = call.presented.facts;
      const issued = await issue(
        { ...call, repeatable: null },
        {
          ...{ kind: 'account', name: name.value, description: '', labels: {}, access: 'full', grants: [], readOnly: readOnly.value },
          // What the function cannot say is as it is for whoever calls it.
          ...{ ipAllowlist, rateLimit, timeWindows, useQuota: null, notBefore: null, expiresAt: expiry.value?.at ?? null },
          // Full access needs no confirmation, and this function gives nothing else.
          confirmEscalating: false,
        },
      );
      if (!issued.ok) return { ok: false, text: sentence(issued.refusal) };
      const { token, secret } = issued.value;
      return { ok: true, data: { token: secret, create_time: unixSeconds(token.createdAt), whitelist_ips: whitelist(token) } };
    },

    'Tokens::list': async (call) => {
      const tokens = await ownTokens(services, call);
      return { ok: true, data: tokens.map((token) => uapiRow(token, { ...grantCatalogue, operationNamed: catalogue.operationNamed })) };
    },

    'Tokens::rename': async (call) => {
      const name = nameArgument(call.given, 'name');
      if (!name.ok) return { ok: false, text: name.refusal };
      const newName = nameArgument(call.given, 'new_name');
      if (!newName.ok) return { ok: false, text: newName.refusal };
      const token = await ownTokenNamed(services, call, name.value);
      if (token === null) return { ok: false, text: `There is no token named ${name.value}.` };
      const edited = await edit(call, { tokenId: token.id, expectedVersion: null, changes: { name: newName.value }, confirmEscalating: false });
      return edited.ok ? { ok: true, data: null } : { ok: false, text: sentence(edited.refusal) };
    },

    // What is not there is as good as revoked: clients ask to be sure.
    'Tokens::revoke': async (call) => {
      const given = only(call.given, 'name');
      if (!given.ok) return { ok: false, text: given.refusal };
      if (given.value === null || given.value === '') return { ok: false, text: 'name is missing.' };
      const name = nameArgument(call.given, 'name');
      const token = name.ok ? await ownTokenNamed(services, call, name.value) : null;
      return { ok: true, data: 1, receipts: token === null ? [] : await revokeOwn(services, call, [token]) };
    },
  };
}
