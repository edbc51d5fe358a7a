import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { z } from 'zod';
import * as f from './fields.js';

describe('a grant', () => {
  it.each<[unknown]>([
    [{ feature: 'zoneedit' }],
    [{ feature: 'cpanelpro_images', access: 'read' }],
    [{ operation: 'DNS::parse_zone' }],
    [{ operation: 'Email::*', access: 'write' }],
    [{ operation: 'Portcullis::create_token' }],
    [{ effect: 'allow', feature: 'zoneedit', until: '2027-01-31T12:00:00Z' }],
    [{ effect: 'deny', feature: 'zoneedit' }],
    [{ effect: 'deny', operation: 'Email::*', access: 'write', resources: ['mailbox:*@example.com'] }],
    [{ preset: 'acme-dns-01', resources: ['record:_acme-challenge.example.com/TXT'] }],
    [{ preset: 'monitoring', until: '2027-01-31T12:00:00+01:00' }],
    [{ operation: 'Email::add_pop', once: true, until: '2027-01-31T12:00:00Z' }],
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
    [{ feature: 'zoneedit', effect: 'Deny' }],
    [{ feature: 'zoneedit', effect: null }],
    [{ preset: 'DNS-01' }],
    [{ preset: 'dns-' }],
    [{ preset: 'x'.repeat(65) }],
    [{ feature: 'zoneedit', until: 'tomorrow' }],
    [{ feature: 'zoneedit', until: null }],
    [{ operation: 'Email::add_pop', once: false }],
    [{ operation: 'Email::add_pop', once: 1 }],
    [JSON.parse('{"feature":"zoneedit","__proto__":{}}')],
  ])('that says anything else is refused, never trimmed: %j', (grant) => {
    expect(f.grant.safeParse(grant).success).toBe(false);
  });
});

describe('a grant of parts that do not go together', () => {
  it.each<[unknown, string, RegExp]>([
    [{ feature: 'zoneedit', preset: 'dns-01' }, '', /exactly one/],
    [{ effect: 'deny', preset: 'dns-01' }, 'effect', /deny its operations/],
    [{ preset: 'dns-01', access: 'read' }, 'access', /leave it out/],
    [{ effect: 'deny', feature: 'zoneedit', until: '2027-01-31T12:00:00Z' }, 'until', /take it from the grants/],
    [{ effect: 'deny', operation: 'Email::add_pop', once: true }, 'once', /leave it out/],
    [{ feature: 'zoneedit', once: true }, 'once', /by its name/],
    [{ preset: 'dns-01', once: true }, 'once', /by its name/],
    [{ operation: 'Email::*', once: true }, 'once', /by its name/],
  ])('%j is refused at %j, with a word on what to do instead', (grant, place, words) => {
    const { error } = f.grant.safeParse(grant);
    expect(error?.issues.map(({ path, message }) => [path.join('/'), message])).toEqual([[place, expect.stringMatching(words)]]);
  });

  it('is refused by the document and by the gateway alike', () => {
    const parts = {
      effect: fc.constantFrom('allow', 'deny'),
      feature: fc.constant('zoneedit'),
      operation: fc.constantFrom('Email::add_pop', 'Email::*', 'Portcullis::*'),
      preset: fc.constant('dns-01'),
      access: fc.constantFrom('read', 'write'),
      resources: fc.constantFrom([], ['zone:example.com']),
      until: fc.constant('2027-01-31T12:00:00Z'),
      once: fc.constantFrom(true, false),
    };
    const documented = new Ajv2020({ strict: false, validateFormats: false }).compile(z.toJSONSchema(f.grant, { io: 'input' }));
    fc.assert(fc.property(fc.record(parts, { requiredKeys: [] }), (grant) => expect([grant, documented(grant)]).toEqual([grant, f.grant.safeParse(grant).success])), { numRuns: 2_000 });
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
