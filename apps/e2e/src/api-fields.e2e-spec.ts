import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange } from './clients/raw-http.js';
import { callJson, placeOf, pointersIn, problemIn, validBody, type Place } from './operations.js';
import { changingNothing, issue, makeProvider, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let provider: Provider;
let place: Place;
let tokens: string;
beforeAll(async () => {
  provider = await makeProvider(operator);
  place = placeOf(provider);
  tokens = `${provider.account.path}/tokens`;
});

const send = (method: string, path: string, body?: unknown) => callJson(gateway, operatorToken, method, path, body);
const newToken = (changes: object) => send('POST', tokens, { ...validBody('createAccountToken', place), ...changes });

describe('a token that asks for what is not enforced', () => {
  it.each<[string, unknown]>([
    ['Grants', []],
    ['expires_at', '2099-01-01T00:00:00Z'],
    ['resources', ['zone:example.com']],
    ['hosts', ['192.0.2.1']],
    ['uses', 1],
  ])('is refused, not made without it: %s', async (field, value) => {
    await changingNothing(operator, provider, async () =>
      expect(pointersIn(await newToken({ [field]: value }))).toEqual([`/${field}`]),
    );
  });

  it.each<[string, unknown]>([
    ['resource', ['zone:example.com']],
    ['resources', []],
    ['effect', 'denied'],
    ['effects', 'deny'],
    ['Access', 'read'],
    ['until', 'tomorrow'],
    ['expiresAt', '2099-01-01T00:00:00Z'],
    ['once', false],
  ])('is refused, not made without it: %s %j in a grant', async (field, value) => {
    const grants = [{ operation: 'DNS::parse_zone' }, { operation: 'DNS::mass_edit_zone', [field]: value }];
    await changingNothing(operator, provider, async () =>
      expect(pointersIn(await newToken({ grants }))).toEqual([`/grants/1/${field}`]),
    );
  });

  it.each<[string, object, string[]]>([
    ['an address with bits behind its prefix', { ipAllowlist: ['192.0.2.1', '192.0.2.1/24'] }, ['/ipAllowlist/1']],
    ['a host name for an address', { ipAllowlist: ['localhost'] }, ['/ipAllowlist/0']],
    ['101 addresses', { ipAllowlist: Array.from({ length: 101 }, (_, at) => `192.0.2.${at}`) }, ['/ipAllowlist']],
    ['a rate of none', { rateLimit: { requests: 0, seconds: 60 } }, ['/rateLimit/requests']],
    ['a rate for longer than a day', { rateLimit: { requests: 1, seconds: 86_401 } }, ['/rateLimit/seconds']],
    ['a rate without a window', { rateLimit: { requests: 1 } }, ['/rateLimit/seconds']],
    ['a quota of none', { useQuota: 0 }, ['/useQuota']],
    ['half a use', { useQuota: 1.5 }, ['/useQuota']],
    ['reading only, perhaps', { readOnly: 'yes' }, ['/readOnly']],
    ['a beginning that is no time', { notBefore: 'tomorrow' }, ['/notBefore']],
    ['a window without a day', { timeWindows: [{ days: [], from: '08:00', to: '18:00', zone: 'UTC' }] }, ['/timeWindows/0/days']],
    ['a window of no time', { timeWindows: [{ days: ['mon'], from: '08:00', to: '08:00', zone: 'UTC' }] }, ['/timeWindows/0']],
    ['a window on no clock', { timeWindows: [{ days: ['mon'], from: '08:00', to: '18:00', zone: 'Mars/Olympus' }] }, ['/timeWindows/0/zone']],
    ['a window with a misspelt bound', { timeWindows: [{ days: ['mon'], from: '08:00', till: '18:00', zone: 'UTC' }] }, ['/timeWindows/0/till', '/timeWindows/0/to']],
    ['21 windows', { timeWindows: Array.from({ length: 21 }, () => ({ days: ['mon'], from: '08:00', to: '18:00', zone: 'UTC' })) }, ['/timeWindows']],
    ['a label with blanks in its key', { labels: { 'two words': 'x' } }, ['/labels/two words']],
    ['17 labels', { labels: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`l${at}`, ''])) }, ['/labels']],
  ])('is refused when a condition says nothing clear: %s', async (_, changes, pointers) => {
    await changingNothing(operator, provider, async () => expect(pointersIn(await newToken(changes))).toEqual(pointers));
  });

  it('is refused when it would never be valid', async () => {
    await changingNothing(operator, provider, async () => {
      for (const notBefore of ['2099-01-01T00:00:00Z', '2099-01-02T00:00:00Z'])
        expect(problemIn(await newToken({ notBefore })).code).toBe('never_valid');
    });
  });

  it.each<[string, object, string[]]>([
    ['no selector', { grants: [{ access: 'read' }] }, ['/grants/0']],
    ['two selectors', { grants: [{ feature: 'zoneedit', operation: 'DNS::parse_zone' }] }, ['/grants/0']],
    ['a preset beside an operation', { grants: [{ preset: 'monitoring', operation: 'DNS::parse_zone' }] }, ['/grants/0']],
    ['a preset for reading only', { grants: [{ preset: 'monitoring', access: 'read' }] }, ['/grants/0/access']],
    ['a preset denied', { grants: [{ feature: 'zoneedit' }, { preset: 'monitoring', effect: 'deny' }] }, ['/grants/1/effect']],
    ['a denial with an end', { grants: [{ feature: 'zoneedit' }, { feature: 'ftpaccts', effect: 'deny', until: '2099-01-01T00:00:00Z' }] }, ['/grants/1/until']],
    ['a denial for one call', { grants: [{ feature: 'zoneedit' }, { operation: 'DNS::parse_zone', effect: 'deny', once: true }] }, ['/grants/1/once']],
    ['a feature for one call', { grants: [{ feature: 'zoneedit', once: true }] }, ['/grants/0/once']],
    ['a module for one call', { grants: [{ operation: 'DNS::*', once: true }] }, ['/grants/0/once']],
    ['nothing but denials', { grants: [{ feature: 'zoneedit', effect: 'deny' }] }, ['/grants']],
    ['no grants for restricted access', { grants: [] }, ['/grants']],
    ['all of Portcullis at once', { grants: [{ operation: 'Portcullis::*' }] }, ['/grants/0/operation']],
    ['grants for full access', { access: 'full' }, ['/grants']],
    ['201 grants', { grants: Array.from({ length: 201 }, () => ({ feature: 'zoneedit' })) }, ['/grants']],
  ])('is refused when its grants say nothing clear: %s', async (_, changes, pointers) => {
    await changingNothing(operator, provider, async () =>
      expect(pointersIn(await newToken(changes))).toEqual(pointers),
    );
  });

  it.each([
    { operation: 'Dns::parse_zone' },
    { operation: 'Nope::*' },
    { operation: 'Portcullis::nope' },
    { feature: 'nope' },
    { preset: 'nope' },
  ])('is refused when the catalogue knows no such thing: %j', async (grant) => {
    await changingNothing(operator, provider, async () =>
      expect(problemIn(await newToken({ grants: [grant] })).code).toBe('operation_unknown'),
    );
  });

  it.each(['2020-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '1969-12-31T23:59:59.999+00:00'])(
    'is refused when it is over already: %s',
    async (expiresAt) => {
      await changingNothing(operator, provider, async () =>
        expect(problemIn(await newToken({ expiresAt })).code).toBe('expiry_in_past'),
      );
    },
  );
});

describe('a refusal', () => {
  it('names every field that is wrong, and repeats no value', async () => {
    const canary = 'pcla1CANARY';
    const answer = await newToken({
      name: `${canary} !`,
      description: 5,
      access: canary,
      grants: [{ operation: canary }, { feature: canary, access: canary }, canary],
      expiresAt: canary,
    });
    expect(pointersIn(answer)).toEqual([
      '/access',
      '/description',
      '/expiresAt',
      '/grants/0/operation',
      '/grants/1/access',
      '/grants/1/feature',
      '/grants/2',
      '/name',
    ]);
    expect(answer.body.toString()).not.toContain('CANARY');
  });

  it('has a request id of its own, whatever the client sends', async () => {
    const headers = { authorization: `Bearer ${operatorToken}`, 'x-request-id': 'req_0000000000000000000000' };
    const answers = await Promise.all([1, 2].map(() => exchange(gateway, { path: '/v1/nope', headers })));
    const ids = answers.map((answer) => problemIn(answer).request_id);
    expect(new Set([...ids, headers['x-request-id']]).size).toBe(3);
  });

  it('says that a token may not do something by the name of the missing scope', async () => {
    const grants = [{ operation: 'Portcullis::list_tokens' }];
    const { secret } = await issue(operator, tokens, { name: 'lists-only', access: 'restricted', grants });
    const answer = await callJson(gateway, secret, 'POST', tokens, validBody('createAccountToken', place));
    expect(problemIn(answer)).toMatchObject({
      code: 'permission_denied',
      detail: expect.stringContaining('Portcullis::create_token'),
    });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="portcullis", error="insufficient_scope"');
  });
});

describe('the page of a list', () => {
  it.each(['accounts', 'tokens', 'audit'])('of %s is asked for once and within bounds', async (list) => {
    const ask = async (query: string) => pointersIn(await send('GET', `${provider.path}/${list}?${query}`));
    for (const limit of ['0', '-1', '201', '1.5', 'ten', '', '1e400', '%00'])
      expect(await ask(`limit=${limit}`)).toEqual(['query:/limit']);
    expect(await ask('limit=1&limit=1')).toEqual(['query:/limit']);
    expect(await ask('cursor=1&cursor=1')).toEqual(['query:/cursor']);
    expect(await ask(`cursor=${'1'.repeat(201)}`)).toEqual(['query:/cursor']);
    expect(await ask('limit[]=1')).toEqual(['query:/limit[]']);
    for (const cursor of ['nope', '-1', '1.5', '9999999999999999999', '%00', '']) {
      expect(await ask(`cursor=${cursor}`)).toEqual(['query:/cursor']);
    }
  });
});
