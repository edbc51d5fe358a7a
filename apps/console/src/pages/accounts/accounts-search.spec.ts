import { accountsSearch, canBegin, isNarrowed, isUsername } from './accounts-search.js';

describe('the address of the list of accounts', () => {
  it('says what is looked for, and nothing that makes no sense', () => {
    expect(accountsSearch({ username: 'al', status: 'suspended' })).toEqual({ username: 'al', status: 'suspended' });
    expect(accountsSearch({ username: 'Al', status: 'removed', page: 2 })).toEqual({});
    expect(accountsSearch({ username: 7, status: ['active'] })).toEqual({});
  });

  it('narrows by either', () => {
    expect([{ username: 'a' }, { status: 'active' as const }, {}].map(isNarrowed)).toEqual([true, true, false]);
  });
});

describe('a user name', () => {
  it('begins with a small letter', () => {
    expect(['a', 'a-b_9', 'x'.repeat(32)].every(canBegin)).toBe(true);
    expect(['', '9a', 'A', 'a b', 'x'.repeat(33)].some(canBegin)).toBe(false);
  });

  it('is never taken for an id', () => {
    expect(canBegin('acc_')).toBe(true);
    expect([isUsername('acc_x'), isUsername('accx')]).toEqual([false, true]);
  });
});
