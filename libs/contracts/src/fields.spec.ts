import * as f from './fields.js';

describe('a grant', () => {
  it.each<[unknown]>([
    [{ feature: 'zoneedit' }],
    [{ feature: 'cpanelpro_images', access: 'read' }],
    [{ operation: 'DNS::parse_zone' }],
    [{ operation: 'Email::*', access: 'write' }],
    [{ operation: 'Portcullis::create_token' }],
  ])('is accepted as it stands: %j', (grant) => {
    expect(f.grant.parse(grant)).toEqual(grant);
  });

  it.each<[unknown]>([
    [null],
    ['DNS::parse_zone'],
    [[{ feature: 'zoneedit' }]],
    [{}],
    [{ access: 'read' }],
    [{ feature: 'zoneedit', operation: 'DNS::parse_zone' }],
    [{ feature: 'ZoneEdit' }],
    [{ feature: '' }],
    [{ feature: 'x'.repeat(65) }],
    [{ feature: 'zoneedit\n' }],
    [{ feature: ['zoneedit'] }],
    [{ operation: '*' }],
    [{ operation: '*::*' }],
    [{ operation: 'DNS::' }],
    [{ operation: 'DNS::parse_*' }],
    [{ operation: 'DNS:parse_zone' }],
    [{ operation: 'DNS::parse zone' }],
    [{ operation: 'A::B::c' }],
    [{ operation: `DNS::${'x'.repeat(116)}` }],
    [{ operation: 7 }],
    [{ operation: 'Portcullis::*' }],
    [{ feature: 'zoneedit', access: 'none' }],
    [{ feature: 'zoneedit', acess: 'read' }],
    [{ feature: 'zoneedit', resources: [] }],
    [{ feature: 'zoneedit', resources: ['zone:Example.com'] }],
    [{ feature: 'zoneedit', effect: 'deny' }],
    [{ preset: 'dns-01' }],
    [JSON.parse('{"feature":"zoneedit","__proto__":{}}')],
  ])('that says anything else is refused, never trimmed: %j', (grant) => {
    expect(f.grant.safeParse(grant).success).toBe(false);
  });
});

describe('a user name', () => {
  it.each(['alice', 'acc', 'account', 'acc-1', 'a_cc', 'accx_1'])('may be %s', (name) => expect(f.username.safeParse(name).success).toBe(true));

  it.each([`acc_${'a'.repeat(22)}`, 'acc_1', 'acc_', 'Alice', '1a', ''])('is never %s, which is an id or no name', (name) =>
    expect(f.username.safeParse(name).success).toBe(false));
});

describe('a filter by label', () => {
  it.each(['team:dns', 'team:', 'cost.centre:47:11', 'team:größe und mehr'])('may be %j', (text) => expect(f.labelFilter.safeParse(text).success).toBe(true));
  // A database refuses some of these, which would look like our fault.
  it.each(['team', ':dns', 'Team:dns', 'team:a\u0000b', 'team:a\nb', 'team:\ud800', 'team:\u2028'])('is refused as %j', (text) =>
    expect(f.labelFilter.safeParse(text).success).toBe(false),
  );
});
