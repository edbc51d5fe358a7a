import { randomBytes } from 'node:crypto';
import { SHARD_COUNT, shard, shardOfRoot } from '@portcullis/kernel';
import { newRootIn } from './id-in-shard.js';

describe('the id of a new root tenant', () => {
  it('lies in the shard that was asked for, and is another one each time', () => {
    for (let number = 0; number < SHARD_COUNT; number++) {
      const ids = [newRootIn(shard(number), randomBytes), newRootIn(shard(number), randomBytes)];
      expect(ids.map(shardOfRoot)).toEqual([number, number]);
      expect(ids[0]).not.toBe(ids[1]);
    }
  });
});
