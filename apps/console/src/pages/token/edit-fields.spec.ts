import { changedMeanwhile, changesOf, editedOf, fieldOf, fieldsOf, localTime, onTop, type Edited } from './edit-fields.js';

const token: Edited = {
  name: 'acme-sh',
  description: 'certificates',
  expiresAt: '2027-01-31T12:00:00.123Z',
  ipAllowlist: ['192.0.2.0/24'],
  readOnly: false,
  rateLimit: { requests: 100, seconds: 60 },
  useQuota: 10_000,
  labels: { team: 'dns', stage: '' },
};
const others = { access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }], notBefore: null, timeWindows: [] } as const;

describe('the fields of a token', () => {
  it('change nothing that nobody touched', () => {
    expect(changesOf(token, fieldsOf(token))).toEqual({});
    expect(changesOf({ ...token, expiresAt: null, rateLimit: null, useQuota: null, labels: {} }, fieldsOf({ ...token, expiresAt: null, rateLimit: null, useQuota: null, labels: {} }))).toEqual({});
  });

  it('change just what was touched', () => {
    const fields = fieldsOf(token);
    expect(changesOf(token, { ...fields, name: ' acme ' })).toEqual({ name: 'acme' });
    expect(changesOf(token, { ...fields, rateRequests: '' })).toEqual({ rateLimit: null });
    expect(changesOf(token, { ...fields, rateSeconds: '3600', readOnly: true })).toEqual({ rateLimit: { requests: 100, seconds: 3600 }, readOnly: true });
    expect(changesOf(token, { ...fields, labels: ['stage', 'team:mail'] })).toEqual({ labels: { stage: '', team: 'mail' } });
    expect(changesOf(token, { ...fields, expiresAt: null, useQuota: '' })).toEqual({ expiresAt: null, useQuota: null });
  });

  it('hold labels in any order', () => {
    expect(changesOf(token, { ...fieldsOf(token), labels: ['stage', 'team:dns'] })).toEqual({});
  });

  it('hold times of the viewer’s clock, and give them back as they were', () => {
    const at = '2027-01-31T12:34:56.000Z';
    expect(editedOf(fieldsOf({ ...token, expiresAt: at })).expiresAt).toBe(at);
    expect(localTime(new Date(2027, 0, 5, 7, 8, 9))).toBe('2027-01-05 07:08:09');
  });
});

describe('two people who edit one token', () => {
  const was = { ...token, ...others };

  it('are told what the other one changed', () => {
    expect(changedMeanwhile(was, was)).toEqual([]);
    expect(changedMeanwhile(was, { ...was, description: 'mail', grants: [{ operation: 'DNS::lookup' }], labels: { stage: '', team: 'dns' } })).toEqual(['description', 'grants']);
  });

  it('lose nothing of what they typed, and take nothing of the other’s back', () => {
    const mine = changesOf(token, { ...fieldsOf(token), name: 'acme' });
    const theirs = { ...token, name: 'other', readOnly: true };
    const fields = onTop(theirs, mine);
    expect(fields).toMatchObject({ name: 'acme', readOnly: true });
    expect(changesOf(theirs, fields)).toEqual({ name: 'acme' });
  });
});

it.each([['/name', 'name'], ['/ipAllowlist/3', 'ipAllowlist'], ['/rateLimit/requests', 'rateRequests'], ['/rateLimit/seconds', 'rateSeconds'], ['/labels/Team', 'labels'], ['/grants/0', null], ['header:if-match', null]])(
  'an error at %s stands at its field',
  (pointer, field) => expect(fieldOf(pointer)).toBe(field),
);
