import type { TenantPolicy } from '@portcullis/access';
import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type Clock, type Instant, type Result } from '@portcullis/kernel';
import type { EscalatingRefusal } from '../domain/escalating.js';
import { asksOfPower, editMayNotEscalate, editOf, mayEdit, type Edit, type EditingRefusal, type TokenChanges } from '../domain/editing.js';
import { cannotHandOut, mayStillAct, tooFewUses, usesToHandOn, versionGivenBy, type HandingOutRefusal } from '../domain/handing-out.js';
import type { Catalogue } from '../domain/issuing.js';
import { toText } from '../domain/rights.js';
import type { SeenToken, Token } from '../domain/token.js';
import type { TokenRef, TokenStore } from './ports.js';
import { tooMany } from './too-many.js';

export interface EditToken {
  readonly caller: Caller;
  readonly ref: TokenRef;
  /** Null: whichever it is. */
  readonly expectedVersion: number | null;
  readonly changes: TokenChanges;
  readonly confirmEscalating: boolean;
  /** What holds for the token's tenant, those above it included. */
  readonly policy: TenantPolicy;
}

export interface EditedToken {
  readonly token: SeenToken;
  /** Of its power: this one, or where that was as it is asked to be, the newest. Null: nothing of it was to be touched, or all that is long ago. */
  readonly change: RecordedChange | null;
}

export type EditTokenRefusal =
  | EditingRefusal
  | HandingOutRefusal
  | EscalatingRefusal
  | { readonly code: 'not_found' | 'precondition_failed' | 'name_taken'; readonly detail: string };

export function editToken(deps: { store: TokenStore; clock: Clock; catalogue: Catalogue }) {
  return async ({ caller, ref, expectedVersion, changes, policy, confirmEscalating }: EditToken): Promise<Result<EditedToken, EditTokenRefusal>> =>
    deps.store.commit(ref.tenantId, async (tx): Promise<Result<EditedToken, EditTokenRefusal>> => {
      const { caller: by, token } = await tx.lockBoth(caller, ref);
      if (!token) return refused({ code: 'not_found', detail: 'there is no such token' });
      if (expectedVersion !== null && expectedVersion !== token.version) {
        return refused({ code: 'precondition_failed', detail: `the token has version ${token.version} now` });
      }

      const now = deps.clock.now();
      const edit = editOf(token, changes, by === null ? token.catalogueVersion : versionGivenBy(by, deps.catalogue));
      const judged = mayEdit(token, edit, { now, policy }, deps.catalogue);
      if (!judged.ok) return judged;
      // What it is for is anybody's to say who may edit it; what it can do ends at what the caller can.
      const excess = edit.touchesRights ? cannotHandOut(by, edit.edited, now, deps.catalogue) : by !== null && mayStillAct(by, now) ? null : noLongerLive;
      if (excess) return refused(excess);
      const escalating = editMayNotEscalate(edit, confirmEscalating, now, deps.catalogue);
      if (escalating) return refused(escalating);
      const handedOn = by === null ? 0 : usesToHandOn(by, edit.edited.useQuota, token.useQuota);
      if (handedOn > 0 && !(await tx.handOnUses(by!, handedOn))) return refused(tooFewUses);
      // One that comes back to life is one more.
      const crowded = hasEnded(token, now) && !hasEnded(edit.edited, now) ? await tooMany(tx, token, policy) : null;
      if (crowded) return refused(crowded);

      if (Object.keys(edit.changed).length > 0) {
        if ((await tx.edit(edit.edited)) === 'name_taken') {
          return refused({ code: 'name_taken', detail: `a token named ${edit.edited.name} is already there` });
        }
        const told = { by: caller, accountId: token.accountId, name: edit.edited.name, changes: written(token, edit) };
        await tx.tell(token, 'token.updated', now, told);
      }
      const edited = (await tx.find(ref))!;
      if (edit.touchesRights) return granted({ token: edited, change: await tx.recordChange(token) });
      // Whoever repeats an edit waits for the first, as whoever repeats a revoke does.
      return granted({ token: edited, change: asksOfPower(changes) ? await tx.lastChange(token) : null });
    });
}

function hasEnded({ expiresAt }: Pick<Token, 'expiresAt'>, now: Instant): boolean {
  return expiresAt !== null && expiresAt <= now;
}

const noLongerLive = { code: 'invalid_token', detail: 'the calling token is no longer live' } as const;

function written(before: Token, { changed, edited }: Edit): Record<string, unknown> {
  const { catalogueVersion } = edited;
  return {
    ...changed,
    ...(catalogueVersion !== before.catalogueVersion && { catalogueVersion }),
    ...(changed.notBefore !== undefined && { notBefore: toText(changed.notBefore) }),
    ...(changed.expiresAt !== undefined && { expiresAt: toText(changed.expiresAt) }),
  };
}
