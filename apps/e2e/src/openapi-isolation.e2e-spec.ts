import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { makeDenial, UNTOLD } from './denial-codes.js';
import { documentOf, type Operation } from './openapi/document.js';
import { judgeOf } from './openapi/judge.js';
import { pointersIn, type Kind, type Pointer } from './openapi/references.js';
import { exampleOf, placeOf, send, type ApiRequest } from './openapi/requests.js';
import { issue, makeAccount, makeProvider, newSlug, shownOf, type Issued, type Provider } from './providers.js';
import { makeReceipt, UNGIVEN } from './receipt-ids.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const document = documentOf(gateway);
const judge = judgeOf(document);

let own: Provider;
let other: Provider;
/** Whatever of the other provider's a request can point at, and nothing that is there. */
let foreign: Record<Kind, string[]>;
const MISSING: Record<Kind, string> = {
  tenant: 'e2e-no-such-tenant',
  account: 'nobody',
  token: 'tok_0000000000000000000000',
  denial: UNTOLD,
  receipt: UNGIVEN,
  secret: `pcla1${'0'.repeat(48)}`,
};
let untouched: unknown;

beforeAll(async () => {
  [own, other] = await Promise.all([makeProvider(operator), makeProvider(operator)]);
  // A user name that its neighbour does not have: by any other, the own account would be found.
  const account = await makeAccount(operator, other.path, 'bobby');
  foreign = {
    tenant: [other.slug, other.id],
    account: [account.username, account.id],
    token: [other.token.id, account.token.id],
    denial: await Promise.all([0, 1].map(() => makeDenial(operator, { account }))),
    receipt: await Promise.all([0, 1].map(() => makeReceipt(operator, { account }))),
    secret: [other.token.secret, account.token.secret],
  };
  untouched = await shownOf(operator, other);
});

/** All that an answer tells, but for what differs on every request. Whatever it is, it is documented. */
async function told(token: Issued, operation: Operation, request: ApiRequest): Promise<unknown> {
  const answer = await send(gateway, token.secret, operation, request);
  expect(judge.faultsOf(operation, answer)).toEqual([]);
  const headers = Object.entries(answer.headers).filter(([name]) => !/^(x-request-id|date|ratelimit.*)$/.test(name));
  return { status: answer.status, headers, body: answer.body.toString().replace(/"request_id":"\w+"/, '') };
}

const pointing = document.operations.map((operation) => ({ operation, name: operation.name, pointers: pointersIn(operation) })).filter(({ pointers }) => pointers.length > 0);

describe.each<[string, () => Issued]>([
  ['a tenant', () => own.token],
  ['an account', () => own.account.token],
])('%s', (_, caller) => {
  it.each(pointing)('cannot tell at $name what belongs to somebody else from what does not exist', async ({ operation, pointers }) => {
    const example = exampleOf(operation, placeOf(own));
    // Each by itself, and all at once.
    const groups: Pointer[][] = [...pointers.map((pointer) => [pointer]), ...(pointers.length > 1 ? [pointers] : [])];
    for (const group of groups) {
      const at = (textOf: (kind: Kind) => string) => group.reduce((request, { kind, pointedAt }) => pointedAt(request, textOf(kind)), example);
      const missing = await told(caller(), operation, at((kind) => MISSING[kind]));
      const where = group.map((pointer) => pointer.where).join(' and ');
      for (const n of [0, 1]) {
        expect({ where, told: await told(caller(), operation, at((kind) => foreign[kind][n]!)) }).toEqual({ where, told: missing });
      }
    }
  });

  it('has changed nothing there', async () => expect(await shownOf(operator, other)).toEqual(untouched));
});

it('is tried on everything that takes an id', () => {
  const parts = document.operations.flatMap(({ path }) => path.match(/\{(tenant|account|token|denial|receipt)\}/g) ?? []);
  const pointed = pointing.flatMap(({ pointers }) => pointers.filter(({ where }) => where.startsWith('{')));
  expect(pointed).toHaveLength(parts.length);
  expect(new Set(pointing.flatMap(({ pointers }) => pointers.map(({ where }) => where)))).toEqual(
    new Set(['{tenant}', '{account}', '{token}', '{denial}', '{receipt}', '?subject', 'body /parent', 'body /token', 'body /where']),
  );
});

describe.each<[string, () => Promise<{ secret: string; revoke: () => Promise<unknown> }>]>([
  ['of an account', () => revocable(`${own.account.path}/tokens`, {})],
  ['of a tenant', () => revocable(`${own.path}/tokens`, { kind: 'tenant' })],
  ['of an operator', () => revocable('/v1/tenants/ten_platform/tokens', { kind: 'operator' })],
])('after its revoke a token %s', (_, make) => {
  it('is refused by every operation, whatever it is asked', async () => {
    const { secret, revoke } = await make();
    const place = placeOf(own);
    expect((await apiOf(gateway, secret).get('/v1/tenants/e2e-no-such-tenant')).status).not.toBe(401);
    expect(await revoke()).toMatchObject({ status: 200 });
    for (const operation of document.operations) {
      const answer = await send(gateway, secret, operation, exampleOf(operation, place));
      expect({ name: operation.name, faults: judge.faultsOf(operation, answer), status: answer.status }).toEqual({ name: operation.name, faults: [], status: 401 });
    }
  });
});

describe('without a token', () => {
  it.each(document.operations)('$name asks for one, as documented', async (operation) => {
    const answer = await send(gateway, null, operation, exampleOf(operation, placeOf(own)));
    expect({ faults: judge.faultsOf(operation, answer), status: answer.status }).toEqual({ faults: [], status: 401 });
  });
});

async function revocable(tokens: string, body: object) {
  const { id, secret } = await issue(operator, tokens, { ...body, name: newSlug(), access: 'full' });
  return { secret, revoke: () => operator.delete(`${tokens}/${id}`) };
}
