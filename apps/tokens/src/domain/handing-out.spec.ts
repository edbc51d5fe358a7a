import { unknownOperation } from '@portcullis/access';
import { instant, newId, shardOfRoot, type Instant } from '@portcullis/kernel';
import { cannotHandOut, heirsEnd, mayStillAct, usesToHandOn, versionGivenBy, type LockedCaller, type Receiver } from './handing-out.js';
import { linkRights, maySignIn, sessionRights } from './signing-in.js';
import { fullRights, newborn } from './token.js';

const now = instant(1_800_000_000_000);
const at = (seconds: number): Instant => instant(now + seconds * 1000);
const zeros = (count: number) => new Uint8Array(count);
const tenantId = newId('ten', zeros);
const catalogue = { operationNamed: unknownOperation, version: 7, presetNamed: () => null, isRolling: () => false, escalationOf: () => null };
const caller: LockedCaller = {
  ...{ id: newId('tok', zeros), tenantId, accountId: null, shard: shardOfRoot(tenantId), kind: 'tenant', form: 'token', name: 'root' },
  ...fullRights,
  ...newborn,
  catalogueVersion: 3,
  presented: { endsAt: null, readAt: now },
};
const receiver: Receiver = { ...fullRights, kind: 'account', catalogueVersion: 3, tenantId };
const codeOf = (of: Partial<LockedCaller> | null, to: Partial<Receiver> = {}) =>
  cannotHandOut(of && { ...caller, ...of }, { ...receiver, ...to }, now, catalogue)?.code ?? null;

describe('a caller', () => {
  it('hands out what it holds while it lives', () => {
    expect(codeOf({})).toBeNull();
    expect(codeOf({ expiresAt: at(60) }, { expiresAt: at(60) })).toBeNull();
  });

  it('hands out nothing when it is gone, revoked, expired or not yet valid', () => {
    for (const dead of [null, { revokedAt: now }, { expiresAt: now }, { notBefore: at(1) }]) expect(codeOf(dead)).toBe('invalid_token');
  });

  it('does nothing with a secret that was replaced, once its time is over by the clock that set it', () => {
    const by = (endsAt: Instant | null, readAt: Instant) => ({ presented: { endsAt, readAt } });
    for (const ended of [by(at(5), at(5)), by(at(-5), at(-4))]) {
      expect(codeOf(ended)).toBe('invalid_token');
      expect(mayStillAct({ ...caller, ...ended }, now)).toBe(false);
    }
    for (const working of [by(at(5), at(4)), by(at(-5), at(-6)), by(null, now), { presented: null }]) expect(codeOf(working)).toBeNull();
  });

  it('may spend its last use on the call that it makes', () => {
    const spent = { ...caller, useQuota: 1, usesDrawn: 1 };
    expect(mayStillAct(spent, now)).toBe(true);
    expect(mayStillAct({ ...spent, revokedAt: now }, now)).toBe(false);
  });

  it('hands on of its own uses what another comes to have more', () => {
    const uses = (own: number | null, to: number | null, before: number | null) => usesToHandOn({ useQuota: own }, to, before);
    expect([uses(null, 5, 0), uses(9, 5, 0), uses(9, 5, 3), uses(9, 3, 5), uses(9, 5, null)]).toEqual([0, 5, 2, 0, 0]);
  });

  it('gives grants under the newest catalogue where it holds everything, and else under its own', () => {
    expect(versionGivenBy(caller, catalogue)).toBe(7);
    expect(versionGivenBy({ ...caller, access: 'restricted' }, catalogue)).toBe(3);
    // A service holds what it was given by name, whatever its access says.
    expect(versionGivenBy({ ...caller, kind: 'service' }, catalogue)).toBe(3);
  });

  it('hands out no more than it holds, nowhere else, and for no longer', () => {
    expect(codeOf({ access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] })).toBe('exceeds_caller');
    expect(codeOf({ readOnly: true })).toBe('exceeds_caller');
    expect(codeOf({}, { kind: 'operator' })).toBe('exceeds_caller');
    expect(codeOf({ expiresAt: at(60) })).toBe('exceeds_caller');
    expect(codeOf({ expiresAt: at(60) }, { expiresAt: at(61) })).toBe('exceeds_caller');
  });
});

describe('a session', () => {
  it('ends after a day’s work, or with its maker', () => {
    expect(sessionRights({ expiresAt: null }, now)).toMatchObject({ access: 'full', expiresAt: at(12 * 3600) });
    expect(sessionRights({ expiresAt: at(60) }, now)).toMatchObject({ expiresAt: at(60) });
  });

  it('makes what the token that signed in could have made, and nothing that outlives that one', () => {
    const session = { form: 'session' as const, expiresAt: at(3600), heirsUntil: null };
    expect(heirsEnd(session)).toBeNull();
    expect(heirsEnd({ ...session, heirsUntil: at(7200) })).toBe(at(7200));
    expect(codeOf(session, { expiresAt: null })).toBeNull();
    expect(codeOf({ ...session, heirsUntil: at(7200) }, { expiresAt: at(7201) })).toBe('exceeds_caller');
  });

  it('is nothing that a service could open', () => {
    expect(maySignIn('service')).toBe(false);
    expect(maySignIn('tenant')).toBe(true);
  });
});

describe('a link', () => {
  it('does one thing, once, within a minute, and dies with its maker', () => {
    expect(linkRights({ expiresAt: null }, now)).toMatchObject({ access: 'restricted', grants: [{ operation: 'Portcullis::open_session' }], useQuota: 1, expiresAt: at(60) });
    expect(linkRights({ expiresAt: at(5) }, now).expiresAt).toBe(at(5));
  });
});
