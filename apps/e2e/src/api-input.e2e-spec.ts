import type { HttpOperation } from '@portcullis/contracts';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { makeDenial } from './denial-codes.js';
import { callJson, OPERATIONS, pathAt, placeOf, pointersIn, problemIn, validBody, type Place } from './operations.js';
import { changingNothing, makeProvider, type Provider } from './providers.js';
import { makeReceipt } from './receipt-ids.js';
import { connectZonePanel } from './zone-panel.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let provider: Provider;
let place: Place;
let tokens: string;
beforeAll(async () => {
  provider = await makeProvider(operator);
  place = { ...placeOf(provider), denial: await makeDenial(operator, provider), receipt: await makeReceipt(operator, provider) };
  tokens = `${provider.account.path}/tokens`;
});

const send = (method: string, path: string, body?: unknown) => callJson(gateway, operatorToken, method, path, body);

/** Where others have changed nothing, for what ends something, or tells of the account's panel. */
async function placeFor({ method, path }: HttpOperation): Promise<Place> {
  if (method !== 'DELETE' && !path.includes(':zone')) return place;
  const untouched = await makeProvider(operator);
  if (path.includes(':zone')) await connectZonePanel(operator, untouched);
  return placeOf(untouched);
}

describe('every operation', () => {
  it.each(OPERATIONS)(
    '$name answers as its contract says, with no-store and a request id',
    async ({ name, operation }) => {
      const at = await placeFor(operation);
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
    },
  );

  it.each(OPERATIONS)('$name asks a stranger for a token, and says no more', async ({ operation }) => {
    const challenge = async (authorization?: string) => {
      const path = pathAt(operation, place);
      const answer = await exchange(gateway, {
        method: operation.method,
        path,
        headers: { ...(authorization && { authorization }) },
      });
      return [problemIn(answer).code, answer.headers['www-authenticate']];
    };
    expect(await challenge()).toEqual(['credentials_required', 'Bearer realm="portcullis"']);
    const invalid = ['invalid_token', 'Bearer realm="portcullis", error="invalid_token"'];
    expect(await challenge('Bearer pcla1')).toEqual(invalid);
    expect(await challenge(`Basic ${Buffer.from(`alice:${provider.token.secret}`).toString('base64')}`)).toEqual(
      invalid,
    );
    expect(await challenge(`cpanel alice:${provider.token.secret}`)).toEqual(invalid);
  });

  it.each(OPERATIONS)('$name refuses fields it does not know, in body and query', async ({ name, operation }) => {
    const body = validBody(name, place);
    const path = pathAt(operation, place);
    await changingNothing(operator, provider, async () => {
      expect(pointersIn(await send(operation.method, `${path}?unexpected=1&__proto__=2`, body))).toEqual([
        'query:/__proto__',
        'query:/unexpected',
      ]);
      if (body === undefined) return;
      const text = JSON.stringify(body).replace(/^{(})?/, (_, empty?: string) => `{"a/b~c":1,"__proto__":{"access":"full"},"constructor":1${empty ?? ','}`);
      expect(pointersIn(await send(operation.method, path, text))).toEqual(['/__proto__', '/a~1b~0c', '/constructor']);
    });
  });

  it.each(OPERATIONS.filter(({ operation }) => operation.body === null))(
    '$name refuses a body',
    async ({ operation }) => {
      await changingNothing(operator, provider, async () => {
        const answer = await send(operation.method, pathAt(operation, place), {});
        expect({ code: problemIn(answer).code, at: pointersIn(answer) }).toEqual({ code: 'invalid_request', at: [''] });
        const chunked = {
          authorization: `Bearer ${operatorToken}`,
          'content-type': 'application/json',
          'transfer-encoding': 'chunked',
        };
        const path = pathAt(operation, place);
        expect((await exchange(gateway, { method: operation.method, path, headers: chunked, body: '{}' })).status).toBe(
          400,
        );
      });
    },
  );

  it.each(OPERATIONS.filter(({ operation }) => operation.body !== null))(
    '$name reads application/json only',
    async ({ name, operation }) => {
      const path = pathAt(operation, place);
      const body = JSON.stringify(validBody(name, place));
      const typed = (type?: string) =>
        exchange(gateway, {
          method: operation.method,
          path,
          body,
          headers: { authorization: `Bearer ${operatorToken}`, 'if-match': '*', ...(type !== undefined && { 'content-type': type }) },
        });
      await changingNothing(operator, provider, async () => {
        for (const type of [
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          'application/json5',
          undefined,
        ]) {
          expect(problemIn(await typed(type)).code).toBe('unsupported_media_type');
        }
        expect((await typed('application')).status).toBe(415);
      });
    },
  );
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
    await changingNothing(operator, provider, async () => {
      const headers = { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' };
      expect(problemIn(await exchange(gateway, { method: 'POST', path: tokens, headers, body })).code).toBe(
        'malformed_request',
      );
    });
  });

  it.each(['null', '[]', '"text"', '1', 'true'])('is refused when it is JSON, but no object: %s', async (body) => {
    await changingNothing(operator, provider, async () =>
      expect(pointersIn(await send('POST', tokens, body))).toEqual(['']),
    );
  });

  it('is refused when it is over 64 KiB, announced or not', async () => {
    const body = JSON.stringify({ ...validBody('createAccountToken', place), description: 'x'.repeat(65_536) });
    await changingNothing(operator, provider, async () => {
      expect(problemIn(await send('POST', tokens, body)).code).toBe('payload_too_large');
      const chunked = {
        authorization: `Bearer ${operatorToken}`,
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      };
      expect(problemIn(await exchange(gateway, { method: 'POST', path: tokens, headers: chunked, body })).code).toBe(
        'payload_too_large',
      );
    });
  });

  it('is refused when a name occurs twice, however it is written and however deep', async () => {
    const twice = async (text: string) => pointersIn(await send('POST', tokens, text));
    const rest = '"access":"restricted","grants":[{"operation":"DNS::parse_zone"}]';
    await changingNothing(operator, provider, async () => {
      expect(await twice(`{"name":"a","name":"a",${rest}}`)).toEqual(['/name']);
      expect(await twice(`{"name":"a","expiresAt":"2099-01-01T00:00:00Z","\\u0065xpiresAt":null,${rest}}`)).toEqual([
        '/expiresAt',
      ]);
      expect(
        await twice(
          '{"name":"a","access":"restricted","grants":[{"feature":"zoneedit","access":"read","access":"write"}]}',
        ),
      ).toEqual(['/grants/0/access']);
      expect(await twice(`{"name":"a","__proto__":1,"__proto__":2,${rest}}`)).toEqual(['/__proto__']);
    });
  });
});

describe('an address that leads nowhere', () => {
  const get = (path: string, method = 'GET'): Promise<RawAnswer> =>
    exchange(gateway, { method, path, headers: { authorization: `Bearer ${operatorToken}` } });

  it.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/nope',
    '/v1/tenants/x/nope',
    '/V1/tenants',
    '/v1//tenants',
    '/v1/tenants/x/',
    '/v1/../v1/tenants/x',
    '//v1/tenants',
  ])('is 404: %s', async (path) => expect(problemIn(await get(path)).code).toBe('not_found'));

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('is 404: %s /v1/tenants', async (method) =>
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
