import { assert, newId, shardOfRoot, type RandomBytes, type Shard, type TenantId } from '@portcullis/kernel';

const ENOUGH_TRIES = 10_000;

/**
 * A new id for a tenant without a parent, in this shard: the id says where a root tenant lives. One id in 64 will do, so this
 * takes microseconds. A repeated request must ask where the first one asked, or nobody would know it again.
 */
export function newRootIn(shard: Shard, randomBytes: RandomBytes): TenantId {
  let id = newId('ten', randomBytes);
  for (let tries = 0; shardOfRoot(id) !== shard && tries < ENOUGH_TRIES; tries++) id = newId('ten', randomBytes);
  assert(shardOfRoot(id) === shard, 'random ids fall into every shard');
  return id;
}
