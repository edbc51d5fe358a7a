import { canBegin, isNarrowed, tokensSearch } from './tokens-search.js';

describe('the address of the list of tokens', () => {
  it('says what is looked for', () => {
    const search = { name: 'acme', state: 'expiring', access: 'full', sort: 'name' };
    expect(tokensSearch(search)).toEqual(search);
  });

  it('says nothing that is so anyway, and nothing that makes no sense', () => {
    expect(tokensSearch({ sort: '-createdAt' })).toEqual({});
    expect(tokensSearch({ name: 'two words', state: 'suspended', access: ['full'], sort: 'state', page: 3 })).toEqual({});
    expect(tokensSearch({ name: '' })).toEqual({});
  });

  it('takes digits for a name', () => {
    expect(tokensSearch({ name: 2024 })).toEqual({ name: '2024' });
  });

  it('narrows by name, state and access, and not by order', () => {
    expect([{ name: 'a' }, { state: 'active' as const }, { access: 'full' as const }, { sort: 'name' as const }, {}].map(isNarrowed)).toEqual([true, true, true, false, false]);
  });

  it('knows what a name can begin with', () => {
    expect(['a', 'A-b_9', 'x'.repeat(50)].every(canBegin)).toBe(true);
    expect(['', 'a b', 'é', 'x'.repeat(51)].some(canBegin)).toBe(false);
  });
});
