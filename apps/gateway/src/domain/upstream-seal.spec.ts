import { seal, unseal, type SealKeys } from './upstream-seal.js';

const keys: SealKeys = { current: 'k2', keys: new Map([['k1', new Uint8Array(32).fill(1)], ['k2', new Uint8Array(32).fill(2)]]) };
const randomBytes = (count: number) => new Uint8Array(count).fill(9);

describe('a sealed upstream credential', () => {
  const sealed = seal(keys, 'panel-token', 'ten_1/acc_1', randomBytes);

  it('opens for its owner', () => expect(unseal(keys, sealed, 'ten_1/acc_1')).toBe('panel-token'));
  it('does not hold the plain text', () => expect(Buffer.from(sealed.sealed, 'base64').includes('panel-token')).toBe(false));
  it('does not open for another account', () => expect(unseal(keys, sealed, 'ten_1/acc_2')).toBeNull());
  it('does not open with another key', () => expect(unseal(keys, { ...sealed, keyId: 'k1' }, 'ten_1/acc_1')).toBeNull());
  it('does not open once its key is gone', () => expect(unseal(keys, { ...sealed, keyId: 'k0' }, 'ten_1/acc_1')).toBeNull());

  it('does not open when any byte was changed', () => {
    const bytes = Buffer.from(sealed.sealed, 'base64');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      expect(unseal(keys, { ...sealed, sealed: changed.toString('base64') }, 'ten_1/acc_1')).toBeNull();
    }
  });
});
