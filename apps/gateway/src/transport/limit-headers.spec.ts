import { parseList } from 'structured-headers';
import { limitHeaders } from './limit-headers.js';

const token = { name: 'token', requests: 100, seconds: 60, left: 45, resetSeconds: 30 };
const tenant = { name: 'tenant', requests: 1000, seconds: 3600, left: 0, resetSeconds: 1 };

describe('the headers of limits', () => {
  it('are written as the draft writes them', () => {
    expect(limitHeaders([token, tenant])).toEqual({
      'ratelimit-policy': '"token";q=100;w=60, "tenant";q=1000;w=3600',
      ratelimit: '"token";r=45;t=30, "tenant";r=0;t=1',
    });
  });

  it('can be read as structured fields', () => {
    expect(parseList(limitHeaders([token])['ratelimit']!)).toEqual([['token', new Map([['r', 45], ['t', 30]])]]);
  });

  it('are not there without a limit', () => expect(limitHeaders([])).toEqual({}));
});
