import { keyringFile } from './keyring.js';

const k1 = Buffer.alloc(32, 1).toString('base64');
const k2 = Buffer.alloc(32, 2).toString('base64');

/** What is wrong with it, or null. */
function wrong(file: unknown): string | null {
  const parsed = keyringFile.safeParse(file);
  return parsed.success ? null : parsed.error.issues.map(({ message }) => message).join('; ');
}

describe('a keyring file', () => {
  it('names its keys, and which of them new things are made with', () => {
    expect(wrong({ current: 'k2', keys: { k1, k2 } })).toBeNull();
    expect(wrong({ current: 'k2', keys: { k1, k2 }, retired: ['k1'] })).toBeNull();
  });

  it.each([
    ['whose current key is not there', { current: 'k3', keys: { k1 } }, /current must name/],
    ['whose current key is retired', { current: 'k1', keys: { k1 }, retired: ['k1'] }, /cannot be retired/],
    ['that retires a key it does not hold', { current: 'k1', keys: { k1 }, retired: ['k0'] }, /retired must name/],
    ['with a key of another length', { current: 'k1', keys: { k1: 'AAAA' } }, /32 bytes/],
    ['with a key that is not base64', { current: 'k1', keys: { k1: `${'*'.repeat(43)}=` } }, /32 bytes/],
    ['with a dot in a key id, which would read as a path', { current: 'k.1', keys: { 'k.1': k1 } }, /key id/],
    ['with a word that it does not know', { current: 'k1', keys: { k1 }, retire: [] }, /[Uu]nrecognized/],
  ])('is refused %s', (_, file, why) => expect(wrong(file)).toMatch(why));

  it('never quotes a key when it is refused', () => {
    expect(wrong({ current: 'k1', keys: { k1: 'hunter2' } })).not.toContain('hunter2');
  });
});
