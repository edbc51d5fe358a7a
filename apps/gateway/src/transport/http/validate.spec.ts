import { HTTP_OPERATIONS } from '@portcullis/contracts';
import type { Problem } from './problem.js';
import { validate } from './validate.js';

function errorsOf(body: unknown): Problem['errors'] {
  try {
    validate(HTTP_OPERATIONS.createAccountToken!, { params: { tenant: 'demo', account: 'alice' }, query: {}, body, headers: {} });
  } catch (thrown) {
    return (thrown as Problem).errors;
  }
  return [];
}

describe('a body that is not accepted', () => {
  it('is told what is missing, as such', () => {
    expect(errorsOf({})).toEqual([
      { pointer: '/name', detail: 'is missing' },
      { pointer: '/access', detail: 'is missing' },
    ]);
    expect(errorsOf({ name: 'ci', access: 'full', rateLimit: { requests: 1 } })).toEqual([{ pointer: '/rateLimit/seconds', detail: 'is missing' }]);
  });

  it('is told what is wrong with what is there', () => {
    expect(errorsOf({ name: 7, access: 'all' })).toEqual([
      { pointer: '/name', detail: expect.stringContaining('expected string') },
      { pointer: '/access', detail: expect.stringContaining('"full"') },
    ]);
  });

  it('is told how a label must be called', () => {
    expect(errorsOf({ name: 'ci', access: 'full', labels: { 'Te am': 'dns' } })).toEqual([
      { pointer: '/labels/Te am', detail: expect.stringContaining('lower-case letters') },
    ]);
  });
});
