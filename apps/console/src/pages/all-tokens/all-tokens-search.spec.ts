import { allTokensSearch, dayBegins, filtersOf, isLabel, isNarrowed } from './all-tokens-search.js';

describe('the address of the list of all tokens', () => {
  it('says what is looked for', () => {
    const search = { name: 'acme', label: 'team:dns', state: 'expiring', access: 'full', kind: 'service', before: '2027-01-31' };
    expect(allTokensSearch(search)).toEqual(search);
    expect(filtersOf(allTokensSearch(search))).toEqual({ name: 'acme', label: 'team:dns', state: 'expiring', access: 'full', kind: 'service', createdBefore: dayBegins('2027-01-31') });
  });

  it('says nothing that makes no sense', () => {
    expect(allTokensSearch({ name: 'two words', label: 'team', state: 'suspended', access: ['full'], kind: 'robot', before: '2027-99-01', account: '9', page: 3 })).toEqual({});
    expect(isNarrowed({})).toBe(false);
  });

  it('says no kind of the tokens of one account: they are all of one', () => {
    expect(allTokensSearch({ account: 'alice', kind: 'tenant' })).toEqual({ account: 'alice' });
  });

  it('takes digits for a name', () => {
    expect(allTokensSearch({ name: 2024 })).toEqual({ name: '2024' });
  });
});

it('a label is a name and a value, which may be empty', () => {
  expect(['team:dns', 'team:', 'a.b-c_d:x y: z'].every(isLabel)).toBe(true);
  expect(['team', ':dns', 'Team:dns', 'a:\n'].some(isLabel)).toBe(false);
});
