import { repeatableRequest } from './repeatable-request.js';

const parts = {
  key: 'k-1',
  callerTokenId: 'tok_1',
  operation: 'Portcullis::create_token',
  input: { params: { tenant: 'acme' }, body: { name: 'ci', labels: { a: '1', b: '2' }, grants: [{ operation: 'DNS::*', access: 'read' }] } },
};
const hashes = (changes: Partial<typeof parts>) => repeatableRequest({ ...parts, ...changes });

describe('a repeatable request', () => {
  it('is the same whatever order its fields come in', () => {
    const body = { grants: [{ access: 'read', operation: 'DNS::*' }], labels: { b: '2', a: '1' }, name: 'ci' };
    expect(hashes({ input: { body, params: { tenant: 'acme' } } })).toEqual(hashes({}));
  });

  it('is another one when anything in it differs, order in lists included', () => {
    const { params, body } = parts.input;
    const others = [
      { params, body: { ...body, name: 'cd' } },
      { params: { tenant: 'other' }, body },
      { params, body: { ...body, labels: { a: '1' } } },
      { params, body: { ...body, grants: [...body.grants, ...body.grants] } },
      { params, body: { ...body, labels: { a: '2', b: '1' } } },
    ] as (typeof parts.input)[];
    const requests = [{}, ...others.map((input) => ({ input }))].map(hashes);
    expect(new Set(requests.map(({ requestHash }) => requestHash)).size).toBe(6);
    expect(new Set(requests.map(({ keyHash }) => keyHash)).size).toBe(1);
  });

  it('has a key of its own for each calling token and operation', () => {
    const all = [{}, { key: 'k-2' }, { callerTokenId: 'tok_2' }, { operation: 'Portcullis::regenerate_token' }].map(hashes);
    expect(new Set(all.map(({ keyHash }) => keyHash)).size).toBe(4);
    for (const { keyHash, requestHash } of all) expect([keyHash, requestHash]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), all[0]!.requestHash]);
  });
});
