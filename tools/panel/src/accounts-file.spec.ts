import { readAccountsFile } from './accounts-file.js';

describe('the accounts file', () => {
  it('is a list of accounts', () => {
    const accounts = [{ user: 'alice', token: 'T', mainDomain: 'example.com', subDomains: ['blog.example.com'] }];
    expect(readAccountsFile(JSON.stringify(accounts))).toEqual({ accounts, whmUsers: [] });
  });

  it('may name the users of WHM beside them', () => {
    const people = {
      accounts: [{ user: 'alice', token: 'T', mainDomain: 'example.com', owner: 'reseller' }],
      whmUsers: [{ user: 'reseller', token: 'R', acls: ['list-accts'] }],
    };
    expect(readAccountsFile(JSON.stringify(people))).toEqual(people);
  });

  it.each([
    '[{"user":"alice","token":"SECRET"',
    '{"token":"SECRET"}',
    '[{"user":"alice","token":"SECRET"}]',
    '[{"user":"alice","token":"SECRET","mainDomain":"example.com","addonDomain":["example.net"]}]',
    '[{"user":"alice","token":"SECRET","mainDomain":"example.com","addonDomains":[""]}]',
    '[null,"SECRET"]',
    '{"accounts":[],"whmUsers":[{"user":"root","token":"SECRET","acl":[]}]}',
    '{"accounts":[],"whmusers":[]}',
    'null',
  ])('is refused without quoting it: %s', (text) => {
    expect(() => readAccountsFile(text)).toThrow(/^(?!.*SECRET)/s);
    expect(() => readAccountsFile(text)).toThrow();
  });
});
