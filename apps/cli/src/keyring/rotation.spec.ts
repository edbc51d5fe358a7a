import { nextId, withCurrent, withKey, withRetired, type KeyringFile } from './rotation.js';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const text = (fill: number): string => Buffer.from(bytes(fill)).toString('base64');
const file: KeyringFile = { current: 'k2', keys: { k1: text(1), k2: text(2) }, retired: ['k1'] };

describe('a keyring file', () => {
  it('gets a new key, current at once or not yet; all the others stay', () => {
    const keys = { ...file.keys, k3: text(3) };
    expect(withKey(file, 'k3', bytes(3), true)).toEqual({ ok: true, file: { ...file, current: 'k3', keys } });
    expect(withKey(file, 'k3', bytes(3), false)).toEqual({ ok: true, file: { ...file, keys } });
  });

  it('names the next key after the highest, so that no name comes back', () => {
    expect(nextId(file)).toBe('k3');
    expect(nextId({ current: 'k9', keys: { k9: '', k10: '', summer: '' } })).toBe('k11');
    expect(nextId({ current: 'summer', keys: { summer: '' } })).toBe('k1');
  });

  it('makes another key current that it knows and still trusts', () => {
    expect(withCurrent({ ...file, retired: [] }, 'k1')).toMatchObject({ ok: true, file: { current: 'k1' } });
    expect(withCurrent(file, 'k1')).toMatchObject({ ok: false, why: expect.stringContaining('retired') });
    expect(withCurrent(file, 'k7')).toMatchObject({ ok: false });
    expect(withCurrent(file, 'constructor')).toMatchObject({ ok: false });
  });

  it('retires a key that is not the current one, once', () => {
    expect(withRetired({ current: 'k2', keys: file.keys }, 'k1')).toMatchObject({ ok: true, file: { retired: ['k1'] } });
    expect(withRetired(file, 'k1')).toMatchObject({ ok: true, file: { retired: ['k1'] } });
    expect(withRetired(file, 'k2')).toMatchObject({ ok: false, why: expect.stringContaining('current') });
  });

  it('never gives a name to a second key', () => expect(withKey(file, 'k1', bytes(9), true)).toMatchObject({ ok: false }));
});
