import { decideLive, type DenialCode } from '@portcullis/access';
import { enforcementMessages as messages } from '@portcullis/contracts';
import { shard as shardNumber } from '@portcullis/kernel';
import type { NatsDoor, NatsOptions } from '@portcullis/platform/nats-client';
import type { Named } from './looking.js';
import type { Seen } from './verifier.js';

export interface ProbesParts {
  readonly door: NatsDoor;
  readonly name: string;
  /** See `VerifierHealth.verifier`. */
  readonly verifierHash: string;
  readonly lookByName: (named: Named) => Promise<Seen | null>;
  readonly log: NatsOptions['log'];
}

/** Elsewhere, or later, such a token is taken. */
const TAKEN_ELSEWHERE: readonly DenialCode[] = ['token_not_yet_valid', 'outside_time_window', 'address_not_allowed', 'policy_address_not_allowed', 'context_missing'];

/**
 * Answers whoever asks all verifiers at once whether they take a credential: to show that what was revoked is dead everywhere. What is known
 * here answers as for a request; where nobody can tell, nothing is answered. @returns what ends the answering
 */
export function answerProbes({ door, name, verifierHash, lookByName, log }: ProbesParts): () => void {
  const subscription = door.connection.subscribe(door.subjects.probes(), {
    callback: (error, message) => {
      if (error === null) void answer(message.data).catch((err: unknown) => log.warn('whether a credential is taken could not be told', { err }));
    },
  });
  return () => subscription.unsubscribe();

  async function answer(data: Uint8Array): Promise<void> {
    const { id, shard, publicId, digest, answerTo } = messages.probe.parse(JSON.parse(Buffer.from(data).toString()));
    if (door.subjects.proofs(answerTo.slice(answerTo.lastIndexOf('.') + 1)) !== answerTo) return;
    const seen = await lookByName({ shard: shardNumber(shard), publicId, digest, kind: null });
    const proof: messages.Proof = { id, verifier: verifierHash, name, alive: seen !== null && isAlive(seen) };
    door.connection.publish(answerTo, JSON.stringify(proof));
  }
}

function isAlive({ token, owner, now, earliest }: Seen): boolean {
  const live = decideLive(token, owner, { now, earliest, ip: null });
  return live.allowed || TAKEN_ELSEWHERE.includes(live.code);
}
