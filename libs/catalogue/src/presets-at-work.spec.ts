import { compile, decide, DEFAULT_POLICY, hangsOnUnread, type Leaf, type OperationFacts, type OwnerFacts } from '@portcullis/access';
import { leavesOf, readCalls, readPanelPath, readParameters } from '@portcullis/cpanel';
import { instant } from '@portcullis/kernel';
import { readCall, readTarget } from '@portcullis/powerdns';
import { loadGrantCatalogue } from './load-grant-catalogue.js';

const catalogue = loadGrantCatalogue();
const now = instant(1_800_000_000_000);
const ofAccount: OwnerFacts = { tenants: ['active'], account: { status: 'active', features: new Set(catalogue.features.map(({ name }) => name)) }, policy: DEFAULT_POLICY };
const ofTenant: OwnerFacts = { ...ofAccount, account: null };

type Asked = readonly { readonly operation: OperationFacts; readonly leaves: readonly Leaf[] }[];

/** `GET /execute/…`, `POST /json-api/… form`, or `PATCH /api/… json`: what it asks for, as the gateway reads it. */
function read(request: string, kind: 'account' | 'tenant'): Asked {
  const [method, url, body = ''] = request.split(' ');
  const [path, query = ''] = url!.split('?');
  if (path!.startsWith('/api')) {
    const target = readTarget(method!, path!, catalogue.powerdns);
    const call = target.ok ? readCall(target.value, query, body === '' ? null : Buffer.from(body)) : target;
    if (!call.ok) throw new Error(call.refusal.text);
    return [call.value];
  }
  const target = readPanelPath(path!);
  const form = 'application/x-www-form-urlencoded';
  const parameters = readParameters({ query, contentType: body === '' ? undefined : body.startsWith('--b') ? 'multipart/form-data; boundary=b' : form, body: Buffer.from(body.replaceAll('¶', '\r\n').replaceAll('·', ' ')) });
  if (!target.ok || !parameters.ok) throw new Error('not a request');
  const calls = readCalls(target.value, parameters.value, { kind }, catalogue.panel);
  if (!calls.ok) throw new Error(calls.refusal.text);
  return calls.value.calls.map((call) => ({ operation: call.operation, leaves: leavesOf(call, { user: 'alice', mainDomain: 'example.com' }) }));
}

function asking(preset: string, resources: readonly string[], request: string, kind: 'account' | 'tenant') {
  const grant = { preset, ...(resources.length > 0 && { resources: [...resources] }) };
  const token = compile({
    ...{ kind, form: 'token', access: 'restricted', grants: [grant], catalogueVersion: catalogue.version, readOnly: false, ipAllowlist: [], timeWindows: [] },
    ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null, createdAt: now, activeAt: now },
  }, catalogue);
  return read(request, kind).map((asked) => ({ token, owner: kind === 'account' ? ofAccount : ofTenant, ...asked, now, ip: null }));
}

function allows(preset: string, resources: readonly string[], request: string, kind: 'account' | 'tenant' = 'account'): boolean {
  return asking(preset, resources, request, kind).every((question) => decide(question).allowed);
}

const json = (value: object): string => encodeURIComponent(JSON.stringify(value));
const txt = (dname: string, type = 'TXT') => json({ dname, ttl: 120, record_type: type, data: ['v'] });
const api2 = (module: string, name: string, more = '') => `GET /json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${name}${more === '' ? '' : `&${more}`}`;
const zonePath = '/api/v1/servers/localhost/zones/example.com.';
const patch = (name: string, type = 'TXT') => `PATCH ${zonePath} ${JSON.stringify({ rrsets: [{ name, type, ttl: 60, changetype: 'REPLACE', records: [{ content: '"v"', disabled: false }] }] })}`;
const multipart = (dir: string, file: string) => `POST /execute/Fileman/upload_files --b¶Content-Disposition:·form-data;·name="dir"¶¶${dir}¶--b¶Content-Disposition:·form-data;·name="file-1";·filename="${file}"¶¶x¶--b--`;

interface AtWork {
  readonly preset: string;
  readonly resources: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const CHALLENGE = ['zone:example.com', 'record:_acme-challenge.example.com/TXT'];
const AT_WORK: readonly AtWork[] = [
  {
    preset: 'acme-dns-01', resources: CHALLENGE,
    yes: [
      // acme.sh over API 2, certbot
      api2('ZoneEdit', 'fetchzones'),
      api2('ZoneEdit', 'add_zone_record', 'domain=example.com&name=_acme-challenge&type=TXT&txtdata=v&ttl=1'),
      api2('ZoneEdit', 'fetchzone_records', 'domain=example.com'),
      api2('ZoneEdit', 'fetchzone_records', 'domain=example.com&name=_acme-challenge.example.com.&type=TXT&txtdata=v&ttl=60'),
      // acme.sh over UAPI, lego, cert-manager
      'GET /execute/DomainInfo/list_domains',
      'GET /execute/DNS/parse_zone?zone=example.com',
      `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('_acme-challenge')}`,
      `GET /execute/DNS/mass_edit_zone?add=${txt('_acme-challenge.example.com.')}&serial=1&zone=example.com`,
      // acme.sh, lego and certbot for PowerDNS
      'GET /api/v1/servers/localhost', `GET ${zonePath}`, patch('_acme-challenge.example.com.'),
    ],
    no: [
      api2('ZoneEdit', 'add_zone_record', 'domain=example.com&name=www&type=TXT&txtdata=v'),
      api2('ZoneEdit', 'add_zone_record', 'domain=example.com&name=_acme-challenge&type=CNAME&cname=x.example'),
      api2('ZoneEdit', 'fetchzone_records', 'domain=other.example'),
      'GET /execute/DNS/parse_zone?zone=other.example',
      `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('_acme-challenge')}&add=${txt('www', 'A')}`,
      `GET /execute/DNS/mass_edit_zone?zone=other.example&serial=1&add=${txt('_acme-challenge')}`,
      // Which record stands at a line is read first: until then it is nobody's.
      'GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&remove=7',
      'GET /execute/Email/list_pops', 'GET /execute/SSL/install_ssl?domain=example.com',
      patch('www.example.com.'), `DELETE ${zonePath}`,
    ],
  },
  {
    preset: 'dynamic-dns', resources: ['zone:example.com', 'record:home.example.com/A', 'record:home.example.com/AAAA'],
    yes: [
      'GET /execute/DNS/parse_zone?zone=example.com',
      `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('home', 'AAAA')}`,
      api2('ZoneEdit', 'fetchzone_records', 'domain=example.com&type=A'),
      api2('ZoneEdit', 'add_zone_record', 'domain=example.com&name=home&type=A&address=192.0.2.7'),
      patch('home.example.com.', 'A'),
    ],
    no: [`GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('home')}`, `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('www', 'A')}`, api2('ZoneEdit', 'fetchzones')],
  },
  {
    preset: 'dns-manager', resources: ['zone:example.com'],
    yes: [
      'GET /execute/DomainInfo/list_domains', 'GET /execute/DNS/parse_zone?zone=example.com',
      `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('www', 'A')}&remove=7`,
      api2('ZoneEdit', 'remove_zone_record', 'domain=example.com&line=7'),
      api2('ZoneEdit', 'edit_zone_record', 'domain=example.com&Line=7&name=www&type=A&address=192.0.2.7'),
      patch('www.example.com.', 'A'), `PUT ${zonePath}/rectify`,
    ],
    no: [`GET /execute/DNS/mass_edit_zone?zone=other.example&serial=1&add=${txt('www', 'A')}`, 'GET /execute/DNSSEC/disable_dnssec?domain=example.com', `DELETE ${zonePath}`],
  },
  {
    preset: 'certificate-installer', resources: ['domain:www.example.com'],
    yes: [
      // certbot's installer; scripts
      api2('SSL', 'installssl', 'domain=www.example.com&crt=a&key=b&cabundle=c'),
      'POST /execute/SSL/install_ssl domain=www.example.com&cert=a&key=b&cabundle=c', 'GET /execute/SSL/installed_host?domain=www.example.com',
    ],
    no: ['POST /execute/SSL/install_ssl domain=example.com&cert=a&key=b', 'GET /execute/SSL/fetch_best_for_domain?domain=www.example.com', 'GET /execute/SSL/show_key?id=a', 'POST /execute/SSL/delete_ssl domain=www.example.com'],
  },
  {
    preset: 'mailboxes', resources: ['mailbox:*@example.com', 'domain:example.com'],
    yes: [
      'POST /execute/Email/add_pop email=bob&domain=example.com&password=x&quota=0', 'POST /execute/Email/add_pop email=bob%40example.com&password=x',
      'POST /execute/Email/passwd_pop email=bob&domain=example.com&password=x', 'POST /execute/Email/edit_pop_quota email=bob&domain=example.com&quota=5',
      'POST /execute/Email/suspend_login email=bob%40example.com', 'POST /execute/Email/delete_pop email=bob&domain=example.com',
      'GET /execute/Email/list_pops_with_disk?domain=example.com', 'GET /execute/Email/get_disk_usage?user=bob&domain=example.com', 'GET /execute/PasswdStrength/get_required_strength',
    ],
    no: [
      'POST /execute/Email/add_pop email=bob&domain=other.example&password=x', 'GET /execute/Email/list_pops', 'GET /execute/Email/list_pops_with_disk',
      'GET /execute/Email/browse_mailbox?account=bob%40example.com', 'POST /execute/Email/add_forwarder domain=example.com&email=bob&fwdopt=fwd&fwdemail=x%40y.example',
      'POST /execute/Session/create_webmail_session_for_mail_user login=bob&domain=example.com',
    ],
  },
  {
    preset: 'mailboxes', resources: ['mailbox:bob@example.com'],
    yes: ['POST /execute/Email/passwd_pop email=bob&domain=example.com&password=x'],
    no: ['GET /execute/Email/list_pops_with_disk?domain=example.com', 'GET /execute/Email/list_pops_with_disk', 'POST /execute/Email/passwd_pop email=eve&domain=example.com&password=x'],
  },
  {
    preset: 'databases', resources: ['database:alice_shop*', 'db_user:alice_shop*'],
    yes: [
      'POST /execute/Mysql/create_database name=alice_shop', 'POST /execute/Mysql/create_user name=alice_shop_u&password=x', 'POST /execute/Mysql/set_password user=alice_shop_u&password=x',
      'POST /execute/Mysql/set_privileges_on_database user=alice_shop_u&database=alice_shop&privileges=ALL', 'POST /execute/Mysql/rename_database oldname=alice_shop&newname=alice_shop2',
      'POST /execute/Mysql/delete_user name=alice_shop_u', 'GET /execute/Mysql/get_restrictions', 'POST /execute/Postgresql/grant_all_privileges user=alice_shop_u&database=alice_shop',
    ],
    no: [
      'POST /execute/Mysql/create_database name=alice_wp', 'POST /execute/Mysql/set_privileges_on_database user=alice_wp&database=alice_shop&privileges=ALL', 'POST /execute/Mysql/rename_database oldname=alice_wp&newname=alice_shop2',
      'GET /execute/Mysql/list_databases', 'POST /execute/Mysql/add_host host=%25', 'POST /execute/Mysql/setup_db_and_user prefix=alice',
    ],
  },
  {
    preset: 'files-deploy', resources: ['path:/public_html/shop/**'],
    yes: [
      // scripts that upload with curl, and unpack with API 2
      multipart('public_html/shop', 'a.zip'),
      api2('Fileman', 'fileop', 'op=extract&sourcefiles=public_html/shop/a.zip&destfiles=public_html/shop'),
      'POST /execute/Fileman/save_file_content dir=public_html/shop&file=a.txt&content=x', 'GET /execute/Fileman/list_files?dir=public_html/shop',
    ],
    no: [
      multipart('public_html', 'a.php'), multipart('.ssh', 'authorized_keys'), 'POST /execute/Fileman/save_file_content dir=public_html/shop/..&file=a.php&content=x',
      api2('Fileman', 'fileop', 'op=move&sourcefiles=public_html/shop/a&destfiles=public_html'), 'POST /execute/Fileman/empty_trash older_than=0',
    ],
  },
  {
    preset: 'backup-reader', resources: ['path:/backups/**', 'domain:example.com'],
    yes: ['GET /execute/Backup/list_backups', 'GET /execute/Fileman/list_files?dir=backups', 'GET /execute/Fileman/get_file_content?dir=backups&file=a.sql', 'GET /execute/Restore/directory_listing?path=backups', 'GET /execute/WordPressBackup/get_available_backups?site=example.com'],
    no: ['GET /execute/Fileman/list_files?dir=public_html', 'POST /execute/Backup/fullbackup_to_homedir', 'POST /execute/Restore/restore_file path=backups/a', 'POST /execute/WordPressBackup/start site=example.com'],
  },
  {
    preset: 'read-only-monitoring', resources: [],
    yes: [
      'GET /execute/StatsBar/get_stats?display=cpanelversion', 'GET /execute/Variables/get_server_information', 'GET /execute/Quota/get_quota_info', 'GET /execute/Bandwidth/query?grouping=domain',
      'GET /execute/SSL/installed_hosts', 'GET /execute/ResourceUsage/get_usages', 'GET /execute/Email/list_pops_with_disk',
    ],
    no: ['GET /execute/Variables/get_user_information', 'GET /execute/Fileman/list_files?dir=public_html', 'GET /execute/SSL/show_key?id=a', 'POST /execute/Email/add_pop email=bob&domain=example.com&password=x', 'GET /execute/DNS/parse_zone?zone=example.com'],
  },
];

describe.each(AT_WORK.map((one) => [`${one.preset} on ${one.resources.join(', ') || 'nothing by name'}`, one] as const))('a token with the preset %s', (_, { preset, resources, yes, no }) => {
  it.each(yes.map((request) => [request]))('may: %s', (request) => expect(allows(preset, resources, request)).toBe(true));
  it.each(no.map((request) => [request]))('may not: %s', (request) => expect(allows(preset, resources, request)).toBe(false));
});

describe('what a call names by its line', () => {
  it.each(['GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&remove=7', api2('ZoneEdit', 'remove_zone_record', 'domain=example.com&line=7')])('is read for a token that may have business there: %s', (request) => {
    for (const preset of ['acme-dns-01', 'dynamic-dns']) {
      const record = preset === 'acme-dns-01' ? CHALLENGE : ['zone:example.com', 'record:home.example.com/A'];
      expect(asking(preset, record, request, 'account').map(hangsOnUnread)).toEqual([true]);
      expect(asking(preset, record, request.replace('example.com', 'other.example'), 'account').map(hangsOnUnread)).toEqual([false]);
    }
  });
});

describe('a provider’s token with a preset', () => {
  it('renews certificates as lego does', () => {
    expect(allows('acme-dns-01', CHALLENGE, 'GET /json-api/parse_dns_zone?api.version=1&zone=example.com', 'tenant')).toBe(true);
    expect(allows('acme-dns-01', CHALLENGE, `GET /json-api/mass_edit_dns_zone?add=${txt('_acme-challenge.example.com.')}&api.version=1&serial=1&zone=example.com`, 'tenant')).toBe(true);
    expect(allows('acme-dns-01', CHALLENGE, `GET /json-api/mass_edit_dns_zone?add=${txt('www.example.com.')}&api.version=1&serial=1&zone=example.com`, 'tenant')).toBe(false);
  });

  it('looks after its server, and changes nothing', () => {
    for (const call of ['servicestatus', 'listaccts', 'accountsummary?user=alice', 'showbw']) expect(allows('read-only-monitoring', [], `GET /json-api/${call}${call.includes('?') ? '&' : '?'}api.version=1`, 'tenant')).toBe(true);
    expect(allows('read-only-monitoring', [], 'GET /json-api/suspendacct?api.version=1&user=alice', 'tenant')).toBe(false);
  });
});

describe('every preset', () => {
  it('is tried here, by what it is for and by what it is not', () => {
    expect(new Set(AT_WORK.map(({ preset }) => preset))).toEqual(new Set(catalogue.presets.map(({ name }) => name)));
  });

  it('takes the resources that it is tried with', () => {
    for (const { preset, resources } of AT_WORK) {
      const kinds = catalogue.presetNamed(preset, 1)!.kinds;
      for (const text of resources) {
        const [kind, rest] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
        const taken = kinds.find((one) => one.kind === kind);
        expect({ text, taken: taken !== undefined && (taken.pattern === null || new RegExp(taken.pattern, 'u').test(rest)) }).toEqual({ text, taken: true });
      }
    }
  });

  it.each<[string, string, boolean]>([
    ['acme-dns-01', 'record:_acme-challenge.example.com/TXT', true],
    ['acme-dns-01', 'record:_acme-challenge.example.com/*', false],
    ['acme-dns-01', 'record:www.example.com/TXT', false],
    ['acme-dns-01', 'record:x_acme-challenge.example.com/TXT', false],
    ['dynamic-dns', 'record:home.example.com/AAAA', true],
    ['dynamic-dns', 'record:home.example.com/TXT', false],
    ['dynamic-dns', 'record:*.example.com/A', false],
    ['files-deploy', 'path:/public_html/**', true],
    ['files-deploy', 'path:/public_html/a/b/**', true],
    ['files-deploy', 'path:/**', false],
    ['files-deploy', 'path:/.ssh/**', false],
    ['files-deploy', 'path:/public_html', false],
  ])('%s on %s: %s', (preset, text, fits) => {
    const [kind, rest] = text.split(':') as [string, string];
    const { pattern } = catalogue.presetNamed(preset, 1)!.kinds.find((one) => one.kind === kind)!;
    expect(new RegExp(pattern!, 'u').test(rest)).toBe(fits);
  });

  it('is worth nothing on resources that are not of its kinds, and never everything', () => {
    expect(allows('acme-dns-01', ['zone:example.com'], `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=1&add=${txt('_acme-challenge')}`)).toBe(false);
    expect(allows('files-deploy', ['zone:example.com'], 'GET /execute/Fileman/list_files?dir=public_html')).toBe(false);
    expect(allows('files-deploy', [], 'GET /execute/Fileman/list_files')).toBe(false);
  });
});
