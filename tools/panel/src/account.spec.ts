import { createAccounts, type AccountOptions } from './account.js';

const alice: AccountOptions = {
  user: 'alice',
  token: 'T',
  mainDomain: 'Example.com',
  addonDomains: ['shop.example.com'],
};

describe('an account', () => {
  it('has a zone for every domain of its own, and subdomains live in the nearest one', () => {
    const options = { ...alice, parkedDomains: ['example.net'], subDomains: ['a.shop.example.com'] };
    const account = createAccounts([options]).get('alice')!;
    expect([...account.zones.keys()]).toEqual(['example.com', 'shop.example.com', 'example.net']);
    const { entries } = account.zones.get('shop.example.com')!;
    expect(entries.flatMap((entry) => (entry.kind === 'record' ? [entry.name] : []))).toContain('a');
  });

  it.each<[string, AccountOptions[]]>([
    ['a user twice', [alice, { user: 'alice', token: 'U', mainDomain: 'example.org' }]],
    ['a domain twice', [alice, { user: 'bob', token: 'U', mainDomain: 'example.com' }]],
    ['a subdomain of somebody else', [{ ...alice, subDomains: ['blog.example.org'] }]],
  ])('cannot be made with %s', (_, accounts) => {
    expect(() => createAccounts(accounts)).toThrow();
  });
});
