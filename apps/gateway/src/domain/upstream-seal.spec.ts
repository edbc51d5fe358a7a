import { createCipheriv } from 'node:crypto';
import { rewrap, seal, unseal, type Sealed, type SealKeys } from './upstream-seal.js';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const ringOf = (current: string, ids: readonly string[], retired: readonly string[] = []): SealKeys => ({
  current,
  keys: new Map(ids.map((id) => [id, bytes(Number(id.slice(1)))])),
  retired: new Set(retired),
});
const owner = 'ten_1/acc_1';
let drawn = 0;
const randomBytes = (count: number): Uint8Array => new Uint8Array(count).fill(++drawn);

const keys = ringOf('k2', ['k1', 'k2']);
const old = seal(ringOf('k1', ['k1']), 'panel-token', owner, randomBytes);

/** As versions before the envelope sealed. */
function flat(key: Uint8Array, plain: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, new Uint8Array(12)).setAAD(Buffer.from(owner));
  return Buffer.concat([new Uint8Array(12), cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** The same, with one bit of its text's bytes turned. */
function* spoilt({ keyId, sealed }: Sealed): Generator<Sealed> {
  for (const [at, part] of sealed.split('.').entries()) {
    const body = Buffer.from(part, 'base64');
    for (let i = 0; i < body.length; i++) {
      const changed = Buffer.from(body);
      changed[i]! ^= 1;
      yield { keyId, sealed: sealed.split('.').with(at, changed.toString('base64')).join('.') };
    }
  }
}

describe('a sealed upstream credential', () => {
  const sealed = seal(keys, 'panel-token', owner, randomBytes);

  it('opens for its owner', () => expect(unseal(keys, sealed, owner)).toBe('panel-token'));
  it('keeps text of any script', () => expect(unseal(keys, seal(keys, 'şifre ✓', owner, randomBytes), owner)).toBe('şifre ✓'));
  it('names its key and its version', () => expect([sealed.keyId, sealed.sealed.slice(0, 2)]).toEqual(['k2', '2.']));
  it('does not open for another account', () => expect(unseal(keys, sealed, 'ten_1/acc_2')).toBeNull());
  it('does not open with another key', () => expect(unseal(keys, { ...sealed, keyId: 'k1' }, owner)).toBeNull());
  it('does not open once its key is gone', () => expect(unseal(keys, { ...sealed, keyId: 'k0' }, owner)).toBeNull());
  it('does not open once its key is retired', () => expect(unseal(ringOf('k3', ['k2', 'k3'], ['k2']), sealed, owner)).toBeNull());

  it('does not hold the plain text', () => {
    for (const part of sealed.sealed.split('.')) expect(Buffer.from(part, 'base64').includes('panel-token')).toBe(false);
  });

  it('has a key of its own', () => {
    const other = seal(keys, 'panel-token', owner, randomBytes);
    const [, wrapped] = other.sealed.split('.');
    expect(unseal(keys, { ...sealed, sealed: sealed.sealed.split('.').with(1, wrapped!).join('.') }, owner)).toBeNull();
  });

  it('does not open when any byte was changed', () => {
    for (const changed of spoilt(sealed)) expect(unseal(keys, changed, owner)).toBeNull();
  });

  it.each(['', '2', '2.', '2..', '2.a.b.c', '3.a.b', 'AAAA'])('does not open when it is %j', (text) => {
    expect(unseal(keys, { keyId: 'k2', sealed: text }, owner)).toBeNull();
    expect(rewrap(keys, { keyId: 'k1', sealed: text }, owner, randomBytes)).toBeNull();
  });

  it('opens as older versions sealed it', () => {
    expect(unseal(keys, { keyId: 'k1', sealed: flat(bytes(1), 'panel-token') }, owner)).toBe('panel-token');
  });
});

describe('re-wrapping', () => {
  it('brings a credential under the current key, and leaves its box as it is', () => {
    const wrapped = rewrap(keys, old, owner, randomBytes)!;
    expect(wrapped.keyId).toBe('k2');
    expect(wrapped.sealed.split('.')[2]).toBe(old.sealed.split('.')[2]);
    expect(unseal(ringOf('k2', ['k2']), wrapped, owner)).toBe('panel-token');
    expect(unseal(ringOf('k2', ['k2']), wrapped, 'ten_1/acc_2')).toBeNull();
  });

  it('makes an envelope of what older versions sealed', () => {
    const wrapped = rewrap(keys, { keyId: 'k1', sealed: flat(bytes(1), 'panel-token') }, owner, randomBytes)!;
    expect(wrapped.sealed).toMatch(/^2\./);
    expect(unseal(ringOf('k2', ['k2']), wrapped, owner)).toBe('panel-token');
  });

  it('leaves alone what is under the current key', () => expect(rewrap(ringOf('k1', ['k1']), old, owner, randomBytes)).toBeNull());
  it('cannot move a credential to another owner', () => expect(rewrap(keys, old, 'ten_1/acc_2', randomBytes)).toBeNull());
  it('takes nothing from a retired key', () => expect(rewrap(ringOf('k2', ['k1', 'k2'], ['k1']), old, owner, randomBytes)).toBeNull());
  it('takes nothing from a key that is gone', () => expect(rewrap(ringOf('k2', ['k2']), old, owner, randomBytes)).toBeNull());
});
