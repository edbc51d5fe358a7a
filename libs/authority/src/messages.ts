import type { enforcementMessages } from '@portcullis/contracts';
import { targetKey, targetOf, type Change, type RenewalRequest } from '@portcullis/enforcement';
import { shard as asShard } from '@portcullis/kernel';
import type { RecordedChange } from './change-log.js';

/** A change as messages carry it. */
export function messageOf({ target, ...position }: Change): enforcementMessages.ChangeMessage {
  return { ...position, target: targetOf(target) as enforcementMessages.ChangeMessage['target'] };
}

/** A change as the protocol knows it. */
export function changeOf({ shard, epoch, rev, target }: RecordedChange): Change {
  return { shard: asShard(shard), epoch: Number(epoch), rev: Number(rev), target: targetKey(target) };
}

export function requestOf({ shards, ...rest }: enforcementMessages.RenewalRequestMessage): RenewalRequest {
  return { ...rest, shards: shards.map(({ shard, position }) => ({ shard: asShard(shard), position })) };
}

/** Undefined: it is not JSON. */
export function decoded(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data)) as unknown;
  } catch {
    return undefined;
  }
}
