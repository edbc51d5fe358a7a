import { answer } from '../../answer.js';
import type { PanelState } from '../../panel-state.js';
import { carriedOut, legacyWhm, specState, whm } from '../spec-caller.js';

const RESELLER = 'whm reseller:S';
const ACLS = ['list-accts', 'acct-summary', 'create-acct', 'kill-acct', 'suspend-acct', 'edit-account', 'passwd'];

let state: PanelState;
beforeEach(() => {
  state = specState(ACLS);
});

function summary(user: string): Record<string, unknown> {
  return (whm(state, 'accountsummary', { user }).data!['acct'] as Record<string, unknown>[])[0]!;
}

/** The HTTP status that the account's own token gets. */
function ownStatus(user: string, token: string): number {
  const url = '/execute/DomainInfo/list_domains';
  const authorization = `cpanel ${user}:${token}`;
  return answer(state, { method: 'GET', url, authorization, body: Buffer.alloc(0) }).reply.status;
}

describe('a new account', () => {
  it('is there with its domain, zone and owner', () => {
    const fields = { username: 'Carol', domain: 'Carol.Example', contactemail: 'c@example.org', password: 'hush' };
    expect(whm(state, 'createacct', fields, RESELLER)).toMatchObject({
      data: { ip: '192.0.2.10', package: 'default' },
      metadata: { result: 1, reason: 'Account Creation Ok' },
    });
    expect(summary('carol')).toMatchObject({
      domain: 'carol.example',
      email: 'c@example.org',
      owner: 'reseller',
      unix_startdate: 1_800_000_000,
      startdate: '2027-01-15 08:00',
      suspended: 0,
    });
    expect(state.accounts.get('carol')!.zones.has('carol.example')).toBe(true);
    expect(carriedOut(state)[0]).toBe('whm createacct(account:carol, domain:carol.example)');
  });

  it.each<[string, Record<string, string>]>([
    ['a name that is taken', { username: 'bob', domain: 'carol.example' }],
    ['the name of a WHM user', { username: 'reseller', domain: 'carol.example' }],
    ['a domain that is taken', { username: 'carol', domain: 'example.net' }],
    ['a name that is not valid', { username: 'test1', domain: 'carol.example' }],
    ['a domain that is not valid', { username: 'carol', domain: 'carol' }],
    ['a plan that there is not', { username: 'carol', domain: 'carol.example', plan: 'gold' }],
    ['no name', { domain: 'carol.example' }],
    ['no domain', { username: 'carol' }],
  ])('is not made with %s', (_, fields) => {
    expect(whm(state, 'createacct', fields).metadata.result).toBe(0);
    expect(legacyWhm(state, 'createacct', fields)).toEqual({ result: [{ status: 0, statusmsg: expect.any(String) }] });
    expect([...state.accounts.keys()]).toEqual(['alice', 'bob']);
  });

  it('is not made for somebody else, nor as another reseller, by a reseller', () => {
    const fields = { username: 'carol', domain: 'carol.example' };
    for (const more of [{ owner: 'root' }, { reseller: '1' }]) {
      expect(whm(state, 'createacct', { ...fields, ...more }, RESELLER).metadata.result).toBe(0);
    }
  });

  it('is told to old clients in `result`', () => {
    expect(legacyWhm(state, 'createacct', { username: 'carol', domain: 'carol.example' })).toMatchObject({
      result: [{ status: 1, statusmsg: 'Account Creation Ok', options: { package: 'default' } }],
    });
  });
});

describe('an account', () => {
  it('that is suspended turns its own token away until it is unsuspended', () => {
    expect(ownStatus('bob', 'B')).toBe(200);
    expect(whm(state, 'suspendacct', { user: 'bob', reason: 'unpaid' }).metadata.result).toBe(1);
    expect([ownStatus('bob', 'B'), ownStatus('alice', 'A')]).toEqual([401, 200]);
    expect(summary('bob')).toMatchObject({ suspended: 1, suspendreason: 'unpaid', suspendtime: 1_800_000_000 });
    expect(whm(state, 'suspendacct', { user: 'bob' }).metadata.result).toBe(0);
    expect(legacyWhm(state, 'unsuspendacct', { user: 'bob' })).toMatchObject({ result: [{ status: 1 }] });
    expect(ownStatus('bob', 'B')).toBe(200);
    expect(summary('bob')).toMatchObject({ suspended: 0, suspendreason: 'not suspended' });
    expect(whm(state, 'unsuspendacct', { user: 'bob' }).metadata.result).toBe(0);
  });

  it.each(['user', 'username'])('that is removed by its %s is gone, and its names are free', (parameter) => {
    expect(whm(state, 'removeacct', { [parameter]: 'bob' }).metadata.result).toBe(1);
    expect([ownStatus('bob', 'B'), state.accounts.has('bob')]).toEqual([401, false]);
    expect(whm(state, 'createacct', { username: 'bob', domain: 'bob.example' }).metadata.result).toBe(1);
    expect(ownStatus('bob', 'B')).toBe(401);
  });

  it.each(['accountsummary', 'suspendacct', 'unsuspendacct', 'removeacct', 'modifyacct', 'passwd'])(
    'of somebody else and one that there is not look alike to %s',
    (name) => {
      const before = [...state.accounts.values()];
      for (const user of ['bob', 'nobody', 'Alice', '']) {
        const { metadata } = whm(state, name, { user, password: 'p' }, RESELLER);
        expect(metadata).toMatchObject({ result: 0, reason: `You do not have access to an account named ${user}.` });
      }
      expect([...state.accounts.values()]).toEqual(before);
      expect(carriedOut(state)).toContain(`whm ${name}(account:bob)!`);
    },
  );

  it('gets another plan, password and address', () => {
    whm(state, 'addpkg', { name: 'gold', maxpop: '7' });
    expect(legacyWhm(state, 'changepackage', { user: 'bob', pkg: 'gold' })).toMatchObject({ result: [{ status: 1 }] });
    expect(legacyWhm(state, 'passwd', { user: 'bob', password: 'p' })).toEqual({
      passwd: [{ status: 1, statusmsg: expect.any(String), services: [{ app: 'system' }] }],
    });
    const address = { domain: 'bob.example', ip: '192.0.2.7' };
    expect(legacyWhm(state, 'setsiteip', address)).toMatchObject({ result: [{ status: 1 }] });
    expect(summary('bob')).toMatchObject({ plan: 'gold', maxpop: '7', ip: '192.0.2.7' });
  });

  it.each<[string, Record<string, string>]>([
    ['changepackage', { user: 'bob', pkg: 'gold' }],
    ['changepackage', { user: 'bob' }],
    ['passwd', { user: 'bob' }],
    ['setsiteip', { user: 'bob', ip: 'x' }],
    ['setsiteip', { domain: 'nobody.example', ip: '192.0.2.7' }],
    ['setsiteip', { user: 'bob' }],
    ['modifyacct', {}],
    ['removeacct', {}],
  ])('is left alone by an incomplete or wrong %s', (name, fields) => {
    expect(whm(state, name, fields).metadata.result).toBe(0);
  });
});

describe('modifyacct', () => {
  it('changes every account it names, repeated and numbered', () => {
    const fields = [['user', 'alice'], ['user-1', 'bob'], ['contactemail', 'x@example.org'], ['MAXPOP', '3']] as const;
    expect(whm(state, 'modifyacct', fields).metadata.result).toBe(1);
    for (const user of ['alice', 'bob']) expect(summary(user)).toMatchObject({ email: 'x@example.org', maxpop: '3' });
    expect(carriedOut(state)[0]).toBe('whm modifyacct(account:alice, account:bob)');
  });

  it('changes none of them when one is not the caller’s', () => {
    const fields = [['user', 'alice'], ['user', 'bob'], ['contactemail', 'x@example.org']] as const;
    expect(whm(state, 'modifyacct', fields, RESELLER).metadata.result).toBe(0);
    expect(summary('alice')['email']).toBe('owner@example.com');
  });

  it('renames an account and its main domain; its token stays', () => {
    whm(state, 'suspendacct', { user: 'bob', reason: 'unpaid' });
    whm(state, 'unsuspendacct', { user: 'bob' });
    const fields = { user: 'bob', newuser: 'rob', DNS: 'Rob.example' };
    expect(whm(state, 'modifyacct', fields).metadata.result).toBe(1);
    expect([ownStatus('bob', 'B'), ownStatus('rob', 'B')]).toEqual([401, 200]);
    expect(summary('rob')['domain']).toBe('rob.example');
    expect([...state.accounts.get('rob')!.zones.keys()]).toEqual(['rob.example']);
    expect(carriedOut(state)).toContain('whm modifyacct(account:bob, account:rob, domain:rob.example)');
  });

  it.each<[string, [string, string][]]>([
    ['a name that is taken', [['user', 'alice'], ['newuser', 'bob']]],
    ['a domain that is taken', [['user', 'alice'], ['DNS', 'bob.example']]],
    ['one new name for two', [['user', 'alice'], ['user', 'bob'], ['newuser', 'carol']]],
  ])('changes nothing with %s', (_, fields) => {
    expect(whm(state, 'modifyacct', [...fields, ['contactemail', 'x@example.org']]).metadata.result).toBe(0);
    expect(summary('alice')).toMatchObject({ user: 'alice', domain: 'example.com', email: 'owner@example.com' });
  });
});

describe('the list of accounts', () => {
  const users = (fields: Record<string, string>, authorization?: string) =>
    (whm(state, 'listaccts', fields, authorization).data!['acct'] as { user: string }[]).map(({ user }) => user);

  it('holds those that the caller reaches', () => {
    expect([users({}), users({}, RESELLER)]).toEqual([['alice', 'bob'], ['alice']]);
  });

  it.each<[Record<string, string>, string[]]>([
    [{ search: '^a' }, ['alice']],
    [{ searchtype: 'domain', search: 'example$' }, ['bob']],
    [{ searchtype: 'owner', search: 'root', searchmethod: 'exact' }, ['bob']],
    [{ searchtype: 'user', search: 'bo', searchmethod: 'exact' }, []],
  ])('is searched with %j', (fields, found) => expect(users(fields)).toEqual(found));

  it('shows what is wanted, and fails on a search that it cannot make', () => {
    expect(whm(state, 'listaccts', { want: 'user,domain' }).data).toEqual({
      acct: [{ user: 'alice', domain: 'example.com' }, { user: 'bob', domain: 'bob.example' }],
    });
    expect(whm(state, 'listaccts', { search: '(' }).metadata.result).toBe(0);
    expect(whm(state, 'listaccts', { search: 'x', searchtype: 'nope' }).metadata.result).toBe(0);
  });

  it('has its status beside it for old clients, as a summary has', () => {
    expect(legacyWhm(state, 'listaccts')).toMatchObject({ acct: [{ user: 'alice' }, {}], status: 1, statusmsg: 'Ok' });
    expect(legacyWhm(state, 'accountsummary', { domain: 'example.net' })).toMatchObject({
      acct: [{ suspended: 0, domain: 'example.com', user: 'alice', ip: '192.0.2.10' }],
      status: 1,
    });
    expect(legacyWhm(state, 'accountsummary', { user: 'carol' })).toEqual({ status: 0, statusmsg: expect.any(String) });
  });
});
