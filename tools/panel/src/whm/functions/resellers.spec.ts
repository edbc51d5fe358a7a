import { legacyWhm, specState, whm } from '../spec-caller.js';

it('an account becomes a reseller, and holds what it is given and nothing else', () => {
  const state = specState();
  expect(legacyWhm(state, 'setupreseller', { user: 'bob', makeowner: '1' })).toMatchObject({ result: [{ status: 1 }] });
  expect([state.whmUsers.get('bob')!.acls, state.accounts.get('bob')!.owner]).toEqual([[], 'bob']);
  whm(state, 'setacls', { reseller: 'bob', 'acl-list-accts': '1', 'acl-kill-acct': '1' });
  whm(state, 'setacls', { reseller: 'bob', 'acl-list-accts': '1', 'acl-kill-acct': '0' });
  expect(state.whmUsers.get('bob')!.acls).toEqual(['list-accts']);
  expect(legacyWhm(state, 'setacls', { reseller: 'carol' })).toMatchObject({ result: [{ status: 0 }] });
  expect(whm(state, 'setupreseller', { user: 'bob' }).metadata.result).toBe(1);
  expect(state.whmUsers.get('bob')!.acls).toEqual(['list-accts']);
  expect(whm(state, 'setacls').metadata.result).toBe(0);
});

it('a reseller is given the privileges of a list by its name, and none by the name of no list', () => {
  const state = specState(['list-accts', 'edit-dns']);
  whm(state, 'createacct', { username: 'carol', domain: 'carol.example', reseller: '1' });
  whm(state, 'setacls', { reseller: 'carol', acllist: 'reseller' });
  expect(state.whmUsers.get('carol')!.acls).toEqual(['list-accts', 'edit-dns']);
  expect(whm(state, 'setacls', { reseller: 'carol', acllist: 'nope' }).metadata.result).toBe(0);
  expect(state.whmUsers.get('carol')!.acls).toEqual(['list-accts', 'edit-dns']);
});

it('privileges are shown, one’s own and everybody’s', () => {
  const state = specState(['list-accts']);
  const own = whm(state, 'myprivs', {}, 'whm reseller:S').data!['privileges'];
  expect(own).toMatchObject([{ 'list-accts': 1, 'kill-acct': 0 }]);
  expect(legacyWhm(state, 'myprivs')).toMatchObject({ privs: [{ all: 1 }] });
  expect(whm(state, 'listacls').data!['acl']).toMatchObject([
    { name: 'root', privileges: { all: 1 } },
    { name: 'reseller', privileges: { 'list-accts': 1, all: 0 } },
  ]);
  expect(legacyWhm(state, 'listacls')).toMatchObject({ acls: { reseller: { 'list-accts': 1 } } });
});
