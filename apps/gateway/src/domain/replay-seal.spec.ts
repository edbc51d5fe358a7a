import { createHash, randomBytes } from 'node:crypto';
import type { SealKeys } from './box.js';
import { openReplay, sealReplay } from './replay-seal.js';

const keyring = (current: string, ...retired: string[]): SealKeys => ({ current, keys, retired: new Set(retired) });
const keys = new Map(['k1', 'k2'].map((id) => [id, createHash('sha256').update(id).digest()]));
const request = { key: '8e03978e-40d5-43dd-bc93-6894a57f9324', keyHash: 'a'.repeat(64) };
const sealed = sealReplay(keyring('k1'), 'pcla1secret', request, randomBytes);

describe('a sealed secret', () => {
  it('opens for whoever repeats the request, after the keyring has moved on as well', () => {
    expect(openReplay(keyring('k1'), sealed, request)).toBe('pcla1secret');
    expect(openReplay(keyring('k2'), sealed, request)).toBe('pcla1secret');
    expect(sealed.keyId).toBe('k1');
  });

  it('shows nothing of what it holds, and looks different each time', () => {
    const again = sealReplay(keyring('k1'), 'pcla1secret', request, randomBytes);
    expect(again.sealed).not.toBe(sealed.sealed);
    expect(Buffer.from(sealed.sealed, 'base64').toString('latin1')).not.toContain('secret');
  });

  it.each<[string, () => unknown]>([
    ['with another Idempotency-Key', () => openReplay(keyring('k1'), sealed, { ...request, key: 'another' })],
    ['for another token or operation', () => openReplay(keyring('k1'), sealed, { ...request, keyHash: 'b'.repeat(64) })],
    ['under another key of the gateway', () => openReplay(keyring('k1'), { ...sealed, keyId: 'k2' }, request)],
    ['once its key is gone', () => openReplay(keyring('k1'), { ...sealed, keyId: 'k9' }, request)],
    ['once its key is retired', () => openReplay(keyring('k2', 'k1'), sealed, request)],
    ['when it was cut short', () => openReplay(keyring('k1'), { ...sealed, sealed: sealed.sealed.slice(0, 20) }, request)],
    ['when a byte was changed', () => openReplay(keyring('k1'), { ...sealed, sealed: (sealed.sealed[0] === 'A' ? 'B' : 'A') + sealed.sealed.slice(1) }, request)],
  ])('does not open %s', (_, open) => {
    expect(open()).toBeNull();
  });
});
