import { unknownOperation, type GrantCatalogue, type OperationFacts } from '@portcullis/access';
import { reportJson, reportText } from './report.js';
import { runFile } from './run-file.js';
import type { KnownNames } from './unknown-names.js';

const OPERATIONS: readonly OperationFacts[] = [
  { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit'], known: true },
  { name: 'DNS::mass_edit_zone', access: 'write', features: ['zoneedit'], known: true },
];
const CATALOGUE: GrantCatalogue & KnownNames = {
  version: 1,
  operationNamed: (name) => OPERATIONS.find((one) => one.name === name) ?? unknownOperation(name),
  presetNamed: () => null,
  isRolling: () => false,
  escalationOf: () => null,
  knownFeature: (feature) => feature === 'zoneedit',
  knownModule: (module) => module === 'DNS',
};

const HEAD = `suite: DNS
now: 2026-11-25T12:00:00Z
owners:
  alice: { user: alice, domains: [alice.example, sub.alice.example], features: [zoneedit] }
tokens:
  zone: { owner: alice, access: restricted, grants: [{ operation: 'DNS::*', resources: [zone:alice.example] }] }
  full: { owner: alice, access: full }
tests:
`;
const run = (tests: string) => runFile('dns.yaml', HEAD + tests, CATALOGUE);
const text = (tests: string): string => reportText([run(tests)]);

describe('what a file asks', () => {
  it('is denied where it is not listed', () => {
    const asked = `  - name: reads
    token: zone
    ask: { operations: [DNS::parse_zone, DNS::mass_edit_zone], resources: [zone:alice.example, zone:bob.example, everything] }
`;
    expect(text(`${asked}    allow: [DNS::parse_zone zone:alice.example, DNS::mass_edit_zone zone:alice.example]\n`)).toBe('1 test, 6 questions: all as expected\n');
    expect(text(asked)).toMatch(/2 not as expected\n$/);
  });

  it('is told with its line, what was expected, what came, and why', () => {
    expect(
      text(`  - name: reads nothing else
    token: zone
    ask:
      operations: [DNS::mass_edit_zone]
      resources:
        - record:www.alice.example/A
        - zone:bob.example
    allow:
      - DNS::mass_edit_zone zone:bob.example
`),
    ).toBe(`dns.yaml:14: reads nothing else
    asked     zone: DNS::mass_edit_zone record:www.alice.example/A
    expected  denied
    got       allowed
    why       Granted by grants[0]: operation DNS::* on zone:alice.example.

dns.yaml:17: reads nothing else
    asked     zone: DNS::mass_edit_zone zone:bob.example
    expected  allowed
    got       denied (resource_not_granted)
    why       You do not control a DNS zone named bob.example.

1 test, 2 questions: 2 not as expected
`);
  });

  it('may be expected to be denied for a certain reason', () => {
    const asked = (code: string): string => `  - name: for its reason
    token: zone
    ask: { operations: [DNS::parse_zone], resources: [zone:bob.example] }
    reasons: { DNS::parse_zone zone:bob.example: ${code} }
`;
    expect(text(asked('resource_not_granted'))).toBe('1 test, 1 question: all as expected\n');
    expect(text(asked('not_granted'))).toMatch(/dns.yaml:12: .*expected {2}denied \(not_granted\)\n {4}got {7}denied \(resource_not_granted\)\n/s);
    expect(text(asked('not_grented'))).toMatch(/^dns.yaml:12: there is no code not_grented; there are token_revoked, /);
  });

  it('takes a record for one of the domain that fits best, unless the test names its zone', () => {
    const asked = (zone: string): string => `  - name: a record below
    token: zone
${zone}    ask: { operations: [DNS::mass_edit_zone], resources: [record:www.sub.alice.example/A] }
`;
    expect(text(asked(''))).toMatch(/all as expected/);
    expect(text(`${asked('    zone: alice.example\n')}    allow: [DNS::mass_edit_zone]\n`)).toMatch(/all as expected/);
    expect(text(asked('    zone: bob.example\n'))).toMatch(/^dns.yaml:11: record:www.sub.alice.example\/A cannot stand in the zone bob.example\n/);
  });

  it('is asked of each of several tokens, and of none where the test is skipped', () => {
    const asked = `  - name: both
    tokens: [zone, full]
    ask: { operations: [DNS::parse_zone], resources: [zone:alice.example] }
    allow: [DNS::parse_zone]
`;
    expect(text(asked)).toBe('1 test, 2 questions: all as expected\n');
    expect(text(`${asked}    skip: not now\n`)).toBe('dns.yaml:9: skipped: both: not now\n1 test (1 skipped), 0 questions: all as expected\n');
  });
});

describe('a file that tests nothing, or something else than was meant, is wrong', () => {
  it.each([
    ['a line that nothing asks', '    allow: [DNS::parse_zone zone:elsewhere.example]\n', 'dns.yaml:12: nothing of this kind is asked: DNS::parse_zone zone:elsewhere.example'],
    ['a reason that nothing asks', '    reasons: { DNS::parse: not_granted }\n', 'dns.yaml:12: nothing of this kind is asked: DNS::parse'],
    ['allowed and denied', '    allow: [DNS::parse_zone]\n    reasons: { DNS::parse_zone: not_granted }\n', 'dns.yaml:13: DNS::parse_zone is listed as allowed as well'],
  ])('%s', (_what, rest, mistake) => {
    expect(text(`  - name: wrong\n    token: zone\n    ask: { operations: [DNS::parse_zone], resources: [zone:alice.example] }\n${rest}`)).toBe(`${mistake}\n0 tests, 0 questions: all as expected, 1 file not read\n`);
  });

  it('an operation that nobody knows, unless that is what is tested', () => {
    const asked = `  - name: misspelt\n    token: zone\n    ask: { operations: [DNS::parse_zon] }\n`;
    expect(text(asked)).toMatch(/^dns.yaml:11: the catalogue knows no operation DNS::parse_zon; /);
    expect(text(`${asked}    reasons: { DNS::parse_zon: operation_unclassified }\n`)).toMatch(/all as expected/);
  });

  it.each([
    ['operation', "operation: 'DNS::parse_zon'", 'the operation DNS::parse_zon'],
    ['module', "operation: 'DNZ::*'", 'the module DNZ'],
    ['feature', 'feature: zonedit', 'the feature zonedit'],
    ['preset', 'preset: acme', 'the preset acme'],
  ])('a grant of a %s that nobody knows', (_what, grant, unknown) => {
    const file = `${HEAD.replace("operation: 'DNS::*', resources: [zone:alice.example]", grant)}  - name: reads\n    token: full\n    ask: { operations: [DNS::parse_zone] }\n`;
    expect(reportText([runFile('dns.yaml', file, CATALOGUE)])).toMatch(new RegExp(`^dns.yaml:6: the catalogue does not know ${unknown.replace('*', '\\*')}\n`));
  });
});

describe('what is printed for scripts', () => {
  it('holds every question, as expected or not', () => {
    const json = reportJson([run(`  - name: reads\n    token: zone\n    ask: { operations: [DNS::parse_zone], resources: [[zone:alice.example, zone:bob.example]] }\n`)]);
    expect(json).toEqual({
      summary: { tests: 1, skipped: 0, questions: 1, failed: 0, wrongFiles: 0 },
      files: [
        {
          file: 'dns.yaml',
          suite: 'DNS',
          tests: [
            {
              name: 'reads',
              line: 9,
              skipped: null,
              questions: [
                {
                  line: 11,
                  token: 'zone',
                  operation: 'DNS::parse_zone',
                  resources: ['zone:alice.example', 'zone:bob.example'],
                  expected: { allowed: false, code: null },
                  got: { allowed: false, code: 'resource_not_granted' },
                  asExpected: true,
                  why: 'You do not control a DNS zone named bob.example.',
                },
              ],
            },
          ],
        },
      ],
    });
  });
});
