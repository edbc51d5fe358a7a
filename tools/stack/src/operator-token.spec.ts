import { createHash } from 'node:crypto';
import { parseTokenText } from '@portcullis/access';
import { bootstrapOperator, newOperatorToken } from './operator-token.js';

describe('the first operator token', () => {
  const text = newOperatorToken((count) => new Uint8Array(count).fill(7));

  it('is an operator token of the shard of the platform tenant', () => {
    expect(text).toMatch(/^pclo1[0-9A-Za-z]{48}$/);
    expect(parseTokenText(text)).toEqual({ kind: 'operator', shard: 22, publicId: '77777777' });
  });

  it('is told to the tokens service by public id and digest, never as it is', () => {
    expect(bootstrapOperator(text)).toBe(`77777777:${createHash('sha256').update(text).digest('hex')}`);
    expect(() => bootstrapOperator('junk')).toThrow(/--fresh/);
  });
});
