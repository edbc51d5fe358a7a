import { targetKey, targetOf } from './terms.js';

describe('a target', () => {
  it('is read back from its key, whatever its id holds', () => {
    for (const id of ['tok_1', 'a/b', '/', 'ünï code']) {
      const target = { kind: 'feature_list', tenantId: 'ten_a', id } as const;
      expect(targetOf(targetKey(target))).toEqual(target);
    }
  });
});
