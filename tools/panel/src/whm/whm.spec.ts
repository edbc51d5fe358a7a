import { copyState } from '../panel-state.js';
import { accessDenied } from '../replies.js';
import { askWhm, carriedOut, legacyWhm, specState, whm } from './spec-caller.js';

const RESELLER = 'whm reseller:S';

describe('a credential', () => {
  it.each(['whm root:R', 'WHM root:R', ' Whm  root:R\r\n'])('%j is let in', (authorization) => {
    expect(askWhm(specState(), 'version', {}, { authorization }).status).toBe(1);
  });

  it.each(['', 'whm root:WRONG', 'whm nobody:R', 'cpanel root:R', 'cpanel alice:A', 'Basic cm9vdDpS', 'whm root:'])(
    '%j gets the published 403, byte for byte, and nothing is done',
    (authorization) => {
      const state = specState();
      const { reply } = askWhm(state, 'removeacct', { user: 'bob' }, { authorization });
      expect(reply).toEqual({
        status: 403,
        statusMessage: 'Forbidden Access denied',
        close: true,
        contentType: 'text/plain; charset="utf-8"',
        body:
          '{"cpanelresult":{"apiversion":"2","error":"Access denied",' +
          '"data":{"reason":"Access denied","result":"0"},"type":"text"}}',
      });
      expect(carriedOut(state)).toEqual([]);
    },
  );

  it.each(['removeacct', 'cpanel', 'uapi_cpanel', 'api_token_list'])(
    'without the privilege for %s gets the same 403, and nothing is done',
    (name) => {
      const state = specState(['list-accts']);
      const fields = { user: 'alice', 'cpanel.user': 'alice', cpanel_jsonapi_user: 'alice' };
      expect(askWhm(state, name, fields, { authorization: RESELLER }).reply).toBe(accessDenied);
      expect(carriedOut(state)).toEqual([]);
    },
  );
});

describe('a reply', () => {
  it('of version 1 is compact, with its outcome in metadata', () => {
    expect(askWhm(specState(), 'gethostname').reply.body).toBe(
      '{"data":{"hostname":"stand-in.example"},' +
        '"metadata":{"command":"gethostname","reason":"OK","result":1,"version":1}}',
    );
    expect(askWhm(specState(), 'suspendacct').reply.body).toBe(
      '{"metadata":{"command":"suspendacct","reason":"The parameter “user” is required.","result":0,"version":1}}',
    );
  });

  it('has that shape for every later version too, and the legacy one before', () => {
    const shape = (version: string | null) => askWhm(specState(), 'gethostname', {}, { version }).reply.body;
    expect(shape('2')).toContain('"metadata"');
    expect([shape(null), shape('0')]).toEqual(Array(2).fill('{"hostname":"stand-in.example"}'));
  });

  it('says with HTTP 200 that there is no such function', () => {
    const state = specState();
    for (const name of ['nope', 'constructor', 'Version', 'killacct']) {
      expect(whm(state, name).metadata).toMatchObject({ result: 0, command: name });
    }
    for (const name of ['nope', 'api_token_list', 'batch']) {
      const error = expect.any(String) as unknown;
      expect(legacyWhm(state, name)).toMatchObject({ cpanelresult: { error, data: { result: '0' } } });
    }
    expect(carriedOut(state)).toEqual([]);
  });
});

describe('a batch', () => {
  const commands = (...texts: string[]) => texts.map((text): [string, string] => ['command', text]);

  it('carries its commands out one after another, also behind a failed one, and keeps their envelopes', () => {
    const state = specState();
    const suspend = 'suspendacct?user=bob&reason=a%20b&api.version=1';
    const { data, metadata } = whm(state, 'batch', commands('gethostname', suspend, suspend, 'nope', 'version'));
    expect(metadata.result).toBe(1);
    expect(data!['result']).toMatchObject([
      { data: { hostname: 'stand-in.example' }, metadata: { command: 'gethostname', result: 1 } },
      { metadata: { command: 'suspendacct', result: 1 } },
      { metadata: { command: 'suspendacct', result: 0 } },
      { metadata: { command: 'nope', result: 0 } },
      { metadata: { command: 'version', result: 1 } },
    ]);
    expect(state.whm.hosting.get('bob')!.suspension!.reason).toBe('a b');
    expect(carriedOut(state)).toEqual([
      'whm gethostname()',
      'whm suspendacct(account:bob)',
      'whm suspendacct(account:bob)!',
      'whm version()',
      'whm batch()',
    ]);
    expect(state.executed.list()[1]!.arguments).toEqual([['user', 'bob'], ['reason', 'a b']]);
  });

  it('ends at a failure when told so', () => {
    const fields = [...commands('nope', 'version'), ['abort_on_error', '1'] as const];
    expect(whm(specState(), 'batch', fields).data!['result']).toHaveLength(1);
  });

  it('looks at the privilege for each command, and holds no batch and no other envelope', () => {
    const state = specState(['list-accts']);
    const cpanel = 'cpanel?cpanel_jsonapi_user=alice';
    const fields = commands('listaccts', 'removeacct?user=alice', 'batch?command=version', cpanel);
    const { data } = whm(state, 'batch', fields, RESELLER);
    const results = data!['result'] as { metadata: { result: number } }[];
    expect(results.map(({ metadata }) => metadata.result)).toEqual([1, 0, 0, 0]);
    expect(state.accounts.has('alice')).toBe(true);
    expect(carriedOut(state)).toEqual(['whm listaccts()', 'whm batch()']);
  });
});

describe('the call of an account’s API through "cpanel"', () => {
  const fields = {
    cpanel_jsonapi_user: 'bob',
    cpanel_jsonapi_module: 'CustInfo',
    cpanel_jsonapi_func: 'displaycontactinfo',
  };
  const uapi = {
    cpanel_jsonapi_apiversion: '3',
    cpanel_jsonapi_module: 'DomainInfo',
    cpanel_jsonapi_func: 'list_domains',
  };

  it('answers in the envelope of API 2, or of UAPI for version 3', () => {
    const state = specState();
    expect(legacyWhm(state, 'cpanel', fields)).toMatchObject({ cpanelresult: { apiversion: 2, event: { result: 1 } } });
    expect(legacyWhm(state, 'cpanel', { ...fields, ...uapi })).toMatchObject({
      apiversion: 3,
      module: 'DomainInfo',
      func: 'list_domains',
      result: { status: 1, data: { main_domain: 'bob.example' } },
    });
    expect(carriedOut(state)).toEqual([
      expect.stringMatching(/^api2 CustInfo::displaycontactinfo\(/),
      'whm cpanel(account:bob)',
      'uapi DomainInfo::list_domains()',
      'whm cpanel(account:bob)',
    ]);
    expect(state.executed.list()[2]).toMatchObject({ user: 'bob', arguments: [] });
  });

  it.each<[string, Record<string, string>]>([
    ['version 1', { ...fields, cpanel_jsonapi_apiversion: '1' }],
    ['an account that there is not', { ...fields, cpanel_jsonapi_user: 'carol' }],
    ['a name in upper case', { ...fields, cpanel_jsonapi_user: 'Bob' }],
    ['no user', { cpanel_jsonapi_module: 'CustInfo', cpanel_jsonapi_func: 'displaycontactinfo' }],
  ])('fails with %s', (_, wrong) => {
    const state = specState();
    expect(legacyWhm(state, 'cpanel', wrong)).toMatchObject({ cpanelresult: { error: expect.any(String) } });
    expect(carriedOut(state)).toEqual([expect.stringMatching(/^whm cpanel\(.*\)!$/)]);
  });
});

it('what is tried on a copy of the state leaves the original as it is', () => {
  const state = specState();
  const trial = copyState(state);
  whm(trial, 'suspendacct', { user: 'bob' });
  whm(trial, 'addpkg', { name: 'gold' });
  whm(trial, 'api_token_create', { token_name: 'ci' });
  whm(trial, 'setacls', { reseller: 'reseller' });
  whm(trial, 'createacct', { username: 'carol', domain: 'carol.example' });
  expect([...state.accounts.keys()]).toEqual(['alice', 'bob']);
  expect(state.accounts.get('bob')!.suspended).toBe(false);
  expect([state.whm.hosting.size, state.whm.packages.size]).toEqual([0, 1]);
  expect([state.whm.apiTokens, state.whmUsers.get('reseller')!.acls]).toEqual([[], ['list-accts']]);
});
