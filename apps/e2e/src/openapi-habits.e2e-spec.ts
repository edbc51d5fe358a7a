import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import type { RawAnswer } from './clients/raw-http.js';
import { documentOf, type Operation } from './openapi/document.js';
import { judgeOf } from './openapi/judge.js';
import { exampleOf, newWorld, send, type ApiRequest } from './openapi/requests.js';
import { newSlug } from './providers.js';

/** What the document says that operations make of `Idempotency-Key`, `If-Match`, `If-None-Match` and `Prefer`, tried on each that says so. */
const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const document = documentOf(gateway);
const judge = judgeOf(document);

const taking = (header: string): Operation[] => document.operations.filter(({ parameters }) => parameters.some(({ name }) => name === header));

/** Sends it and expects an answer as documented. */
async function sent(token: string, operation: Operation, request: ApiRequest, headers: Record<string, string>): Promise<RawAnswer> {
  const answer = await send(gateway, token, operation, { ...request, headers: { ...request.headers, ...headers } });
  expect(judge.faultsOf(operation, answer)).toEqual([]);
  return answer;
}

/** A receipt tells of the call that it answers: which one, how long it took, and who was waited for. The changes in it stay. */
const withoutReceipt = ({ body }: RawAnswer): string => body.toString().replace(/"id":"rcp_\w+"/, '').replace(/"durationMs":[\d.]+/, '').replace(/"verifiers":\{[^}]*\}/, '');

/** What takes power makes nothing. */
const successOf = ({ name }: Operation): number => (/^revoke/.test(name) ? 200 : 201);

const codeOf = ({ status, body }: RawAnswer): string => `${status} ${(JSON.parse(body.toString()) as { code?: string }).code}`;

describe('a request with an Idempotency-Key', () => {
  it.each(taking('Idempotency-Key'))('is carried out once by $name, and answered the same again', async (operation) => {
    const { place, token } = await newWorld(operator, operation);
    const example = exampleOf(operation, place);
    const key = { 'idempotency-key': newSlug() };
    const first = await sent(token, operation, example, key);
    expect(first).toMatchObject({ status: successOf(operation), headers: expect.not.objectContaining({ 'idempotency-replayed': expect.anything() }) });
    const again = await sent(token, operation, example, key);
    expect({ status: again.status, body: withoutReceipt(again) }).toEqual({ status: successOf(operation), body: withoutReceipt(first) });
    // What was made is said to be there already; what was taken is as gone as before.
    if (successOf(operation) === 201) expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it.each(taking('Idempotency-Key').filter(({ body }) => body !== null))('is refused by $name when the key was used for another one', async (operation) => {
    const { place, token } = await newWorld(operator, operation);
    const key = { 'idempotency-key': newSlug() };
    const example = exampleOf(operation, place);
    await sent(token, operation, example, key);
    const [name, value] = Object.entries(example.body as object).find(([, one]) => typeof one === 'string' || typeof one === 'number') as [string, unknown];
    const other = { ...example, body: { ...(example.body as object), [name]: typeof value === 'number' ? value + 1 : newSlug() } };
    expect(codeOf(await sent(token, operation, other, key))).toBe('422 idempotency_key_reused');
  });
});

describe('a preference not to wait', () => {
  it('is heeded by whatever answers a receipt', () => {
    const withReceipt = document.operations.filter(({ responses }) => JSON.stringify(responses['200'] ?? responses['201'] ?? {}).includes('"enforcement"'));
    expect(taking('Prefer').map(({ name }) => name)).toEqual(withReceipt.map(({ name }) => name));
    expect(withReceipt.length).toBeGreaterThan(15);
  });

  it.each(taking('Prefer'))('is heeded by $name: 202 while verifiers are waited for, and its receipt is there to be read', async (operation) => {
    const { place, token } = await newWorld(operator, operation);
    const answer = await sent(token, operation, exampleOf(operation, place), { prefer: 'respond-async' });
    const { enforcement } = JSON.parse(answer.body.toString()) as { enforcement: { id: string; pending: boolean } | null };
    expect({ status: answer.status === 202, applied: answer.headers['preference-applied'] }).toEqual(
      enforcement?.pending ? { status: true, applied: 'respond-async' } : { status: false, applied: undefined },
    );
  });
});

describe('an ETag', () => {
  const readable = document.operations.filter(({ responses }) => '304' in responses);

  it.each(readable)('of $name is known again: 304, and nothing else', async (operation) => {
    const { place, token } = await newWorld(operator, operation);
    const { etag } = (await sent(token, operation, exampleOf(operation, place), {})).headers;
    expect(await sent(token, operation, exampleOf(operation, place), { 'if-none-match': etag! })).toMatchObject({ status: 304, headers: { etag } });
    expect(await sent(token, operation, exampleOf(operation, place), { 'if-none-match': '"0"' })).toMatchObject({ status: 200 });
  });

  const guarded = taking('If-Match').map((operation) => ({ operation, name: operation.name, read: readable.find(({ path }) => path === operation.path)! }));

  it.each(guarded)('lets $name change what was read, and nothing that was changed since', async ({ operation, read }) => {
    const { place, token } = await newWorld(operator, operation);
    const example = exampleOf(operation, place);
    const { etag } = (await sent(token, read, exampleOf(read, place), {})).headers;
    for (const stale of ['"0"', `W/${etag}`, '"999999", "another"']) {
      expect(codeOf(await sent(token, operation, example, { 'if-match': stale }))).toBe('412 precondition_failed');
    }
    expect(await sent(token, operation, example, { 'if-match': `"0", ${etag}` })).toMatchObject({ status: 200 });
    if (operation.method !== 'DELETE') expect(codeOf(await sent(token, operation, example, { 'if-match': etag! }))).toBe('412 precondition_failed');
  });

  it.each(guarded.filter(({ operation }) => operation.method === 'PATCH'))('is asked for by $name', async ({ operation }) => {
    const { place, token } = await newWorld(operator, operation);
    const { 'if-match': _, ...headers } = exampleOf(operation, place).headers;
    const answer = await send(gateway, token, operation, { ...exampleOf(operation, place), headers });
    expect(judge.faultsOf(operation, answer)).toEqual([]);
    expect(codeOf(answer)).toBe('428 precondition_required');
  });
});
