import type { Grant } from '@portcullis/client';
import { firstCall } from './first-call-of.js';
import { snippetsFor, type Aim, type SnippetId } from './snippets.js';

const aim: Aim = { base: 'https://gw.example/t/demo', username: 'alice', secret: 'pcla1SECRET', domain: 'example.com' };
const restricted = (...grants: readonly object[]) => ({ access: 'restricted' as const, grants: grants as readonly Grant[], readOnly: false });
const full = { access: 'full' as const, grants: [], readOnly: false };
const acme = restricted({ preset: 'acme-dns-01', resources: ['zone:a.org', 'record:_acme-challenge.www.a.org/TXT'] });
const ddns = restricted({ preset: 'dynamic-dns', resources: ['zone:a.org', 'record:home.a.org/AAAA'] });
const ids = (rights: typeof full | typeof acme): readonly SnippetId[] => snippetsFor(rights, aim).map(({ id }) => id);
const textOf = (rights: typeof full | typeof acme, id: SnippetId) => snippetsFor(rights, aim).find((one) => one.id === id)!.parts.map(({ text }) => text).join('\n');

describe('snippets for a token', () => {
  it('are those of programs that it fits', () => {
    expect(ids(full)).toEqual(['curl', 'acmesh', 'lego', 'certbot', 'dyndns', 'terraform']);
    expect(ids({ ...full, readOnly: true })).toEqual(['curl']);
    expect(ids(acme)).toEqual(['curl', 'acmesh', 'lego', 'certbot']);
    expect(ids(ddns)).toEqual(['curl', 'dyndns']);
    expect(ids(restricted({ preset: 'read-only-monitoring' }))).toEqual(['curl']);
    expect(ids(restricted({ feature: 'zoneedit', access: 'read' }))).toEqual(['curl']);
    expect(ids(restricted({ feature: 'zoneedit' }))).toEqual(['curl', 'acmesh', 'lego', 'certbot']);
    expect(ids(restricted({ feature: 'cron' }))).toEqual(['curl', 'terraform']);
    expect(ids(restricted({ effect: 'deny', feature: 'cron' }, { feature: 'mysql' }))).toEqual(['curl']);
    expect(ids(restricted({ operation: 'DNS::parse_zone' }, { operation: 'DNS::mass_edit_zone' }))).toEqual(['curl', 'lego']);
    expect(ids(restricted({ operation: 'ZoneEdit::*' }))).toEqual(['curl', 'acmesh', 'certbot']);
  });

  it('hold the secret, the user and the address of the gateway', () => {
    for (const { id, parts } of snippetsFor(full, aim)) {
      const text = parts.map((part) => part.text).join('\n');
      expect([id, text.includes('pcla1SECRET'), text.includes('alice'), text.includes(aim.base)]).toEqual([id, true, true, true]);
    }
  });

  it('are for the host that the token is for', () => {
    for (const id of ['acmesh', 'lego', 'certbot'] as const) expect(textOf(acme, id)).toContain('www.a.org');
    expect(textOf(ddns, 'dyndns')).toContain('zone=a.org name=home.a.org type=AAAA');
    expect(textOf(full, 'lego')).toContain('--domains example.com');
  });

  it('begin with one call as the panel’s clients make it', () => {
    expect(textOf(acme, 'curl')).toBe("curl -H 'Authorization: cpanel alice:pcla1SECRET' \\\n  'https://gw.example/t/demo/execute/DNS/parse_zone?zone=a.org'");
  });
});

describe('the call to try a token with', () => {
  it.each<[object, string]>([
    [{ preset: 'mailboxes', resources: ['mailbox:*@a.org', 'domain:a.org'] }, 'execute/Email/list_pops_with_disk?domain=a.org'],
    [{ preset: 'mailboxes', resources: ['mailbox:bob@a.org'] }, 'execute/Email/get_pop_quota?email=bob&domain=a.org'],
    [{ preset: 'certificate-installer', resources: ['domain:www.a.org'] }, 'execute/SSL/installed_host?domain=www.a.org'],
    [{ preset: 'databases', resources: ['database:a*'] }, 'execute/Mysql/get_server_information'],
    [{ preset: 'files-deploy', resources: ['path:/public_html/my shop/**'] }, 'execute/Fileman/list_files?dir=/public_html/my%20shop'],
    [{ preset: 'backup-reader', resources: ['path:/**'] }, 'execute/Fileman/list_files?dir=/'],
    [{ preset: 'read-only-monitoring' }, 'execute/Quota/get_quota_info'],
    [{ feature: 'mysql', access: 'read' }, 'execute/Mysql/list_databases'],
    [{ feature: 'zoneedit', resources: ['zone:a.org'] }, 'execute/DNS/parse_zone?zone=a.org'],
    [{ operation: 'DNS::parse_zone', resources: ['zone:b.org'] }, 'execute/DNS/parse_zone?zone=b.org'],
    [{ operation: 'Ours::do_it' }, 'execute/Ours/do_it'],
    [{ operation: 'Email::*' }, 'execute/Module/function'],
    [{ feature: 'greylist' }, 'execute/Module/function'],
  ])('%j', (grant, call) => {
    expect(firstCall(restricted(grant), 'example.com')).toBe(call);
  });

  it('lists the domains with full access', () => {
    expect(firstCall(full, 'example.com')).toBe('execute/DomainInfo/list_domains');
  });
});
