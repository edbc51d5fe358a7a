import { createHmac } from 'node:crypto';
import { isPlain, macOf, matches, rewrap, type Keyring } from './credential-mac.js';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const ringOf = (current: string, ids: readonly string[], retired: readonly string[] = []): Keyring => ({
  current,
  keys: new Map(ids.map((id) => [id, bytes(Number(id.slice(1)))])),
  retired: new Set(retired),
});
const hmac = (key: Uint8Array, message: Uint8Array): Buffer => createHmac('sha256', key).update(message).digest();

const digest = bytes(200);
const first = ringOf('k1', ['k1']);
const second = ringOf('k2', ['k1', 'k2']);
const third = ringOf('k3', ['k1', 'k2', 'k3']);
const made = macOf(first, digest);
const wrapped = rewrap(second, made)!;

describe('a kept credential', () => {
  it('is HMAC-SHA-256 of the digest under the current key', () => {
    expect(made.keyId).toBe('k1');
    expect(Buffer.from(made.mac)).toEqual(hmac(bytes(1), digest));
  });

  it('matches its digest and no other one', () => {
    expect(matches(first, made, digest)).toBe(true);
    expect(matches(first, made, bytes(201))).toBe(false);
    expect(matches(first, { ...made, mac: made.mac.subarray(1) }, digest)).toBe(false);
  });

  it('is brought under a new key without its digest, and still matches', () => {
    expect(wrapped.keyId).toBe('k1.k2');
    expect(Buffer.from(wrapped.mac)).toEqual(hmac(bytes(2), hmac(bytes(1), digest)));
    expect(matches(second, wrapped, digest)).toBe(true);
    expect(matches(second, wrapped, bytes(201))).toBe(false);
  });

  it('is brought under key after key', () => {
    const again = rewrap(third, wrapped)!;
    expect(again.keyId).toBe('k1.k2.k3');
    expect(matches(third, again, digest)).toBe(true);
  });

  it('needs every key of its path', () => {
    expect(matches(ringOf('k2', ['k2']), wrapped, digest)).toBe(false);
    expect(matches(first, wrapped, digest)).toBe(false);
  });

  it('depends on the order of its path', () => {
    expect(matches(second, { ...wrapped, keyId: 'k2.k1' }, digest)).toBe(false);
    expect(matches(second, { ...wrapped, keyId: 'k2' }, digest)).toBe(false);
    expect(matches(second, { ...wrapped, keyId: '' }, digest)).toBe(false);
  });

  it('is left alone when it is under the current key', () => {
    expect(rewrap(first, made)).toBeNull();
    expect(rewrap(second, wrapped)).toBeNull();
  });

  it('is plain when the current key alone is its path', () => {
    expect([isPlain(first, made), isPlain(second, made), isPlain(second, wrapped)]).toEqual([true, false, false]);
  });
});

describe('a retired key', () => {
  const retiring = ringOf('k2', ['k1', 'k2'], ['k1']);

  it('still serves inside a path', () => expect(matches(retiring, wrapped, digest)).toBe(true));
  it('vouches for nothing on its own', () => expect(matches(retiring, made, digest)).toBe(false));
  it('vouches for nothing at the end of a path either', () => {
    expect(matches(ringOf('k3', ['k1', 'k2', 'k3'], ['k2']), wrapped, digest)).toBe(false);
  });
  it('gets no blessing of the current key for what it vouched for', () => expect(rewrap(retiring, made)).toBeNull());
});

describe('an unknown key', () => {
  it('is not covered up: what it made may be newer than this keyring', () => {
    expect(rewrap(ringOf('k2', ['k2']), { ...made, keyId: 'k3' })).toBeNull();
  });
});
