import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { callJson, OPERATIONS, pathAt, placeOf, pointersIn, problemIn, validBody, type Place } from './operations.js';
import { issue, makeProvider, type Provider } from './providers.js';

const stack = sharedStack();
const { gateway, operatorToken } = stack;
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

/** All that the API shows of the provider. */
async function stored(): Promise<unknown> {
  const paths = ['', '/feature-lists/plan', '/accounts?limit=200', '/tokens?limit=200'].map((rest) => provider.path + rest);
  return Promise.all(paths.map(async (path) => (await operator.get(path)).body));
}

/** Whatever `refused` does must leave the provider as it was. */
async function changingNothing(refused: () => Promise<void>): Promise<void> {
  const before = await stored();
  await refused();
  expect(await stored()).toEqual(before);
}

describe('every operation', () => {
  it.each(OPERATIONS)('$name answers as its contract says, with no-store and a request id', async ({ name, operation }) => {
    const at = operation.method === 'DELETE' ? placeOf(await makeProvider(operator)) : place;
    const answer = await send(operation.method, pathAt(operation, at), validBody(name, at));
    expect(answer).toMatchObject({
      status: operation.status,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-request-id': expect.stringMatching(/^req_/),
      },
    });
    expect(operation.answer.safeParse(JSON.parse(answer.body.toString())).error).toBeUndefined();
  });

  it.each(OPERATIONS)('$name asks a stranger for a token, and says no more', async ({ operation }) => {
    const challenge = async (authorization?: string) => {
      const path = pathAt(operation, place);
      const answer = await exchange(gateway, { method: operation.method, path, headers: { ...(authorization && { authorization }) } });
      return [problemIn(answer).code, answer.headers['www-authenticate']];
    };
    expect(await challenge()).toEqual(['credentials_required', 'Bearer realm="portcullis"']);
    const invalid = ['invalid_token', 'Bearer realm="portcullis", error="invalid_token"'];
    expect(await challenge('Bearer pcla1')).toEqual(invalid);
    expect(await challenge(`Basic ${Buffer.from(`alice:${provider.token.secret}`).toString('base64')}`)).toEqual(invalid);
    expect(await challenge(`cpanel alice:${provider.token.secret}`)).toEqual(invalid);
  });

  it.each(OPERATIONS)('$name refuses fields it does not know, in body and query', async ({ name, operation }) => {
    const body = validBody(name, place);
    const path = pathAt(operation, place);
    await changingNothing(async () => {
      expect(pointersIn(await send(operation.method, `${path}?unexpected=1&__proto__=2`, body))).toEqual([
        'query:/__proto__',
        'query:/unexpected',
      ]);
      if (body === undefined) return;
      const text = JSON.stringify(body).replace(/}$/, ',"a/b~c":1,"__proto__":{"access":"full"},"constructor":1}');
      expect(pointersIn(await send(operation.method, path, text))).toEqual(['/__proto__', '/a~1b~0c', '/constructor']);
    });
  });

  it.each(OPERATIONS.filter(({ operation }) => operation.body === null))('$name refuses a body', async ({ operation }) => {
    await changingNothing(async () => {
      const answer = await send(operation.method, pathAt(operation, place), {});
      expect({ code: problemIn(answer).code, at: pointersIn(answer) }).toEqual({ code: 'invalid_request', at: [''] });
      const chunked = { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const path = pathAt(operation, place);
      expect((await exchange(gateway, { method: operation.method, path, headers: chunked, body: '{}' })).status).toBe(400);
    });
  });

  it.each(OPERATIONS.filter(({ operation }) => operation.body !== null))('$name reads application/json only', async ({ name, operation }) => {
    const path = pathAt(operation, place);
    const body = JSON.stringify(validBody(name, place));
    const typed = (type?: string) =>
      exchange(gateway, {
        method: operation.method,
        path,
        body,
        headers: { authorization: `Bearer ${operatorToken}`, ...(type !== undefined && { 'content-type': type }) },
      });
    await changingNothing(async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json5', undefined]) {
        expect(problemIn(await typed(type)).code).toBe('unsupported_media_type');
      }
      expect((await typed('application')).status).toBe(415);
    });
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['nothing', ''],
    ['half of it', '{"name":"x"'],
    ['a comment', '{"name":"x"/* full */}'],
    ['a comma too many', '{"name":"x",}'],
    ['single quotes', "{'name':'x'}"],
    ['two values', '{}{}'],
    ['a raw NUL', '{"name":"\u0000"}'],
    ['a byte order mark', '\ufeff{}'],
    ['NaN', '{"name":NaN}'],
    ['brackets 30,000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['objects 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['bytes that are not UTF-8', Buffer.from('{"name":"\xe9"}', 'latin1')],
  ])('is refused as malformed: %s', async (_, body) => {
    await changingNothing(async () => {
      const headers = { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' };
      expect(problemIn(await exchange(gateway, { method: 'POST', path: tokens, headers, body })).code).toBe('malformed_request');
    });
  });

  it.each(['null', '[]', '"text"', '1', 'true'])('is refused when it is JSON, but no object: %s', async (body) => {
    await changingNothing(async () => expect(pointersIn(await send('POST', tokens, body))).toEqual(['']));
  });

  it('is refused when it is over 64 KiB, announced or not', async () => {
    const body = JSON.stringify({ ...validBody('createAccountToken', place), description: 'x'.repeat(65_536) });
    await changingNothing(async () => {
      expect(problemIn(await send('POST', tokens, body)).code).toBe('payload_too_large');
      const chunked = { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      expect(problemIn(await exchange(gateway, { method: 'POST', path: tokens, headers: chunked, body })).code).toBe('payload_too_large');
    });
  });

  it('is refused when a name occurs twice, however it is written and however deep', async () => {
    const twice = async (text: string) => pointersIn(await send('POST', tokens, text));
    const rest = '"access":"restricted","grants":[{"operation":"DNS::parse_zone"}]';
    await changingNothing(async () => {
      expect(await twice(`{"name":"a","name":"a",${rest}}`)).toEqual(['/name']);
      expect(await twice(`{"name":"a","expiresAt":"2099-01-01T00:00:00Z","\\u0065xpiresAt":null,${rest}}`)).toEqual(['/expiresAt']);
      expect(await twice('{"name":"a","access":"restricted","grants":[{"operation":"DNS::parse_zone","access":"read","access":"write"}]}')).toEqual([
        '/grants/0/access',
      ]);
      expect(await twice(`{"name":"a","__proto__":1,"__proto__":2,${rest}}`)).toEqual(['/__proto__']);
    });
  });
});

describe('a token that asks for what is not enforced', () => {
  it.each<[string, unknown]>([
    ['ipAllowlist', ['192.0.2.1']],
    ['notBefore', '2099-01-01T00:00:00Z'],
    ['readOnly', true],
    ['rateLimit', { requests: 1, seconds: 1 }],
    ['useQuota', 1],
    ['labels', { team: 'dns' }],
    ['Grants', []],
    ['expires_at', '2099-01-01T00:00:00Z'],
  ])('is refused, not made without it: %s', async (field, value) => {
    await changingNothing(async () => expect(pointersIn(await newToken({ [field]: value }))).toEqual([`/${field}`]));
  });

  it.each<[string, unknown]>([
    ['resources', ['zone:example.com']],
    ['resources', []],
    ['effect', 'deny'],
    ['effect', 'allow'],
    ['preset', 'acme'],
    ['Access', 'read'],
  ])('is refused, not made without it: %s %j in a grant', async (field, value) => {
    const grants = [{ operation: 'DNS::parse_zone' }, { operation: 'DNS::mass_edit_zone', [field]: value }];
    await changingNothing(async () => expect(pointersIn(await newToken({ grants }))).toEqual([`/grants/1/${field}`]));
  });

  it.each<[string, object, string[]]>([
    ['no selector', { grants: [{ access: 'read' }] }, ['/grants/0']],
    ['two selectors', { grants: [{ feature: 'zoneedit', operation: 'DNS::parse_zone' }] }, ['/grants/0']],
    ['no grants for restricted access', { grants: [] }, ['/grants']],
    ['all of Portcullis at once', { grants: [{ operation: 'Portcullis::*' }] }, ['/grants/0/operation']],
    ['grants for full access', { access: 'full' }, ['/grants']],
    ['201 grants', { grants: Array.from({ length: 201 }, () => ({ feature: 'zoneedit' })) }, ['/grants']],
  ])('is refused when its grants say nothing clear: %s', async (_, changes, pointers) => {
    await changingNothing(async () => expect(pointersIn(await newToken(changes))).toEqual(pointers));
  });

  it.each([{ operation: 'Dns::parse_zone' }, { operation: 'Nope::*' }, { operation: 'Portcullis::nope' }, { feature: 'nope' }])(
    'is refused when the catalogue knows no such thing: %j',
    async (grant) => {
      await changingNothing(async () => expect(problemIn(await newToken({ grants: [grant] })).code).toBe('operation_unknown'));
    },
  );

  it.each(['2020-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '1969-12-31T23:59:59.999+00:00'])('is refused when it is over already: %s', async (expiresAt) => {
    await changingNothing(async () => expect(problemIn(await newToken({ expiresAt })).code).toBe('expiry_in_past'));
  });
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
    expect(problemIn(answer)).toMatchObject({ code: 'permission_denied', detail: expect.stringContaining('Portcullis::create_token') });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="portcullis", error="insufficient_scope"');
  });
});

describe('an address that leads nowhere', () => {
  const get = (path: string, method = 'GET'): Promise<RawAnswer> =>
    exchange(gateway, { method, path, headers: { authorization: `Bearer ${operatorToken}` } });

  it.each(['/', '/v1', '/v1/', '/v1/nope', '/v1/tenants/x/nope', '/V1/tenants', '/v1//tenants', '/v1/tenants/x/', '/v1/../v1/tenants/x', '//v1/tenants'])(
    'is 404: %s',
    async (path) => expect(problemIn(await get(path)).code).toBe('not_found'),
  );

  it.each(['PUT', 'PATCH', 'DELETE', 'GET', 'OPTIONS', 'TRACE'])('is 404: %s /v1/tenants', async (method) =>
    expect(problemIn(await get('/v1/tenants', method)).code).toBe('not_found'),
  );

  it.each(['/v1/tenants/%', '/v1/tenants/%zz', '/v1/tenants/%ff', `/v1/tenants/${'x'.repeat(600)}`])(
    'is malformed when it cannot be decoded or is too long, and is not repeated: case %#',
    async (path) => {
      const answer = await get(path);
      expect(problemIn(answer).code).toBe('malformed_request');
      expect(answer.body.toString()).not.toContain('/v1/tenants/');
    },
  );
});

describe('the page of a list', () => {
  it.each(['accounts', 'tokens', 'audit'])('of %s is asked for once and within bounds', async (list) => {
    const ask = async (query: string) => pointersIn(await send('GET', `${provider.path}/${list}?${query}`));
    for (const limit of ['0', '-1', '201', '1.5', 'ten', '', '1e400', '%00']) expect(await ask(`limit=${limit}`)).toEqual(['query:/limit']);
    expect(await ask('limit=1&limit=1')).toEqual(['query:/limit']);
    expect(await ask('cursor=1&cursor=1')).toEqual(['query:/cursor']);
    expect(await ask(`cursor=${'1'.repeat(201)}`)).toEqual(['query:/cursor']);
    expect(await ask('limit[]=1')).toEqual(['query:/limit[]']);
    for (const cursor of ['nope', '-1', '1.5', '9999999999999999999', '%00', '']) {
      expect(problemIn(await send('GET', `${provider.path}/${list}?cursor=${cursor}`))).toMatchObject({
        code: 'invalid_request',
        detail: expect.stringContaining('cursor'),
      });
    }
  });
});
