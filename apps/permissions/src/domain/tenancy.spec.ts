import { DEFAULT_POLICY } from '@portcullis/access';
import { newId, shardOfRoot, type TenantId } from '@portcullis/kernel';
import { placeBelow, policyWithin, type Tenant } from './tenancy.js';

let made = 0;
const id = (): TenantId => newId('ten', (length) => new Uint8Array(length).fill(++made));

describe('a new tenant', () => {
  it('at the top is a root, in the shard of its own id', () => {
    const root = id();
    expect(placeBelow(root, null, shardOfRoot)).toEqual({ rootId: root, parentId: null, ancestors: [], shard: shardOfRoot(root) });
  });

  it('below another shares its root and shard, whatever its own id says', () => {
    const [root, child, grandchild] = [id(), id(), id()];
    const parent = { id: child, ...placeBelow(child, { id: root, ...placeBelow(root, null, shardOfRoot) } as Tenant, shardOfRoot) } as Tenant;
    expect(placeBelow(grandchild, parent, shardOfRoot)).toEqual({ rootId: root, parentId: child, ancestors: [root, child], shard: shardOfRoot(root) });
  });
});

describe('a policy in force', () => {
  const tenADay = { requests: 10, seconds: 86_400 };

  it('is the default where none is laid down', () => {
    expect(policyWithin(null, [])).toEqual({ policy: DEFAULT_POLICY, effective: DEFAULT_POLICY });
    expect(policyWithin(null, [null, null])).toEqual({ policy: DEFAULT_POLICY, effective: DEFAULT_POLICY });
  });

  it('is bounded by all above, and shows the own one as it was laid down', () => {
    const own = { ...DEFAULT_POLICY, deadTokenDays: 365, presets: ['monitoring', 'backup'] };
    expect(policyWithin(own, [{ ...DEFAULT_POLICY, rateLimit: tenADay, deadTokenDays: 3650, presets: ['backup'], expiryRequired: true }, null])).toEqual({
      policy: own,
      effective: { ...DEFAULT_POLICY, rateLimit: tenADay, presets: ['backup'], expiryRequired: true },
    });
  });
});
