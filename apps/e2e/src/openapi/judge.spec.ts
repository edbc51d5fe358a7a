import type { RawAnswer } from '../clients/raw-http.js';
import { readDocument } from './document.js';
import { judgeOf } from './judge.js';
import { jsonText, neighboursOf } from './neighbours.js';
import { pointersIn } from './references.js';
import { exampleOf } from './requests.js';
import { triesOf } from './tries.js';

const id = { type: 'string', pattern: '^tok_[0-9]{3}$' };
const document = readDocument({
  paths: {
    '/v1/things/{token}': {
      put: {
        operationId: 'putThing',
        parameters: [{ name: 'token', in: 'path', required: true, schema: id }, { $ref: '#/components/parameters/If-Match' }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  name: { type: 'string', pattern: '^[a-z]{2,5}$' },
                  count: { type: 'integer', minimum: 1, maximum: 9 },
                  inner: { $ref: '#/components/schemas/InnerInput' },
                  address: { type: 'string', maxLength: 9, 'x-rule': 'must be an address' },
                },
                required: ['name'],
                additionalProperties: false,
              },
              example: { name: 'abc', count: 3, inner: { kind: 'a' }, address: '::1' },
            },
          },
        },
        responses: {
          200: {
            headers: { ETag: { $ref: '#/components/headers/ETag' } },
            content: { 'application/json': { schema: { type: 'object', properties: { inner: { $ref: '#/components/schemas/Inner' } }, required: ['inner'] } } },
          },
          304: {},
        },
      },
    },
  },
  components: {
    schemas: {
      Inner: { type: 'object', properties: { kind: { type: 'string', enum: ['a', 'b'] } }, required: ['kind'] },
      InnerInput: { type: 'object', properties: { kind: { type: 'string', enum: ['a', 'b'] } }, required: ['kind'], additionalProperties: false },
    },
    headers: { ETag: { required: true, schema: { type: 'string', pattern: '^"' } } },
    parameters: { 'If-Match': { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } } },
  },
});
const [operation] = document.operations;
const judge = judgeOf(document);

function answer(body: unknown, changes: Partial<RawAnswer> = {}): RawAnswer {
  const text = body === undefined ? '' : JSON.stringify(body);
  return { status: 200, reason: '', headers: { etag: '"1"', 'content-type': 'application/json; charset=utf-8' }, body: Buffer.from(text), ...changes };
}

describe('the judge of answers', () => {
  it('finds nothing wrong with an answer that is as documented', () => {
    expect(judge.faultsOf(operation!, answer({ inner: { kind: 'a' } }))).toEqual([]);
    expect(judge.faultsOf(operation!, answer(undefined, { status: 304, headers: {} }))).toEqual([]);
  });

  it.each<[string, RawAnswer]>([
    ['a status', answer({}, { status: 404 })],
    ['a server error', answer({}, { status: 500 })],
    ['a field', answer({ inner: { kind: 'a' }, secret: 'x' })],
    ['a field within a named schema', answer({ inner: { kind: 'a', secret: 'x' } })],
    ['a value', answer({ inner: { kind: 'c' } })],
    ['that a field may be missing', answer({})],
    ['that a header may be missing', answer({ inner: { kind: 'a' } }, { headers: { 'content-type': 'application/json' } })],
    ['a header’s value', answer({ inner: { kind: 'a' } }, { headers: { etag: '1', 'content-type': 'application/json' } })],
    ['a media type', answer({ inner: { kind: 'a' } }, { headers: { etag: '"1"', 'content-type': 'text/html' } })],
    ['a body', answer({}, { status: 304 })],
  ])('finds %s that is not documented', (_, given) => {
    expect(judge.faultsOf(operation!, given)).not.toEqual([]);
  });
});

describe('what is tried', () => {
  const example = exampleOf(operation!, { token: 'tok_123' });
  const tries = triesOf(operation!, example, judge);
  const bodies = (expected: string) => tries.filter((each) => each.expected === expected).map(({ request }) => (request.body === undefined ? undefined : jsonText(request.body)));
  const body = (changes: object) => jsonText({ ...(example.body as object), ...changes });

  it('lies on both sides of every bound, and the document says which side is which', () => {
    expect(bodies('accepted')).toEqual(expect.arrayContaining([body({ count: 1 }), body({ count: 9 }), body({ name: 'abccc' }), body({ inner: { kind: 'b' } })]));
    expect(bodies('refused')).toEqual(
      expect.arrayContaining([
        ...[body({ count: 0 }), body({ count: 10 }), body({ count: 1.5 }), body({ count: '3' }), body({ count: [3] }), body({ count: Infinity }), body({ count: null })],
        ...[body({ name: 'a' }), body({ name: 'abcccc' }), body({ name: 'abc\n' }), body({ name: 0 }), body({ colour: 'x' })],
        ...[body({ inner: {} }), body({ inner: { kind: 'bx' } }), body({ inner: { kind: 'a', colour: 'x' } })],
      ]),
    );
  });

  it('leaves out each field', () => {
    const { name: _, ...nameless } = example.body as { name: string };
    expect(bodies('refused')).toContain(jsonText(nameless));
    expect(tries).toContainEqual(expect.objectContaining({ what: 'without If-Match', expected: 'refused' }));
    expect(bodies('refused')).toContain(undefined);
  });

  it('is left to the server where the document has a rule in words', () => {
    const ruled = tries.filter(({ what }) => what.startsWith('body /address')).map(({ expected }) => expected);
    expect(new Set(ruled)).toEqual(new Set(['either', 'refused']));
  });

  it('is more than a body may hold, once', () => {
    expect(tries.filter(({ request }) => (request.text ?? '').length > 65_536)).toHaveLength(1);
  });

  it('points at whatever belongs to somebody', () => {
    expect(pointersIn(operation!).map(({ where, kind }) => [where, kind])).toEqual([['{token}', 'token']]);
  });

  it('is nothing without an example, and says so', () => {
    expect(() => exampleOf({ ...operation!, body: { schema: {}, example: undefined } }, { token: 'tok_123' })).toThrow('putThing has a body and no example of it');
    expect(() => exampleOf(operation!, {})).toThrow('nothing is known that putThing could take as {token}');
  });

  it('says numbers that JavaScript cannot', () => {
    expect(neighboursOf({ type: 'integer' }, 1, judge).map(({ value }) => jsonText(value))).toContain('1e400');
  });
});
