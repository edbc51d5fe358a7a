import { putUpstream } from './accounts.js';
import { putPanel, putTenantUpstream } from './tenants.js';

const url = 'https://panel.example:2083';
const token = 'PANELTOKEN';

/** Where the mistakes are. */
const mistakes = (schema: typeof putPanel.body | typeof putUpstream.body | typeof putTenantUpstream.body, body: unknown): string[] =>
  (schema.safeParse(body).error?.issues ?? []).map(({ path }) => path.join('/'));

describe('the panel of a tenant', () => {
  it('is a cPanel without an address of WHM of its own, unless another is said', () => {
    expect(putPanel.body.parse({ url })).toEqual({ kind: 'cpanel', url, whmUrl: null, hosts: [] });
    expect(mistakes(putPanel.body, { url, whmUrl: 'https://panel.example:2087/base' })).toEqual([]);
    expect(mistakes(putPanel.body, { kind: 'powerdns', url, whmUrl: null })).toEqual([]);
  });

  it('has an address of WHM that is one, and none where it is a PowerDNS', () => {
    for (const whmUrl of ['panel.example', 'ftp://panel.example', 'https://root:x@panel.example', `${url}/?a`, `${url}#`, 'https://panel.example/ b', '']) {
      expect(mistakes(putPanel.body, { url, whmUrl })).toContain('whmUrl');
    }
    expect(mistakes(putPanel.body, { kind: 'powerdns', url, whmUrl: url })).toEqual(['whmUrl']);
    expect(mistakes(putPanel.body, { kind: 'plesk', url })).toEqual(['kind']);
  });
});

describe('an upstream', () => {
  it('of an account has a user on a cPanel, and may do without on a PowerDNS', () => {
    expect(mistakes(putUpstream.body, { scheme: 'cpanel', user: 'alice', token })).toEqual([]);
    expect(mistakes(putUpstream.body, { scheme: 'cpanel', token })).toEqual(['user']);
    expect(mistakes(putUpstream.body, { scheme: 'powerdns', token })).toEqual([]);
    expect(mistakes(putUpstream.body, { scheme: 'powerdns', user: 'a b', token })).toEqual(['user']);
    expect(mistakes(putUpstream.body, { scheme: 'whm', user: 'root', token })).toEqual(['scheme']);
  });

  it('of a tenant is one of WHM, with a user', () => {
    expect(mistakes(putTenantUpstream.body, { scheme: 'whm', user: 'root', token })).toEqual([]);
    for (const scheme of ['cpanel', 'powerdns']) expect(mistakes(putTenantUpstream.body, { scheme, user: 'root', token })).toEqual(['scheme']);
    expect(mistakes(putTenantUpstream.body, { scheme: 'whm', token })).toEqual(['user']);
    expect(mistakes(putTenantUpstream.body, { scheme: 'whm', user: 'root:x', token: 'a\nb' })).toEqual(['user', 'token']);
  });
});
