import i18next from 'i18next';
import { en } from '../texts/en/en.js';
import { conditionsWords, grantWords, operationTitle, resourceWords, rightsWords } from './grants.js';

const i18n = i18next.createInstance({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false }, initAsync: false });
void i18n.init();
const words = (grant: object) => grantWords(grant, i18n.t, 'en');

describe('a preset in words', () => {
  it.each([
    [{ preset: 'acme-dns-01', resources: ['zone:example.com', 'record:_acme-challenge.www.example.com/TXT'] }, 'Let’s Encrypt for www.example.com'],
    [{ preset: 'acme-dns-01', resources: ['zone:a.org', 'record:_acme-challenge.a.org/TXT', 'record:_acme-challenge.b.a.org/TXT'] }, 'Let’s Encrypt for a.org and b.a.org'],
    [{ preset: 'dynamic-dns', resources: ['zone:example.com', 'record:home.example.com/A', 'record:home.example.com/AAAA'] }, 'Dynamic DNS for home.example.com'],
    [{ preset: 'dns-manager', resources: ['zone:example.com'] }, 'All DNS records of example.com'],
    [{ preset: 'mailboxes', resources: ['mailbox:*@example.com', 'domain:example.com'] }, 'Email accounts: all of example.com'],
    [{ preset: 'databases', resources: ['database:alice_shop*', 'db_user:alice_shop*'] }, 'Databases: alice_shop…'],
    [{ preset: 'files-deploy', resources: ['path:/public_html/shop/**'] }, 'Upload, change and delete files in /public_html/shop and below'],
    [{ preset: 'backup-reader', resources: ['path:/**', 'domain:example.com'] }, 'See backups, and read files in the whole home directory'],
    [{ preset: 'read-only-monitoring' }, 'Read-only monitoring: usage, limits and server status'],
    [{ preset: 'from-tomorrow', resources: ['domain:example.com'] }, 'from-tomorrow for example.com'],
    [{ preset: 'from-tomorrow' }, 'from-tomorrow'],
  ])('says what it is for, and not how it is made: %j', (grant, said) => {
    expect(words(grant)).toBe(said);
  });
});

describe('a grant in words', () => {
  it.each([
    [{ feature: 'zoneedit' }, 'DNS zone editor'],
    [{ feature: 'zoneedit', access: 'read' }, 'DNS zone editor: read'],
    [{ feature: 'zoneedit', access: 'read', resources: ['zone:example.com'] }, 'DNS zone editor: read, for example.com'],
    [{ feature: 'zoneedit', resources: ['zone:a.org', 'zone:b.org', 'zone:c.org', 'zone:d.org'] }, 'DNS zone editor, for a.org, b.org, c.org and 1 more'],
    [{ feature: 'feature_of_ours' }, 'feature_of_ours'],
    [{ operation: 'DNS::parse_zone', resources: ['zone:example.com'] }, 'Read DNS records (DNS::parse_zone), for example.com'],
    [{ operation: 'Ours::do_it' }, 'Ours::do_it'],
    [{ operation: 'Email::*', access: 'read' }, 'Everything of Email: read'],
    [{ effect: 'deny', operation: 'Email::delete_pop' }, 'Not: Delete email accounts (Email::delete_pop)'],
    [{ effect: 'deny', feature: 'cron', access: 'write' }, 'Not: Cron jobs: changes'],
    [{ operation: 'Email::add_pop', once: true }, 'Create email accounts (Email::add_pop) (once)'],
  ])('%j', (grant, said) => {
    expect(words(grant)).toBe(said);
  });

  it('says until when', () => {
    expect(words({ feature: 'cron', until: '2027-01-31T12:00:00Z' })).toMatch(/^Cron jobs \(until Jan 31, 2027, /);
  });

  it('repeats what somebody typed as it is, braces and all', () => {
    expect(words({ operation: 'Cron::add_line', resources: ['cron_line:echo {{on}} $t(rights.full)'] })).toBe('Cron::add_line, for the job “echo {{on}} $t(rights.full)”');
  });
});

describe('resources in words', () => {
  it.each([
    ['zone:example.com', 'example.com'],
    ['record:www.example.com/A', 'www.example.com (A)'],
    ['record:www.example.com/*', 'www.example.com (all types)'],
    ['mailbox:bob@example.com', 'bob@example.com'],
    ['path:/public_html/a', '/public_html/a'],
    ['account:bob', 'the account bob'],
    ['account:*', 'all accounts'],
  ])('%s', (resource, said) => {
    expect(resourceWords(resource, i18n.t)).toBe(said);
  });
});

describe('the rights of a token in words', () => {
  const rights = (more: object) => rightsWords({ access: 'restricted', grants: [], readOnly: false, ...more } as never, i18n.t, 'en');

  it('are one sentence for full access', () => {
    expect(rights({ access: 'full' })).toEqual(['Everything this account may do']);
    expect(rights({ access: 'full', readOnly: true })).toEqual(['Everything this account may see, without changing anything']);
  });

  it('tell what is allowed before what is taken from it, each once, and that nothing may be changed last', () => {
    expect(rights({ grants: [{ effect: 'deny', feature: 'cron' }, { feature: 'mysql' }, { feature: 'mysql' }], readOnly: true })).toEqual([
      'MySQL databases', 'Not: Cron jobs', 'Nothing may be changed, whatever else is allowed',
    ]);
  });
});

describe('the conditions of a token in words', () => {
  const conditions = (more: object) => conditionsWords({ ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [], ...more }, i18n.t, 'en');

  it('are none where there are none', () => {
    expect(conditions({})).toEqual([]);
  });

  it('are each told', () => {
    expect(conditions({ ipAllowlist: ['192.0.2.0/24', '2001:db8::7'], rateLimit: { requests: 1000, seconds: 60 }, useQuota: 10_000, timeWindows: [{}] })).toEqual([
      'Only from 192.0.2.0/24 and 2001:db8::7', 'At most 1,000 requests a minute', 'For 10,000 requests in all', 'At set times of the week only',
    ]);
    expect(conditions({ rateLimit: { requests: 5, seconds: 3_600 } })).toEqual(['At most 5 requests an hour']);
    expect(conditions({ rateLimit: { requests: 5, seconds: 10 } })).toEqual(['At most 5 requests in 10 seconds']);
  });
});

it('an operation goes by a title where it has one, and always by its name', () => {
  expect(operationTitle('DNS::mass_edit_zone', i18n.t)).toBe('Change DNS records (DNS::mass_edit_zone)');
  expect(operationTitle('A::b', i18n.t)).toBe('A::b');
});
