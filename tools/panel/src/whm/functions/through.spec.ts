import type { PanelState } from '../../panel-state.js';
import { carriedOut, specState, whm, type WhmReply } from '../spec-caller.js';

const RESELLER = 'whm reseller:S';

let state: PanelState;
beforeEach(() => {
  state = specState(['cpanel-api', 'create-user-session', 'acct-summary']);
});

function uapi(user: string, module: string, name: string, more = {}): WhmReply {
  const keys = { 'cpanel.user': user, 'cpanel.module': module, 'cpanel.function': name };
  return whm(state, 'uapi_cpanel', { ...keys, ...more }, RESELLER);
}

describe('uapi_cpanel', () => {
  it('carries a UAPI function out for an account, and succeeds also when that fails', () => {
    expect(uapi('alice', 'Email', 'add_pop', { email: 'info', password: 'p' })).toMatchObject({
      data: { uapi: { data: 'info+example.com', errors: null, status: 1 } },
      metadata: { result: 1 },
    });
    expect(uapi('alice', 'DNS', 'parse_zone')).toMatchObject({
      data: { uapi: { data: null, errors: [expect.any(String)], status: 0 } },
      metadata: { result: 1 },
    });
    expect(carriedOut(state)[1]).toBe('whm uapi_cpanel(account:alice)');
    const [inner] = state.executed.list();
    expect(inner).toMatchObject({ api: 'uapi', module: 'Email', function: 'add_pop', user: 'alice' });
    expect(inner!.arguments).toEqual([['email', 'info'], ['password', 'p']]);
  });

  it.each([
    ['somebody else’s account', 'bob', 'Email', 'list_pops'],
    ['a name in upper case', 'Alice', 'Email', 'list_pops'],
    ['an upload', 'alice', 'Fileman', 'upload_files'],
  ])('refuses %s', (_, user, module, name) => {
    expect(uapi(user, module, name).metadata.result).toBe(0);
    expect(state.executed.list()).toHaveLength(1);
  });

  it('needs all three of its keys', () => {
    const keys = { 'cpanel.user': 'alice', 'cpanel.module': 'Email', 'cpanel.function': 'list_pops' };
    for (const key of Object.keys(keys)) {
      const rest = Object.fromEntries(Object.entries(keys).filter(([name]) => name !== key));
      expect(whm(state, 'uapi_cpanel', rest, RESELLER).metadata.reason).toContain(key);
    }
  });
});

it('a session is a link with a security token', () => {
  const { data } = whm(state, 'create_user_session', { user: 'alice', service: 'cpaneld' }, RESELLER);
  expect(data).toMatchObject({ cp_security_token: expect.stringMatching(/^\/cpsess\d{10}$/), expires: 1_800_003_600 });
  expect(data!['url']).toContain(`:2083${String(data!['cp_security_token'])}/login/?session=`);
  for (const fields of [{ user: 'bob', service: 'cpaneld' }, { user: 'alice', service: 'nope' }, { user: 'alice' }]) {
    expect(whm(state, 'create_user_session', fields, RESELLER).metadata.result).toBe(0);
  }
});

it('the features of accounts are told one by one', () => {
  const fields = [['user', 'alice'], ['feature', 'zoneedit'], ['feature-1', 'bbs']] as const;
  expect(whm(state, 'get_users_features_settings', fields, RESELLER).data).toEqual({
    users_features_settings: [
      { cpuser_setting: null, feature: 'zoneedit', feature_list: 'default', feature_list_setting: 1, user: 'alice' },
      { cpuser_setting: null, feature: 'bbs', feature_list: 'default', feature_list_setting: 0, user: 'alice' },
    ],
  });
  expect(whm(state, 'get_users_features_settings', { user: 'bob' }, RESELLER).metadata.result).toBe(0);
  expect(whm(state, 'get_users_features_settings', {}, RESELLER).metadata.result).toBe(0);
});
