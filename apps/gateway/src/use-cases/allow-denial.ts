import type { GrantCatalogue, Power } from '@portcullis/access';
import type { Receipt, TokenView } from '@portcullis/contracts';
import { granted, refused, type DenialId, type Instant, type Result } from '@portcullis/kernel';
import { withMissing, type GivenFor } from '../domain/missing-grant.js';
import type { PowerTakingCall } from './authorise-call.js';
import type { editToken } from './edit-token.js';
import type { DenialCall, findDenial, FoundDenial } from './find-denial.js';
import type { Refusal } from './reach-for-power.js';

export interface AllowDenial {
  readonly id: DenialId;
  readonly for: GivenFor;
  readonly confirmEscalating: boolean;
}

export interface AllowedDenial {
  readonly found: FoundDenial & { readonly token: TokenView };
  /** Null: the token held it already. */
  readonly enforcement: Receipt | null;
}

export interface AllowDenialDeps {
  readonly find: ReturnType<typeof findDenial>;
  readonly edit: ReturnType<typeof editToken>;
  readonly grantCatalogue: GrantCatalogue;
}

/** Others may edit the same token meanwhile: what they did is read, and the grant is added to that. */
const MOST_TRIES = 5;
/** As many as a token may hold, and of those for one call. */
const MOST_GRANTS = 200;
const MOST_ONCE = 20;

/**
 * Gives a token the one grant that it was denied for the lack of, and nothing else. An edit as any other: whoever allows must hold
 * what they give, and self-escalating rights are confirmed.
 */
export function allowDenial({ find, edit, grantCatalogue }: AllowDenialDeps) {
  return async (call: DenialCall & PowerTakingCall, wanted: AllowDenial, now: Instant): Promise<Result<AllowedDenial, Refusal>> => {
    for (let tries = 1; ; tries++) {
      const found = await find(call, wanted.id);
      if (!found.ok) return found;
      const { token, missing } = found.value;
      const dead = token === null ? { code: 'token_ended' as const, detail: 'the token is no longer kept' } : deadness(token);
      if (dead !== null) return refused(dead);
      if (missing === null || token!.access !== 'restricted' || token!.form !== 'token') return refused(notGrantable('no grant would have made this an allowance'));
      const grants = withMissing(token as Power, missing, wanted.for, now, grantCatalogue);
      if (grants === null) return granted({ found: { ...found.value, token: token! }, enforcement: null });
      if (grants.length > MOST_GRANTS) return refused(notGrantable(`the token holds ${MOST_GRANTS} grants, and no token holds more: take some from it first`));
      if (grants.filter(({ once }) => once).length > MOST_ONCE) return refused(notGrantable(`the token holds ${MOST_ONCE} grants for one call, and no token holds more: allow it for an hour, or for good`));
      const changes = { grants: grants.map((grant) => ({ ...grant })) };
      const edited = await edit(call, { tokenId: token!.id, expectedVersion: token!.version, changes, confirmEscalating: wanted.confirmEscalating });
      if (edited.ok) return granted({ found: { ...found.value, token: edited.value.token }, enforcement: edited.value.enforcement });
      if (edited.refusal.code !== 'precondition_failed' || tries === MOST_TRIES) return edited;
    }
  };
}

function deadness({ state }: TokenView): Refusal | null {
  if (state === 'revoked') return { code: 'token_revoked', detail: 'the token was revoked' };
  if (state === 'expired') return { code: 'token_ended', detail: 'the token has expired' };
  return state === 'exhausted' ? { code: 'token_ended', detail: 'the token has been used as often as it may be' } : null;
}

function notGrantable(detail: string): Refusal {
  return { code: 'not_grantable', detail };
}
