import type { PanelState } from '../../panel-state.js';
import { carriedOut, specState, whm, type FormFields } from '../spec-caller.js';

const RESELLER = 'whm reseller:S';

let state: PanelState;
beforeEach(() => {
  state = specState(['list-accts', 'manage-api-tokens']);
});

const create = (fields: FormFields) => whm(state, 'api_token_create', fields, RESELLER);

it('a token is made, shown by its secret, listed with an object of switches, and revoked', () => {
  const fields: [string, string][] = [
    ['token_name', 'ci'],
    ['acl-0', 'list-accts'],
    ['expires_at', '1900000000'],
    ['whitelist_ip-0', '192.0.2.1'],
  ];
  const { data } = create(fields);
  const { token, ...shown } = data!;
  expect([token, shown]).toEqual([
    expect.stringMatching(/^[A-Z0-9]{32}$/),
    {
      acls: ['list-accts'],
      create_time: 1_800_000_000,
      expires_at: 1_900_000_000,
      name: 'ci',
      whitelist_ips: ['192.0.2.1'],
    },
  ]);
  expect(whm(state, 'api_token_get_details', { token: token as string }, RESELLER).data).toEqual(shown);
  expect(whm(state, 'api_token_list', {}, RESELLER).data).toEqual({
    tokens: { ci: { ...shown, acls: { 'list-accts': 1, 'manage-api-tokens': 0 } } },
  });
  expect(whm(state, 'api_token_list').data).toEqual({ tokens: {} });
  expect(whm(state, 'api_token_revoke', { 'token_name-1': 'ci', 'token_name-2': 'never' }, RESELLER)).toEqual({
    metadata: { command: 'api_token_revoke', reason: 'OK', result: 1, version: 1 },
  });
  expect(state.whm.apiTokens).toEqual([]);
  expect(carriedOut(state)[0]).toBe('whm api_token_create()');
});

it('an update that leaves things out gives all privileges and takes the expiry away', () => {
  create({ token_name: 'ci', acl: 'list-accts', expires_at: '1900000000' });
  const { data } = whm(state, 'api_token_update', { token_name: 'ci', new_name: 'cd' }, RESELLER);
  expect(data).toMatchObject({ name: 'cd', acls: ['list-accts', 'manage-api-tokens'], expires_at: null });
});

it.each<[string, Record<string, string>]>([
  ['api_token_create', {}],
  ['api_token_create', { token_name: 'a b' }],
  ['api_token_create', { token_name: 'ci' }],
  ['api_token_create', { token_name: 'cd', acl: 'kill-acct' }],
  ['api_token_update', { token_name: 'never' }],
  ['api_token_update', { token_name: 'ci', acl: 'kill-acct' }],
  ['api_token_get_details', { token: 'WRONG' }],
])('%s with %j does nothing', (name, fields) => {
  create({ token_name: 'ci' });
  const before = state.whm.apiTokens;
  expect(whm(state, name, fields, RESELLER)).toEqual({ metadata: expect.objectContaining({ result: 0 }) });
  expect(state.whm.apiTokens).toBe(before);
});
