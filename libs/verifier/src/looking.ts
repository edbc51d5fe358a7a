import { hash } from 'node:crypto';
import { parseTokenText, TOKEN_TEXT_LENGTH, type CompiledToken, type OwnerFacts, type TokenTextKind } from '@portcullis/access';
import { permissionsRpc, tokensRpc } from '@portcullis/contracts';
import type { Moment, Stamp } from '@portcullis/enforcement';
import { Fault, newId, type Instant, type RandomBytes, type Shard } from '@portcullis/kernel';
import type { RpcClient } from '@portcullis/platform/nats-client';
import type { CellWatch } from './cell-watch.js';
import { readAt, type CredentialFacts, type MayStillUse, type OwnerRecord } from './facts.js';
import type { JoinedReads } from './joined-reads.js';
import { bindToAncestors, compose, tokenOf, type CredentialFact, type Memory, type OwnerParts } from './memory.js';
import type { Credential, LookOptions, Seen, TokenForm, VerifierClock } from './verifier.js';

/** A credential by what may be told of it. */
export interface Named {
  readonly shard: Shard;
  readonly publicId: string;
  /** In hex. */
  readonly digest: string;
  /** As its text calls itself; null: nobody said. */
  readonly kind: TokenTextKind | null;
}

export interface LookingParts {
  readonly tokens: CellWatch;
  readonly permissions: CellWatch;
  readonly memory: Memory;
  readonly rpc: RpcClient;
  readonly reads: { readonly credentials: JoinedReads<CredentialFact | null>; readonly owners: JoinedReads<OwnerParts | null> };
  readonly clock: VerifierClock;
  readonly randomBytes: RandomBytes;
  readonly mayStillUse: MayStillUse;
}

const TOKENS_ALONE: readonly TokenForm[] = ['token'];
/** Of one request. A fact that was outdated before it arrived is read once more; one that went stale meanwhile, too. */
const MOST_READS = 4;

/** Answers from memory where that may, and else by reading both authorities for the one request that asks. */
export class Looking {
  readonly counts = { memory: 0, read: 0, unknown: 0, refused: 0 };
  private closed = false;
  private turn: Turn | null = null;

  constructor(private readonly parts: LookingParts) {}

  close(): void {
    this.closed = true;
  }

  /** @returns null: unknown, wrong secret, or a form that may not come this way */
  async look({ text, forms = TOKENS_ALONE }: Credential, requestId: string | undefined, { afresh = false }: LookOptions): Promise<Seen | null> {
    this.assertOpen();
    if (text.length !== TOKEN_TEXT_LENGTH) return this.unknown();
    const arrived = this.parts.clock();
    const digest = hash('sha256', text, 'hex');
    // Whoever has the digest has the text: nothing of it needs to be read again.
    const known = afresh ? undefined : this.parts.memory.credential(digest);
    if (known !== undefined && !forms.includes(known.facts.form)) return this.unknown();
    const seen = known === undefined ? null : this.fromMemory(known, arrived);
    if (seen !== null) {
      this.counts.memory += 1;
      return seen;
    }
    const parsed = parseTokenText(text);
    if (parsed === null || !forms.includes(formOf(parsed.kind))) return this.unknown();
    return this.read({ ...parsed, digest }, arrived, requestId, afresh);
  }

  /** The same for somebody who does not hold the secret, and asks whether it is worth anything. */
  async lookByName(named: Named): Promise<Seen | null> {
    this.assertOpen();
    const arrived = this.parts.clock();
    const known = this.parts.memory.credential(named.digest);
    return (known && this.fromMemory(known, arrived)) ?? this.read(named, arrived, undefined, false);
  }

  /** Whether all of this may be acted on at this very moment. */
  isCurrent(found: Found): boolean {
    const now = this.parts.clock();
    const mayUse = found.turn !== null && !found.turn.over;
    return this.mayActOn(found, now, mayUse);
  }

  private fromMemory(credential: CredentialFact, now: Moment): Seen | null {
    const { tokens, permissions, memory } = this.parts;
    if (!tokens.view.mayAnswer(credential.stamp, now)) return null;
    const owner = memory.ownerParts(credential.facts, (stamp) => permissions.view.mayAnswer(stamp, now));
    if (owner === null) return null;
    return this.seen({ credential, owner, isCredentialRead: false, isOwnerRead: false }, now);
  }

  private async read(named: Named, arrived: Moment, requestId: string | undefined, afresh: boolean): Promise<Seen | null> {
    if (this.parts.memory.isUnknown(named.digest, arrived)) return this.unknown();
    try {
      const seen = await this.gather(named, arrived, requestId ?? newId('req', this.parts.randomBytes), afresh);
      if (seen === null) return this.unknown();
      this.counts.read += 1;
      return seen;
    } catch (error) {
      this.counts.refused += 1;
      throw error;
    }
  }

  /** After each wait everything is looked at anew (rule V1): what was in memory may be stale by then, and what was read may be outdated. */
  private async gather(named: Named, arrived: Moment, requestId: string, afresh: boolean): Promise<Seen | null> {
    const { memory, permissions } = this.parts;
    let credential: CredentialFact | null = afresh ? null : (memory.credential(named.digest) ?? null);
    let owner: OwnerParts | null = null;
    let [isCredentialRead, isOwnerRead] = [false, false];
    for (let reads = 0; ; reads++) {
      this.assertOpen();
      const now = this.parts.clock();
      if (credential !== null && !this.mayUseCredential(credential, now, isCredentialRead)) credential = null;
      if (owner !== null && !this.mayUseOwner(owner, now, isOwnerRead)) owner = null;
      if (owner === null && credential !== null && !afresh) {
        owner = memory.ownerParts(credential.facts, (stamp) => permissions.view.mayAnswer(stamp, now));
        if (owner !== null) isOwnerRead = false;
      }
      if (credential !== null && owner !== null) return this.seen({ credential, owner, isCredentialRead, isOwnerRead }, now);
      if (reads === MOST_READS) throw new Fault('what the authorities tell is older than what is known of it', 'unavailable');
      // One that came out outdated is not to be joined again.
      const sinceMs = ((credential === null && isCredentialRead) || (owner === null && isOwnerRead) ? now : arrived).monotonicMs;
      if (credential === null) {
        credential = await this.readCredential(named, sinceMs, requestId);
        if (credential === null || (named.kind !== null && textKindOf(credential.facts) !== named.kind)) return null;
        isCredentialRead = true;
      } else {
        owner = await this.readOwner(credential.facts, named, sinceMs, requestId);
        // A token without an owner was made by nobody: whatever it says, it is not one of ours.
        if (owner === null) return null;
        isOwnerRead = true;
      }
    }
  }

  private async readCredential({ shard, publicId, digest, kind }: Named, arrivedMs: number, requestId: string): Promise<CredentialFact | null> {
    const { tokens, memory, rpc, reads, clock } = this.parts;
    return reads.credentials.read(digest, shard, arrivedMs, async (sentMs) => {
      const sent = clock();
      // Whose it is is not known yet: calls of one shard share the bound that else holds for one tenant.
      const resolved = await rpc.call(tokensRpc.resolveCredential, { publicId, digest }, { shard, tenantId: `shard-${shard}`, requestId });
      if (!resolved.ok) {
        memory.keepUnknown(digest, sent);
        return null;
      }
      const { token, stamp } = resolved.value;
      tokens.time.heard(readAt(token.at), sentMs, clock().monotonicMs);
      const fact = memory.credentialFact(shard, token, stamp);
      // Whoever finds it kept has a text that calls itself what it is.
      if (kind === textKindOf(fact.facts)) memory.keepCredential(digest, fact);
      return fact;
    });
  }

  private async readOwner({ tenantId, accountId }: CredentialFacts, { shard, digest }: Named, arrivedMs: number, requestId: string): Promise<OwnerParts | null> {
    const { permissions, memory, rpc, reads, clock } = this.parts;
    return reads.owners.read(`${tenantId}/${accountId ?? ''}`, shard, arrivedMs, async (sentMs) => {
      const sent = clock();
      const read = await rpc.call(permissionsRpc.readOwner, { tenantId, account: accountId }, { shard, tenantId, requestId });
      if (!read.ok) {
        memory.keepUnknown(digest, sent);
        return null;
      }
      permissions.time.heard(readAt(read.value.at), sentMs, clock().monotonicMs);
      return memory.keepOwner(shard, read.value);
    });
  }

  private seen(parts: Parts, now: Moment): Seen {
    const { tokens, permissions, mayStillUse } = this.parts;
    const { credential, owner } = parts;
    bindToAncestors(credential, owner.tenant);
    const composed = compose(owner);
    const [one, other] = [tokens.time.at(now.monotonicMs), permissions.time.at(now.monotonicMs)];
    if (one === null || other === null) throw new Fault('an authority has not said yet what time it is', 'unavailable');
    // Only what was read, and is no lease's, hangs on the turn.
    const turn = (parts.isCredentialRead || parts.isOwnerRead) && !this.mayActOn(parts, now, false) ? this.thisTurn() : null;
    return new SeenToken(this, { ...parts, turn }, {
      token: tokenOf(credential, mayStillUse),
      owner: composed.owner,
      record: composed.record,
      now: Math.ceil(Math.max(one.latestMs, other.latestMs)) as Instant,
      earliest: Math.floor(Math.min(one.earliestMs, other.earliestMs)) as Instant,
    });
  }

  private mayActOn({ credential, owner, isCredentialRead, isOwnerRead }: Parts, now: Moment, mayUse: boolean): boolean {
    return this.mayUseCredential(credential, now, mayUse && isCredentialRead) && this.mayUseOwner(owner, now, mayUse && isOwnerRead);
  }

  private mayUseCredential({ stamp }: CredentialFact, now: Moment, isRead: boolean): boolean {
    const { view } = this.parts.tokens;
    return view.mayAnswer(stamp, now) || (isRead && view.mayUse(stamp));
  }

  private mayUseOwner({ tenant, ancestors, account, featureList }: OwnerParts, now: Moment, isRead: boolean): boolean {
    const { view } = this.parts.permissions;
    const may = (stamp: Stamp) => view.mayAnswer(stamp, now) || (isRead && view.mayUse(stamp));
    if (!may(tenant.stamp) || (account !== null && !may(account.stamp)) || (featureList !== null && !may(featureList.stamp))) return false;
    for (const { stamp } of ancestors) if (!may(stamp)) return false;
    return true;
  }

  private unknown(): null {
    this.counts.unknown += 1;
    return null;
  }

  private assertOpen(): void {
    if (this.closed) throw new Fault('the verifier is closed', 'unavailable');
  }

  private thisTurn(): Turn {
    if (this.turn !== null) return this.turn;
    const turn = { over: false };
    // An HTTP client looks at a connection that was idle for one turn before it writes there.
    setImmediate(() => {
      this.turn = null;
      setImmediate(() => (turn.over = true));
    });
    this.turn = turn;
    return turn;
  }
}

interface Parts {
  readonly credential: CredentialFact;
  readonly owner: OwnerParts;
  /** Whether it was read for this look. */
  readonly isCredentialRead: boolean;
  readonly isOwnerRead: boolean;
}

/**
 * What was read without a lease may answer the request that it was read for: that one began before the read was sent, so before any revoke
 * had returned that the read does not show (rules V5 and V7). But no revoke waits for whoever holds no lease, so it says nothing of any later
 * moment, and a call that waits for a body or a connection is to be judged after that (rule V11). So it is current until the event loop has
 * gone on twice: whoever has awaited nothing but settled promises since is still at the moment of deciding, and everybody else reads again. A length of
 * time in its place would either let a revoked token pass within it, or be over before the caller has come to look.
 */
interface Turn {
  over: boolean;
}

interface Found extends Parts {
  /** Null: what leases hold answers, and nothing else. */
  readonly turn: Turn | null;
}

interface Answer {
  readonly token: CompiledToken;
  readonly owner: OwnerFacts;
  readonly record: OwnerRecord;
  readonly now: Instant;
  readonly earliest: Instant;
}

class SeenToken implements Seen {
  readonly token: CompiledToken;
  readonly owner: OwnerFacts;
  readonly ownerFacts: OwnerRecord;
  readonly facts: CredentialFacts;
  readonly shard: Shard;
  readonly now: Instant;
  readonly earliest: Instant;
  readonly #looking: Looking;
  readonly #found: Found;

  constructor(looking: Looking, found: Found, { token, owner, record, now, earliest }: Answer) {
    this.token = token;
    this.owner = owner;
    this.ownerFacts = record;
    this.facts = found.credential.facts;
    this.shard = found.credential.stamp.shard;
    this.now = now;
    this.earliest = earliest;
    this.#looking = looking;
    this.#found = found;
  }

  isCurrent(): boolean {
    return this.#looking.isCurrent(this.#found);
  }
}

function formOf(kind: TokenTextKind): TokenForm {
  return kind === 'session' || kind === 'link' ? kind : 'token';
}

/** What the text of such a token calls itself. One that says something else was not made by us, or for another place. */
function textKindOf({ form, kind }: CredentialFacts): TokenTextKind {
  return form === 'token' ? kind : form;
}
