import { createWhmUsers, holds, privilegeSwitches } from './whm-user.js';

it('a user holds what was given, and everything by default', () => {
  const users = createWhmUsers([
    { user: 'root', token: 'R' },
    { user: 'reseller', token: 'S', acls: ['list-accts'] },
  ]);
  const [root, reseller] = [users.get('root')!, users.get('reseller')!];
  expect([holds(root, 'kill-acct'), holds(reseller, 'list-accts'), holds(reseller, 'kill-acct')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(privilegeSwitches(reseller)).toMatchObject({ 'list-accts': 1, 'kill-acct': 0, all: 0 });
});

it.each([
  ['a user twice', [{ user: 'root', token: 'R' }, { user: 'root', token: 'S' }]],
  ['a privilege that there is not', [{ user: 'root', token: 'R', acls: ['list-acct'] }]],
])('%s cannot be given', (_, users) => expect(() => createWhmUsers(users)).toThrow());
