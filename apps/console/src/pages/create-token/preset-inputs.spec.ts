import type { Preset } from '../../api/catalogue.js';
import { asDomain, inputFault, picksAfter, presetInputs, presetResources, type Picks } from './preset-inputs.js';

const preset = (name: string, ...kinds: readonly object[]): Preset => ({ name, title: name, description: '', parts: [], kinds: kinds as Preset['kinds'] });
const resources = (name: string, picks: Picks) => presetResources(preset(name), picks);
const fault = (input: Parameters<typeof inputFault>[0]['name'], picks: Picks, of = preset('acme-dns-01')) => inputFault({ name: input, required: true }, picks, of);

describe('what is picked for a preset becomes resources', () => {
  it.each<[string, Picks, string[]]>([
    ['acme-dns-01', { domain: ['Example.com.'], hosts: ['example.com', '*.example.com', 'www.example.com'] },
      ['zone:example.com', 'record:_acme-challenge.example.com/TXT', 'record:_acme-challenge.www.example.com/TXT']],
    ['acme-dns-01', { domain: ['example.com'], hosts: ['_acme-challenge.example.com'] }, ['zone:example.com', 'record:_acme-challenge.example.com/TXT']],
    ['dynamic-dns', { domain: ['example.com'], host: ['home.example.com'], types: ['A', 'AAAA'] }, ['zone:example.com', 'record:home.example.com/A', 'record:home.example.com/AAAA']],
    ['dns-manager', { zones: ['a.org', 'b.org'] }, ['zone:a.org', 'zone:b.org']],
    ['certificate-installer', { domains: ['www.a.org'] }, ['domain:www.a.org']],
    ['mailboxes', { domain: ['a.org'] }, ['mailbox:*@a.org', 'domain:a.org']],
    ['mailboxes', { domain: ['a.org'], mailboxes: ['Bob', 'eve@a.org'] }, ['mailbox:bob@a.org', 'mailbox:eve@a.org']],
    ['databases', { prefix: ['alice_shop'] }, ['database:alice_shop*', 'db_user:alice_shop*']],
    ['files-deploy', { directories: ['public_html/shop/', '/public_html/blog/**'] }, ['path:/public_html/shop/**', 'path:/public_html/blog/**']],
    ['backup-reader', { directories: ['/'], domains: ['a.org'] }, ['path:/**', 'domain:a.org']],
    ['read-only-monitoring', {}, []],
  ])('%s of %j', (name, picks, expected) => {
    expect(resources(name, picks)).toEqual(expected);
  });

  it('by their kind where a preset is not known here', () => {
    const unknown = preset('from-tomorrow', { kind: 'ftp_user', required: true }, { kind: 'path', required: false });
    expect(presetInputs(unknown)).toEqual([{ name: 'kind:ftp_user', required: true }, { name: 'kind:path', required: false }]);
    expect(presetResources(unknown, { 'kind:ftp_user': ['bob', 'ftp_user:eve'] })).toEqual(['ftp_user:bob', 'ftp_user:eve']);
  });
});

describe('what is typed for a preset', () => {
  it('is missed where it is needed', () => {
    expect(fault('domain', {})).toBe('missing');
    expect(fault('hosts', { hosts: [' '] })).toBe('missing');
    expect(inputFault({ name: 'mailboxes', required: false }, {}, preset('mailboxes'))).toBeNull();
  });

  it('is a domain, and a host of it', () => {
    expect(fault('domain', { domain: ['example'] })).toBe('domain');
    expect(fault('domain', { domain: ['https://Example.com/'] })).toBeNull();
    expect(fault('hosts', { domain: ['example.com'], hosts: ['*.example.com', 'a.b.example.com'] })).toBeNull();
    expect(fault('hosts', { domain: ['example.com'], hosts: ['badexample.com'] })).toBe('outside');
  });

  it('is a mailbox, a prefix, a directory', () => {
    expect(fault('mailboxes', { mailboxes: ['bob', 'b@a.org'] })).toBeNull();
    expect(fault('mailboxes', { mailboxes: ['two words'] })).toBe('mailbox');
    expect(fault('prefix', { prefix: ['alice shop'] })).toBe('prefix');
    expect(fault('directories', { directories: ['/a/../b'] })).toBe('directory');
    const deploy = preset('files-deploy', { kind: 'path', required: true, pattern: '^/[^./][^/]*(?:/.+)?/\\*\\*$', example: '' });
    expect(fault('directories', { directories: ['/'] }, deploy)).toBe('wide');
    expect(fault('directories', { directories: ['public_html/shop'] }, deploy)).toBeNull();
  });

  it('may look like an address', () => {
    expect(asDomain(' https://Www.Example.COM/ ')).toBe('www.example.com');
  });
});

describe('hosts of a certificate', () => {
  it('follow their domain for as long as nobody chose others', () => {
    const typed = picksAfter({ domain: [], hosts: [] }, 'domain', ['a.org']);
    expect(typed).toEqual({ domain: ['a.org'], hosts: ['a.org'] });
    expect(picksAfter(typed, 'domain', ['b.org'])).toEqual({ domain: ['b.org'], hosts: ['b.org'] });
    expect(picksAfter({ domain: ['a.org'], hosts: ['www.a.org'] }, 'domain', ['b.org'])).toEqual({ domain: ['b.org'], hosts: ['www.a.org'] });
    expect(picksAfter({ domain: ['a.org'], hosts: ['a.org'] }, 'domain', ['b'])).toEqual({ domain: ['b'], hosts: [] });
  });

  it('are nobody else’s business', () => {
    expect(picksAfter({}, 'domain', ['a.org'])).toEqual({ domain: ['a.org'] });
    expect(picksAfter({ hosts: [] }, 'zones', ['a.org'])).toEqual({ hosts: [], zones: ['a.org'] });
  });
});
