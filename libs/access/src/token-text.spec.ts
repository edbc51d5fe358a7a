import { randomBytes } from 'node:crypto';
import { shard } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { holds } from './random-cases-for-spec.js';
import { newTokenText, parseTokenText, tokenDigest, type TokenTextKind } from './token-text.js';

/** Made with another implementation (Python: zlib.crc32, hashlib). */
const VECTORS = [
  ['account', 0, '00000000', 'pcla10000000000000000000000000000000000000000000UU9JX', '441cdee3fd052c01e6b05beb9a356a0556c29199977b4e361265ae6b3a33af59'],
  ['tenant', 63, 'zzzzzzzz', 'pclw111zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz1bDMNI', 'fd379c15ee703fe5366df50af1ead9862578fc72345a2d6524d09d6e02a52da0'],
  ['service', 1, 'Ab3dEf6h', 'pcls101Ab3dEf6h0123456789ABCDEFGHIJKLMNOPQRSTUV1Z37vR', '99facbb7cdc00b9dbf8154cc841e71e63ea5c09e25be1395ec58adc6e7e8ce3f'],
  ['operator', 61, 'QwErTyUi', 'pclo10zQwErTyUiabcdefghijklmnopqrstuvwxyzABCDEF0MzeBc', '1658a6c4126a4d206b2e1c5a46a57971f41b27ae478c31e38ff0daa0e17a5d55'],
  ['session', 7, 'aaaaaaaa', 'pclc107aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb1vai6p', '6dcada0ffb156458c0584aa14d55810db7346c11a4c3620431db4266c28e31b2'],
  ['link', 42, 'Portcull', 'pcll10gPortcullisPortcullisPortcullisPortcullis4Iz0kQ', '852d0f4c8a56e4d54bf78bef1691a2b38909dd4729fe12b8fe4ccac10a59069a'],
] as const;

const anyKind = fc.constantFrom<TokenTextKind>('account', 'tenant', 'service', 'operator', 'session', 'link');
const anyShard = fc.integer({ min: 0, max: 63 }).map(shard);
const anyToken = fc.record({ kind: anyKind, shard: anyShard }).map((parts) => ({ ...parts, ...newTokenText({ ...parts, randomBytes }) }));

describe('token text', () => {
  it.each(VECTORS)('of kind %s, shard %i, public id %s reads and hashes as written down', (kind, shardNumber, publicId, text, digest) => {
    expect(parseTokenText(text)).toEqual({ kind, shard: shardNumber, publicId });
    expect(Buffer.from(tokenDigest(text)).toString('hex')).toBe(digest);
  });

  it('tells the same parts that it was made of, in 53 characters that every client and the scanner pattern accept', () => {
    holds(
      fc.property(anyToken, ({ kind, shard, text, publicId }) => {
        expect(parseTokenText(text.reveal())).toEqual({ kind, shard, publicId });
        expect(text.reveal()).toMatch(/^pcl[awsocl]1[0-9A-Za-z]{48}$/);
        expect(text.reveal()).toMatch(/^[A-Za-z0-9]{10,64}$/);
      }),
      100,
    );
  });

  it('is never twice the same', () => {
    const make = () => newTokenText({ kind: 'account', shard: shard(5), randomBytes }).text.reveal();
    expect(new Set(Array.from({ length: 1000 }, make)).size).toBe(1000);
  });

  it('is rejected when any one character is changed', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    holds(
      fc.property(anyToken, fc.nat(52), fc.constantFrom(...digits), ({ text }, at, digit) => {
        const whole = text.reveal();
        fc.pre(whole[at] !== digit);
        expect(parseTokenText(whole.slice(0, at) + digit + whole.slice(at + 1))).toBeNull();
      }),
      100,
    );
  });

  it('is rejected when two neighbours are swapped', () => {
    holds(
      fc.property(anyToken, fc.nat(51), ({ text }, at) => {
        const whole = text.reveal();
        fc.pre(whole[at] !== whole[at + 1]);
        expect(parseTokenText(whole.slice(0, at) + whole[at + 1] + whole[at] + whole.slice(at + 2))).toBeNull();
      }),
      100,
    );
  });

  const valid: string = VECTORS[0][3];
  it.each([
    ['empty', ''],
    ['a character short', valid.slice(0, 52)],
    ['a character long', `${valid}0`],
    ['followed by a line break', `${valid}\n`],
    ['begun with a blank', ` ${valid.slice(0, 52)}`],
    ['of another prefix', `PCL${valid.slice(3)}`],
    ['of a kind that is none', `pclx${valid.slice(4)}`],
    ['of another version', `${valid.slice(0, 4)}2${valid.slice(5)}`],
    ['of a shard beyond the last, though its CRC is right', 'pcla112Ab3dEf6h0123456789ABCDEFGHIJKLMNOPQRSTUV2ZHSeE'],
    ['holding a character outside base62', `${valid.slice(0, 20)}-${valid.slice(21)}`],
    ['holding characters beyond ASCII', `${valid.slice(0, 20)}\u{1f511}${valid.slice(22)}`],
    ['holding a full-width digit', `${valid.slice(0, 20)}\uff10${valid.slice(21)}`],
    ['with a CRC beyond 32 bits', `${valid.slice(0, 47)}zzzzzz`],
  ])('that is %s is none', (_what, text) => {
    expect(parseTokenText(text)).toBeNull();
  });

  it('reads anything at all without throwing', () => {
    holds(
      fc.property(fc.oneof(fc.string(), fc.uint16Array({ minLength: 53, maxLength: 53 }).map((units) => String.fromCharCode(...units))), (text) => {
        expect(() => parseTokenText(text)).not.toThrow();
      }),
      100,
    );
  });
});
