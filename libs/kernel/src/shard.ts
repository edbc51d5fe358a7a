import { assert } from './assert.js';

export const SHARD_COUNT = 64;

/** 0…63. A provider's whole tree of resellers and accounts shares one shard, since a tenant's root never changes. */
export type Shard = number & { readonly __shard: unique symbol };

/** FNV-1a, 32 bits, over UTF-8 bytes: the hash behind NATS's `{{partition(n,…)}}`, so both compute the same number. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

export function shardOfRoot(rootTenantId: string): Shard {
  return (fnv1a32(rootTenantId) % SHARD_COUNT) as Shard;
}

export function shard(value: number): Shard {
  assert(Number.isInteger(value) && value >= 0 && value < SHARD_COUNT, 'no such shard');
  return value as Shard;
}
