import { readSuite } from './read-suite.js';

const FILE = `suite: DNS
now: 2026-11-25T12:00:00Z
owners:
  alice: { user: alice, domains: [alice.example], features: [zoneedit] }
  provider: {}
tokens:
  acme:
    owner: alice
    access: restricted
    grants:
      - { operation: DNS::parse_zone }
tests:
  - name: reads
    token: acme
    ask: { operations: [DNS::parse_zone], resources: [zone:alice.example] }
    allow: [DNS::parse_zone]
`;

/** The lines and words of what is wrong with the file once this was put in place of that. */
function mistakesIn(...[from, to]: [] | [string, string]): string[] {
  const text = from === undefined ? FILE : FILE.replace(from, to!);
  expect(from === undefined || text !== FILE).toBe(true);
  const read = readSuite(text);
  return read.ok ? [] : read.mistakes.map(({ line, text: words }) => `${line}: ${words}`);
}

describe('a file of policy tests', () => {
  it('is read', () => {
    expect(mistakesIn()).toEqual([]);
    const read = readSuite(FILE);
    expect(read).toMatchObject({ ok: true, value: { title: 'DNS', catalogueVersion: null, tests: [{ name: 'reads', line: 13, allow: ['DNS::parse_zone'] }] } });
  });

  it.each([
    ['a field that is none, at the top', 'suite: DNS', 'suite: DNS\ncolour: red', '2: colour is not a field of this file'],
    ['a misspelt field of a token', '    access:', '    ipAllowList: []\n    access:', '9: ipAllowList is not a field of tokens.acme'],
    ['a misspelt field of a grant', '{ operation: DNS::parse_zone }', '{ operation: DNS::parse_zone, resource: [zone:a.example] }', '11: resource is not a field of tokens.acme.grants[0]'],
    ['a misspelt field of a test', '    allow:', '    allows:', '16: allows is not a field of tests[0]'],
    ['a misspelt field of a policy', 'provider: {}', 'provider: { tenant: { policy: { longestLife: 1 } } }', '5: longestLife is not a field of owners.provider.tenant.policy'],
    ['a key that is there twice', '    token: acme', '    token: acme\n    token: acme', '15: Map keys must be unique'],
    ['an owner that is none', 'owner: alice', 'owner: bob', '8: there is no owner bob in this file'],
    ['a token that is none', 'token: acme', 'token: acne', '14: there is no token acne in this file'],
    ['no token at all', '    token: acme\n', '', '13: tests[0]: needs exactly one of token and tokens'],
    ['an account without a list of features', ', features: [zoneedit]', '', '4: owners.alice.features: must be there for an account, which has a user, and for nobody else'],
    ['a status of a tenant as if it were an account', 'provider: {}', 'provider: { status: suspended }', '5: owners.provider.status: is an account’s; a tenant has its own'],
    ['a time that is none', '2026-11-25T12:00:00Z', '2026-11-25', '2: now: must be an RFC 3339 date-time such as 2027-01-31T12:00:00Z'],
    ['a resource with a star, where one thing is asked about', 'resources: [zone:alice.example]', "resources: ['mailbox:*@alice.example']", '15: tests[0].ask.resources[0]: must name one resource, such as zone:example.com'],
    ['full access with grants', 'access: restricted', 'access: full', '10: tokens.acme.grants: must be empty for full access, and hold at least one grant that allows something for restricted access'],
    ['a file that is cut off', '    allow: [DNS::parse_zone]', '    allow: [DNS::parse_zone', '17: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ])('is refused with %s, by its line', (_what, from, to, ...mistakes) => {
    expect(mistakesIn(from, to)).toEqual(mistakes);
  });

  it('tells all that is wrong with it, in the order of its lines', () => {
    expect(mistakesIn('owner: alice\n    access: restricted', 'owner: bob\n    access: restricted')).toHaveLength(1);
    const read = readSuite(FILE.replace('owner: alice', 'owner: bob').replace('token: acme', 'token: acne'));
    expect(read).toMatchObject({ ok: false, mistakes: [{ line: 8 }, { line: 14 }] });
  });
});
