import { newTokenText, tokenDigest } from '@portcullis/access';
import type { LiveProof } from '@portcullis/contracts';
import type { RecordedChange } from '@portcullis/authority';
import { assert, granted, newId, PLATFORM_TENANT_ID, shardOfRoot, toRfc3339, type Clock, type Instant, type RandomBytes, type Shard } from '@portcullis/kernel';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { newborn, type Token } from '../domain/token.js';
import { createdEvent } from './created-event.js';
import type { TokenStore } from './ports.js';

/** What verifiers are asked about: never the secret. */
export interface ProbedCredential {
  readonly shard: Shard;
  readonly publicId: string;
  readonly digest: string;
}

/** What one verifier says of it. */
export interface ProbeAnswer {
  /** 16 hex digits that tell verifiers apart. */
  readonly verifier: string;
  readonly alive: boolean;
}

/** Every verifier that NATS reaches. */
export interface Probes {
  /** Resolves when all of these have answered, or a second later, with one answer for each that did. */
  ask(credential: ProbedCredential, verifiers: readonly string[]): Promise<readonly ProbeAnswer[]>;
}

export interface ProveEnforcementDeps {
  readonly store: TokenStore;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly probes: Probes;
  /** Waits until no verifier grants any more what the change took. */
  readonly enforce: (changes: readonly RecordedChange[]) => Promise<unknown>;
  /** Who has a lease now. */
  readonly liveVerifiers: () => Promise<readonly string[]>;
  /** Monotonic, in milliseconds. */
  readonly elapsedMs: () => number;
}

/** How the tokens of proofs are found again. They may do nothing, for whoever they belong to. */
export const PROOF_LABEL = { portcullis: 'proof' } as const;
const LIVES_MS = 300_000;
const REASON = 'proof';

/**
 * Shows that a revoke is over when it returns: makes a token that may do nothing, has every verifier say whether it takes it, revokes it, and has every
 * verifier say so again.
 */
export function proveEnforcement(deps: ProveEnforcementDeps) {
  return async (): Promise<LiveProof> => {
    const shard = shardOfRoot(PLATFORM_TENANT_ID);
    const { text, publicId } = newTokenText({ kind: 'service', shard, randomBytes: deps.randomBytes });
    const digest = tokenDigest(text.reveal());
    const credential: ProbedCredential = { shard, publicId, digest: Buffer.from(digest).toString('hex') };
    const at = deps.clock.now();
    const token = proofToken(newId('tok', deps.randomBytes), shard, at);
    await make(deps, token, publicId, digest);

    const before = await deps.probes.ask(credential, await deps.liveVerifiers());
    const beganMs = deps.elapsedMs();
    const change = await revoke(deps, token);
    await deps.enforce([change]);
    const revokeMs = deps.elapsedMs() - beganMs;
    const live = await deps.liveVerifiers();
    const after = await deps.probes.ask(credential, live);
    return {
      at: toRfc3339(at),
      verifiers: live.length,
      seenAlive: before.filter(({ alive }) => alive).length,
      seenDead: after.filter(({ alive }) => !alive).length,
      acceptedAfter: after.filter(({ alive }) => alive).length,
      revokeMs,
    };
  };
}

function proofToken(id: Token['id'], shard: Shard, at: Instant): Token {
  return {
    ...{ id, tenantId: PLATFORM_TENANT_ID, accountId: null, shard, kind: 'service', form: 'token' },
    ...{ name: `proof-${id.slice(4)}`, description: 'Made to be revoked: shows that revokes are in force everywhere', labels: PROOF_LABEL },
    ...{ access: 'restricted', grants: [], readOnly: true, notBefore: null, expiresAt: (at + LIVES_MS) as Instant, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [] },
    ...{ catalogueVersion: 1, ...newborn, createdAt: at, createdBy: null, createdByTenant: null, createdFrom: null },
  };
}

async function make({ store, keyring }: ProveEnforcementDeps, token: Token, publicId: string, digest: Uint8Array): Promise<void> {
  const made = await store.commit(PLATFORM_TENANT_ID, async (tx) => {
    assert(await tx.insert(token, { publicId, ...macOf(keyring, digest) }), 'nothing else is called like a new id');
    await tx.tell(token, 'token.created', token.createdAt, createdEvent(token, null));
    return granted(null);
  });
  assert(made.ok, 'nothing here is refused');
}

async function revoke({ store, clock }: ProveEnforcementDeps, token: Token): Promise<RecordedChange> {
  const now = clock.now();
  const revoked = await store.commit(PLATFORM_TENANT_ID, async (tx) => {
    const done = await tx.revoke({ tenantId: token.tenantId, accountId: null, id: token.id }, { at: now, id: token.id, reason: REASON, expectedVersion: null });
    assert(done, 'nobody else revokes it');
    // A change without an event would be a gap, for whoever has to bring a lost history back.
    await tx.tell(token, 'token.revoked', now, { by: null, accountId: null, name: token.name, reason: REASON });
    return granted(await tx.recordChange(token));
  });
  assert(revoked.ok, 'nothing here is refused');
  return revoked.value;
}
