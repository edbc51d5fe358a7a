import { format, inspect } from 'node:util';
import { SecretText } from './secret-text.js';

describe('a secret text', () => {
  const secret = new SecretText('pclaHidden');

  it('comes out only when revealed', () => {
    expect(secret.reveal()).toBe('pclaHidden');
  });

  it.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['concatenation', () => ''.concat(secret as never)],
    ['joining', () => [secret].join()],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['util.inspect', () => inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
    ['util.format', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['listing its keys', () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)])],
    ['spreading', () => JSON.stringify({ ...secret })],
    ['structuredClone', () => inspect(structuredClone(secret))],
    ['an error message', () => new Error(secret as never).stack!],
  ])('does not come out through %s', (_way, print) => {
    expect(print()).not.toContain('Hidden');
  });
});
