import { addressKey, AddressLimits } from './address-limits.js';

const BOUNDS = { requests: { requests: 100, seconds: 60 }, failures: { requests: 3, seconds: 60 } };
const ALICE = '203.0.113.7';
const BOB = '203.0.113.8';
const none = (): null => null;

let limits: AddressLimits;
beforeEach(() => {
  limits = new AddressLimits(BOUNDS);
});
const fail = (ip: string, times: number, digest = 'guess', nowMs = 0): void => {
  for (let n = 0; n < times; n++) limits.refused(ip, digest, nowMs);
};

describe('the limit of an address', () => {
  it('holds until its window ends, and for no other address', () => {
    for (let n = 0; n < 100; n++) expect(limits.arrived(ALICE, none, n)).toBeNull();
    expect(limits.arrived(ALICE, none, 100)).toEqual({ reached: 'address', limit: BOUNDS.requests, resetSeconds: 60 });
    expect(limits.arrived(ALICE, none, 59_500)).toMatchObject({ resetSeconds: 1 });
    expect(limits.arrived(BOB, none, 100)).toBeNull();
    expect(limits.arrived(ALICE, none, 60_000)).toBeNull();
  });

  it('counts known tokens like everybody else', () => {
    limits.accepted(ALICE, 'mine', 0);
    for (let n = 0; n < 100; n++) limits.arrived(ALICE, () => 'mine', 0);
    expect(limits.arrived(ALICE, () => 'mine', 0)).toMatchObject({ reached: 'address' });
  });

  it('can be lifted', () => {
    limits = new AddressLimits({ requests: null, failures: null });
    fail(ALICE, 1000);
    for (let n = 0; n < 1000; n++) expect(limits.arrived(ALICE, none, 0)).toBeNull();
  });
});

describe('an address whose credentials are not accepted', () => {
  it('is slowed down until the window ends, and no other address is', () => {
    fail(ALICE, 2);
    expect(limits.arrived(ALICE, none, 0)).toBeNull();
    fail(ALICE, 1);
    expect(limits.arrived(ALICE, () => 'another guess', 1_000)).toEqual({ reached: 'failures', limit: BOUNDS.failures, resetSeconds: 59 });
    expect(limits.arrived(BOB, none, 1_000)).toBeNull();
    expect(limits.arrived(ALICE, none, 60_000)).toBeNull();
  });

  it('still serves those behind it whose tokens were accepted from there in the last ten minutes', () => {
    limits.accepted(ALICE, 'mine', 0);
    fail(ALICE, 3, 'guess', 599_000);
    expect(limits.arrived(ALICE, () => 'mine', 599_999)).toBeNull();
    expect(limits.arrived(ALICE, () => 'mine', 600_000)).toMatchObject({ reached: 'failures' });
  });

  it('is told of once in a window', () => {
    expect([1, 2, 3, 4, 5].map(() => limits.refused(ALICE, 'guess', 0))).toEqual([false, false, true, false, false]);
  });

  it('gains nothing from a token that was accepted elsewhere', () => {
    limits.accepted(BOB, 'mine', 0);
    fail(ALICE, 3);
    expect(limits.arrived(ALICE, () => 'mine', 0)).toMatchObject({ reached: 'failures' });
  });

  it('gains nothing from a token that was good once', () => {
    limits.accepted(ALICE, 'revoked meanwhile', 0);
    fail(ALICE, 3, 'revoked meanwhile');
    expect(limits.arrived(ALICE, () => 'revoked meanwhile', 0)).toMatchObject({ reached: 'failures' });
  });

  it('is forgotten only when a hundred thousand others have failed since', () => {
    fail(ALICE, 3);
    for (let n = 0; n < 99_999; n++) limits.refused(`host-${n}`, 'guess', 0);
    expect(limits.arrived(ALICE, none, 0)).not.toBeNull();
    limits.refused('one more', 'guess', 0);
    expect(limits.arrived(ALICE, none, 0)).toBeNull();
  });
});

describe('one address', () => {
  it('is a /64 with IPv6, however it is written', () => {
    expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff'));
    expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'));
  });

  it('is the same mapped into IPv6', () => expect(addressKey('::ffff:203.0.113.7')).toBe(addressKey(ALICE)));

  it('of IPv4 is each by itself', () => expect(addressKey(ALICE)).not.toBe(addressKey(BOB)));
});
