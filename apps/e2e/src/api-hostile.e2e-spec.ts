import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { callJson, OPERATIONS, pathAt, placeOf, problemIn, validBody, type Place } from './operations.js';
import { makeProvider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let place: Place;
beforeAll(async () => {
  place = placeOf(await makeProvider(operator));
});

const CANARY = 'CANARY7f3a';

/** As JSON text, since not all of them survive being a JavaScript value. */
const HOSTILE: readonly string[] = [
  'null',
  '0',
  '1e400',
  '9007199254740993',
  '""',
  '[]',
  '{}',
  '[[["deep"]]]',
  '{"__proto__":{"isAdmin":true}}',
  '{"toString":null,"length":1}',
  '"__proto__"',
  `"${CANARY}"`,
  `"${CANARY}\\u0000"`,
  `"http://127.0.0.1:9/${CANARY}\\u0000"`,
  `"${CANARY}\\ud800"`,
  `"\\udc00${CANARY}"`,
  `"${CANARY}\\u2028\\u202e\\ufeff"`,
  `"${CANARY}\\r\\nSet-Cookie: a=b"`,
  `"${CANARY}'; DROP TABLE token; --"`,
  `"../../${CANARY}"`,
  '"ünïcødé 💥 \\ud83d\\udca5 ٣"',
  `"${'x'.repeat(20_000)}"`,
  `[${Array.from({ length: 2_000 }, (_, i) => i).join(',')}]`,
  `[${Array.from({ length: 1_001 }, (_, i) => `"d${i}.example"`).join(',')}]`,
  '"9999-12-31T23:59:59.999999999+23:59"',
  '"9999-12-31T23:59:60Z"',
];

/** Refusals say what is wrong in their own words; only names that were read and are fit to be shown may come back. */
function expectCalm(answer: RawAnswer): void {
  const { status, headers, body } = answer;
  expect(status).toBeLessThan(500);
  expect(headers['set-cookie']).toBeUndefined();
  if (status < 400) return;
  const { code } = problemIn(answer);
  if (['malformed_request', 'invalid_request', 'not_found'].includes(code))
    expect(body.toString()).not.toContain(CANARY);
}

/** Several at once, as far below the services' bounds on work in hand as other specs leave room for. */
async function eachCalm(texts: readonly string[], send: (text: string) => Promise<RawAnswer>): Promise<void> {
  const AT_ONCE = 6;
  for (let i = 0; i < texts.length; i += AT_ONCE) {
    for (const answer of await Promise.all(texts.slice(i, i + AT_ONCE).map(send))) expectCalm(answer);
  }
}

describe('no hostile value is a server error, and none comes back in a refusal', () => {
  it.each(OPERATIONS.filter(({ operation }) => operation.body !== null))(
    'in the body of $name',
    async ({ name, operation }) => {
      const send = (text: string) => callJson(gateway, operatorToken, operation.method, pathAt(operation, place), text);
      await eachCalm(HOSTILE, send);
      for (const field of Object.keys(validBody(name, place)!)) {
        const others = () => JSON.stringify({ ...validBody(name, place), [field]: undefined });
        const withField = (hostile: string) =>
          `{"${field}":${hostile}${others()
            .replace(/^{(?!})/, ',')
            .replace(/^{}$/, '}')}`;
        await eachCalm([others(), ...HOSTILE.map(withField)], send);
      }
    },
  );

  it.each(['createAccountToken', 'createTenantToken'])('in the grants of %s', async (name) => {
    const { operation } = OPERATIONS.find((each) => each.name === name)!;
    const grants = HOSTILE.flatMap((hostile) => [
      hostile,
      `{"operation":${hostile}}`,
      `{"feature":${hostile}}`,
      `{"operation":"DNS::parse_zone","access":${hostile}}`,
    ]);
    const texts = grants.map((grant) =>
      JSON.stringify({ ...validBody(name, place), grants: [] }).replace('[]', () => `[${grant}]`),
    );
    await eachCalm(texts, (text) => callJson(gateway, operatorToken, operation.method, pathAt(operation, place), text));
  });

  const parts = [
    CANARY,
    `${CANARY}%00`,
    '%00',
    '%E2%80%AE',
    '%ED%A0%80',
    '%20',
    '.',
    '..',
    '%2e%2e',
    '%2f',
    `${CANARY}%2f..`,
    ';',
    `a;${CANARY}`,
    '__proto__',
    'constructor',
    'ten_platform',
    'ten_0000000000000000000000',
    'acc_0000000000000000000000',
    'tok_',
    `tok_${CANARY}`,
    'x'.repeat(400),
    '%F0%9F%92%A5',
    "'--",
    '*',
    '%25zz',
  ];

  it.each(OPERATIONS.filter(({ operation }) => operation.path.includes(':') && operation.method === 'GET'))(
    'in the path of $name',
    async ({ operation }) => {
      for (const [parameter] of operation.path.matchAll(/:\w+/g)) {
        const pathTo = (part: string) =>
          pathAt({ ...operation, path: operation.path.replace(parameter, '\u0001') }, place).replace('\u0001', part);
        await eachCalm(parts.map(pathTo), (path) => callJson(gateway, operatorToken, 'GET', path));
      }
    },
  );

  it.each(OPERATIONS.filter(({ operation }) => operation.method === 'GET'))(
    'in the query of $name',
    async ({ operation }) => {
      const queries = [
        '?',
        '&',
        '=',
        '%00',
        '%zz',
        '%',
        '__proto__=1',
        '__proto__[x]=1',
        'constructor=1',
        'toString=',
        'limit=',
        'limit=0x10',
        'limit=NaN',
        'limit=1&limit=2',
        'limit[]=1',
        'limit[$gt]=1',
        'cursor=',
        'cursor=0',
        'cursor=-1',
        `cursor=${CANARY}`,
        'cursor=999999999999999999',
        'cursor=%00',
        'a'.repeat(30_000),
        `${CANARY}=1`.repeat(500),
      ];
      for (const query of queries) {
        const { status } = await callJson(gateway, operatorToken, 'GET', `${pathAt(operation, place)}?${query}`);
        expect({ query: query.slice(0, 50), calm: status < 500 }).toEqual({ query: query.slice(0, 50), calm: true });
      }
    },
  );
});

describe('no hostile header is a server error, and none comes back in a refusal', () => {
  const MARK = 'HEADERcanary9b1d';
  const HEADERS = ['if-match', 'if-none-match', 'idempotency-key', 'cookie', 'authorization', 'origin', 'sec-fetch-site'];
  const VALUES = [
    ...['', '*', '"', '""', 'W/"1"', '"1", "2"', ',,,', `"${MARK}"`, MARK, `${MARK}\u00ff\u0080`, `"${MARK}\\"`, '"a";b=1;c', ':aGVsbG8=:', '%"x"'],
    ...['__Host-portcullis=', `__Host-portcullis=${MARK}; __Host-portcullis=x`, '=;=;;', 'Bearer', `Bearer ${MARK}`, 'Bearer a b'],
    ...['null', '1'.repeat(400), '"1",'.repeat(8_000), 'x'.repeat(40_000)],
  ];

  it.each(['createAccountToken', 'editAccountToken', 'readAccountToken', 'createAccountSession', 'openSession'])('at %s', async (name) => {
    const { operation } = OPERATIONS.find((each) => each.name === name)!;
    const body = validBody(name, place);
    const send = (header: string, value: string) =>
      exchange(gateway, {
        ...{ method: operation.method, path: pathAt(operation, place) },
        headers: { authorization: `Bearer ${operatorToken}`, ...(body && { 'content-type': 'application/json' }), [header]: value },
        ...(body && { body: JSON.stringify(body) }),
      });
    for (const value of VALUES) {
      const answers = await Promise.all(HEADERS.map((header) => send(header, value)));
      const seen = answers.map(({ status, body: text }, at) => ({ header: HEADERS[at], calm: status < 500, repeats: text.includes(MARK) }));
      expect(seen).toEqual(HEADERS.map((header) => ({ header, calm: true, repeats: false })));
    }
  });
});

describe('what is text is kept as it is', () => {
  it.each([
    'ünïcødé',
    '💥 👩‍👩‍👧',
    'עברית',
    '<b>&amp;"\\',
    "Robert'); DROP TABLE token;--",
    '${jndi:ldap://x}',
    '__proto__',
  ])('%s', async (name) => {
    const path = pathAt(OPERATIONS.find((each) => each.name === 'editTenant')!.operation, place);
    expect(await operator.patch(path, { name })).toMatchObject({ status: 200, body: { tenant: { name } } });
    expect(await operator.get(path)).toMatchObject({ body: { tenant: { name } } });
  });

  it.each(['line\nbreak', 'bell\u0007', 'c1\u0085', 'nul\u0000', 'separator\u2028', 'half\ud83d'])(
    'or refused: %j',
    async (name) => {
      const path = pathAt(OPERATIONS.find((each) => each.name === 'editTenant')!.operation, place);
      expect(problemIn(await callJson(gateway, operatorToken, 'PATCH', path, { name })).errors).toEqual([
        { pointer: '/name', detail: expect.not.stringContaining(name) },
      ]);
    },
  );
});
