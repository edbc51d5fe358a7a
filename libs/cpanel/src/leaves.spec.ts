import { leafText } from '@portcullis/access';
import type { PanelCaller } from './call.js';
import { leavesOf } from './leaves.js';
import { loadCatalogue } from './load-catalogue.js';
import { readPanelPath } from './panel-path.js';
import { readCalls } from './read-calls.js';
import { readParameters } from './read-parameters.js';

const catalogue = loadCatalogue();
const PLACE = { user: 'alice', mainDomain: 'Main.Example' };

const read = (caller: PanelCaller, path: string, query: string, contentType?: string, body = '') => {
  const target = readPanelPath(path);
  const parameters = readParameters({ query, contentType, body: Buffer.from(body) });
  if (!target.ok || !parameters.ok) throw new Error('not a request');
  const request = readCalls(target.value, parameters.value, caller, catalogue);
  if (!request.ok) throw new Error(request.refusal.text);
  return request.value.calls;
};
const texts = (calls: ReturnType<typeof read>, place = PLACE) =>
  calls.flatMap((call) => leavesOf(call, place).map((leaf) => (leaf.kind === 'cron_line' ? `cron_line:${leaf.command}` : leafText(leaf)) + (leaf.account === undefined ? '' : ` of ${leaf.account}`)));
const uapi = (call: string, query = '') => texts(read({ kind: 'account' }, `/execute/${call.replace('::', '/')}`, query));
const api2 = (call: string, query = '') => {
  const [module, name] = call.split('::');
  return texts(read({ kind: 'account' }, '/json-api/cpanel', `cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${name}&${query}`));
};
const whm = (path: string, query: string, place = PLACE) => texts(read({ kind: 'tenant' }, `/json-api/${path}`, query), place);
const draft = (dname: string, type = 'TXT', more: object = {}) => encodeURIComponent(JSON.stringify({ dname, ttl: 300, record_type: type, data: ['v'], ...more }));

describe('what a call touches by name', () => {
  it.each<[string, string, string[]]>([
    ['DomainInfo::list_domains', '', []],
    ['DNS::parse_zone', 'zone=Example.COM.', ['zone:example.com']],
    ['DNS::parse_zone', 'ZONE=a.com&zone-1=b.com&zone[]=c.com&zone[0]=d.com&zone7=e.com', ['an unknown request', ...['a', 'b', 'c', 'd', 'e'].map((name) => `zone:${name}.com`)]],
    ['DNS::parse_zone', 'zone-1=b.com&zone=a.com', ['zone:a.com', 'zone:b.com']],
    ['DNS::parse_zone', 'zone=b%C3%BCcher.example', ['an unknown name']],
    ['DNS::parse_zone', 'zone=%E2%84%AA.com', ['an unknown name']],
    ['DNS::parse_zone', 'zone=xn--bcher-kva.example', ['zone:xn--bcher-kva.example']],
    ['DNS::parse_zone', 'zone=', ['an unknown name']],
    ['DNS::parse_zone', 'zone=a.com%0A', ['an unknown name']],
    ['DNS::parse_zone', 'zone=*', ['an unknown name']],
    ['DNS::has_local_authority', 'domain=a.com,b.com%7Cc.com', ['domain:a.com', 'domain:b.com', 'domain:c.com']],
    ['DNS::has_local_authority', 'domain=a.com,%20b.com', ['domain:a.com', 'an unknown name']],
    ['Mysql::delete_database', 'name=alice_wp', ['database:alice_wp']],
    ['Mysql::delete_database', 'name=alice_*', ['an unknown name']],
    ['Mysql::set_privileges_on_database', 'user=alice_u&database=alice_d', ['db_user:alice_u', 'database:alice_d']],
  ])('%s?%s', (call, query, expected) => {
    expect(uapi(call, query).sort()).toEqual(expected.sort());
  });

  it.each<[string, string[]]>([
    ['email=Bob%40Example.com.', ['mailbox:bob@example.com']],
    ['email=bob&domain=example.com', ['mailbox:bob@example.com']],
    ['email=bob', ['mailbox:bob@main.example']],
    ['email=bob&domain=', ['mailbox:bob@main.example']],
    ['email=bob%40a.com&domain=b.com', ['mailbox:bob@a.com', 'mailbox:bob@b.com']],
    ['email=bob&domain=a.com&Domain=b.com', ['mailbox:bob@a.com', 'mailbox:bob@b.com']],
    ['email=bob&domain=%C3%A4.com', ['an unknown name']],
    ['email=*%40example.com', ['an unknown name']],
    ['email=bob%20x%40example.com', ['an unknown name']],
    ['domain=example.com', ['domain:example.com']],
  ])('a mailbox: %s', (query, expected) => {
    expect(uapi('Email::delete_pop', query).sort()).toEqual(expected);
  });

  it('a mailbox without a domain, where nobody knows the main one', () => {
    expect(texts(read({ kind: 'account' }, '/execute/Email/delete_pop', 'email=bob'), { user: 'alice', mainDomain: null as unknown as string })).toEqual(['an unknown name']);
  });

  it.each<[string, string, string[]]>([
    ['SubDomain::addsubdomain', 'domain=blog&rootdomain=example.com&dir=public_html/blog', ['domain:blog.example.com', 'domain:example.com', 'path:/public_html/blog', 'path:/public_html/blog/*']],
    ['SubDomain::addsubdomain', 'domain=blog.example.com&rootdomain=example.com', ['domain:blog.example.com', 'domain:example.com']],
    ['SubDomain::addsubdomain', 'domain=other.com&rootdomain=example.com', ['domain:other.com.example.com', 'domain:other.com', 'domain:example.com']],
    ['SubDomain::addsubdomain', 'domain=blog', ['domain:blog.main.example']],
    ['AddonDomain::addaddondomain', 'newdomain=new.com&subdomain=new&dir=x', ['domain:new.com', 'domain:new.main.example', 'path:/x', 'path:/x/*']],
    ['AddonDomain::deladdondomain', 'domain=new.com&subdomain=new_main.example', ['domain:new.com', 'domain:new.main.example', 'domain:new_main.example', 'domain:new_main.example.main.example']],
    ['AddonDomain::deladdondomain', 'domain=new.com&fullsubdomain=other.example', ['domain:new.com', 'domain:other.example']],
    ['AddonDomain::deladdondomain', 'domain=new.com&fullsubdomain=shop_main.example', ['domain:new.com', 'domain:shop.main.example', 'domain:shop_main.example']],
    ['Park::park', 'domain=p.com', ['domain:p.com']],
    ['SSL::installssl', 'domain=a.com&crt=x', ['domain:a.com']],
  ])('domains: %s?%s', (call, query, expected) => {
    expect(api2(call, query).sort()).toEqual(expected.sort());
  });

  it.each<[string, string[]]>([
    ['dir=public_html&file=a.txt', ['path:/public_html/a.txt']],
    ['dir=/home/alice/public_html//x/&file=./a.txt', ['path:/public_html/x/a.txt']],
    ['dir=/home2/alice&file=a', ['path:/a']],
    ['dir=/home/alicex&file=a', ['an unknown name']],
    ['dir=/home/bob&file=a', ['an unknown name']],
    ['dir=/etc&file=passwd', ['an unknown name']],
    ['dir=x&file=/etc/passwd', ['an unknown name']],
    ['dir=x&file=../a', ['an unknown name']],
    ['dir=x/..&file=a', ['an unknown name']],
    ['dir=~bob&file=a', ['an unknown name']],
    ['dir=%20x&file=a', ['an unknown name']],
    ['dir=x&file=a*', ['an unknown name']],
    ['dir=x&file=*', ['path:/x/*']],
    ['file=a', ['path:/a']],
    ['dir=x', ['path:/x']],
    ['dir=', ['path:/']],
    ['dir=x&dir=y&file=a', ['path:/x/a', 'path:/y/a']],
    ['dir=x&FILE=a&file-2=b', ['path:/x/a', 'path:/x/b', 'an unknown request']],
    ['dir=x&file=a&file-2=b', ['path:/x/a', 'path:/x/b']],
  ])('a file: %s', (query, expected) => {
    expect(uapi('Fileman::get_file_content', query)).toEqual(expected);
  });

  it('paths of file operations, with what lands in a directory and what an archive may hold', () => {
    expect(api2('Fileman::fileop', 'op=copy&sourcefiles=a/x.txt,a/y&destfiles=b').filter((text) => !text.includes(','))).toEqual(['path:/a/x.txt', 'path:/a/y', 'path:/b', 'path:/b/y', 'path:/b/x.txt', 'path:/a/x.txt/*', 'path:/a/y/*', 'path:/b/*']);
    expect(api2('Fileman::fileop', 'op=extract&sourcefiles=a.zip&destfiles=b')).toEqual(['path:/a.zip', 'path:/b', 'path:/b/a.zip', 'path:/a.zip/*', 'path:/b/*']);
    expect(api2('Fileman::fileop', 'op=unlink&sourcefiles=a/b.txt')).toEqual(['path:/a/b.txt', 'path:/a/b.txt/*']);
    expect(api2('Fileman::fileop', 'op=chmod&sourcefiles=a/b.txt')).toEqual(['path:/a/b.txt']);
    expect(api2('Fileman::fileop', 'op=move&sourcefiles=/home/alice/a/b.txt')).toEqual(['path:/a/b.txt', 'path:/a', 'path:/a/b.txt/*']);
    expect(api2('Fileman::fileop', 'op=unlink&sourcefiles=a,../b')).toContain('an unknown name');
  });

  it('uploaded files in their directory', () => {
    const part = (head: string, content: string) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
    const body = `${part('name="dir"', 'public_html')}${part('name="file-1"; filename="a.txt"', 'x')}${part('name="file-2"; filename="b c"', '')}--b--`;
    expect(texts(read({ kind: 'account' }, '/execute/Fileman/upload_files', '', 'multipart/form-data; boundary=b', body))).toEqual(['path:/public_html/a.txt', 'path:/public_html/b c']);
    const twice = `${part('name="file-1"; filename="a.txt"', 'x')}${part('name="file-2"; filename="a.txt"', '')}--b--`;
    expect(texts(read({ kind: 'account' }, '/execute/Fileman/upload_files', 'dir=x', 'multipart/form-data; boundary=b', twice))).toEqual(['path:/x/a.txt', 'path:/x/*']);
    expect(uapi('Fileman::upload_files', 'dir=x')).toEqual(['path:/x']);
  });

  it('paths that are the keys of an object', () => {
    expect(texts(read({ kind: 'account' }, '/execute/ClamScanner/disinfect_files', '', 'application/json', '{"actions":{"a/b":"delete","/home/alice/c":"x"}}'))).toEqual(['path:/a/b', 'path:/c']);
  });

  it('FTP users by their whole name, and the directories that go with them', () => {
    expect(uapi('Ftp::add_ftp', 'user=Bob&domain=a.com&homedir=x')).toEqual(['ftp_user:bob@a.com', 'path:/x', 'path:/x/*']);
    expect(uapi('Ftp::add_ftp', 'user=bob')).toEqual(['ftp_user:bob@main.example', 'path:/public_html/bob', 'path:/public_html/bob/*']);
    expect(uapi('Ftp::delete_ftp', 'user=bob%40a.com')).toEqual(['ftp_user:bob@a.com']);
    expect(uapi('Ftp::delete_ftp', 'user=bob%40a.com&destroy=1')).toEqual(['ftp_user:bob@a.com', 'an unknown name']);
  });
});

describe('what an edit of a zone touches', () => {
  const unread = 'an unknown record of example.com';
  it.each<[string, string[]]>([
    [`add=${draft('_acme-challenge')}`, ['record:_acme-challenge.example.com/TXT']],
    [`add=${draft('_Acme-Challenge.example.com.', 'txt')}`, ['record:_acme-challenge.example.com/TXT']],
    [`add=${draft('a.example.com')}`, ['record:a.example.com/TXT', 'record:a.example.com.example.com/TXT']],
    [`add=${draft('@')}`, ['record:example.com/TXT']],
    [`add=${draft('*')}`, ['record:*.example.com/TXT']],
    [`add=${draft('*.a.example.com.')}`, ['record:*.a.example.com/TXT']],
    [`add=${draft('a.evil.com.')}`, ['an unknown record']],
    [`add=${draft('a', 'RAW')}`, [unread]],
    [`add=${draft('a', '$TTL')}`, [unread]],
    [`add=${draft('a', 'TXT', { line: 1 })}`, ['an unknown request']],
    [`add=${draft('a', 'TXT', { data: ['v\nwww 60 IN A 192.0.2.66'] })}`, ['an unknown request']],
    ['add=x', ['an unknown request']],
    [`add=${draft('a')}&add=${draft('b', 'A')}&ADD-0=${draft('c')}`, ['record:a.example.com/TXT', 'record:b.example.com/A', 'record:c.example.com/TXT']],
    [`edit=${draft('a', 'A', { line_index: 4 })}`, ['record:a.example.com/A', unread]],
    ['remove=4', [unread]],
    ['serial=1', ['zone:example.com']],
    ['zone=other.com', ['an unknown request']],
  ])('DNS::mass_edit_zone?%s', (query, expected) => {
    expect(uapi('DNS::mass_edit_zone', `zone=example.com&${query}`)).toEqual(expected);
    expect(whm('mass_edit_dns_zone', `api.version=1&zone=example.com&${query}`)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['add_zone_record', 'name=_acme-challenge&type=TXT&txtdata=v', ['record:_acme-challenge.example.com/TXT']],
    ['add_zone_record', 'name=a.example.com.&type=a', ['record:a.example.com/A']],
    ['add_zone_record', 'name=a&name=b&type=A', ['an unknown request']],
    ['add_zone_record', 'name=a&type=TXT&txtdata=v%0Awww%2060%20IN%20A%20192.0.2.66', ['an unknown request']],
    ['add_zone_record', 'name=a', ['an unknown request']],
    ['add_zone_record', 'name=a&type=A&Domain=b.com', ['an unknown request']],
    ['edit_zone_record', 'Line=4&name=a&type=A', ['record:a.example.com/A', unread]],
    ['edit_zone_record', 'Line=4&address=192.0.2.1', [unread]],
    ['remove_zone_record', 'line=4', [unread]],
    ['fetchzone_records', '', ['zone:example.com']],
  ])('ZoneEdit::%s?%s', (name, query, expected) => {
    expect(api2(`ZoneEdit::${name}`, `domain=example.com&${query}`)).toEqual(expected);
  });
});

it.each<[string, string, string[]]>([
  ['add_line', 'command=/usr/bin/true%20%3E/dev/null&minute=*/5', ['cron_line:/usr/bin/true >/dev/null']],
  ['add_line', 'command=a%0A*%20*%20*%20*%20*%20b', ['an unknown cron_line']],
  ['add_line', 'command=a&minute=0%200%201%201%20*%20b%20%23', ['cron_line:a', 'an unknown cron_line']],
  ['add_line', 'command=a&minute=@reboot', ['cron_line:a', 'an unknown cron_line']],
  ['add_line', 'minute=1', ['an unknown cron_line']],
  ['edit_line', 'linekey=x&command=a', ['cron_line:a', 'an unknown cron_line']],
  ['remove_line', 'line=1', ['an unknown cron_line']],
  ['fetchcron', '', []],
])('what Cron::%s?%s touches', (name, query, expected) => {
  expect(api2(`Cron::${name}`, query)).toEqual(expected);
});

it.each<[string, string, string[]]>([
  ['suspendacct', 'user=bob', ['account:bob']],
  ['createacct', 'username=bob&domain=b.com', ['account:bob', 'domain:b.com']],
  ['parse_dns_zone', 'zone=a.com', ['zone:a.com']],
  ['removezonerecord', 'zone=a.com&line=3', ['an unknown record of a.com']],
  ['addzonerecord', 'domain=a.com&name=x&type=A', ['record:x.a.com/A']],
  ['listaccts', '', []],
  ['cpanel', 'cpanel_jsonapi_user=bob&cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones', ['account:bob of bob']],
  ['uapi_cpanel', 'cpanel.user=bob&cpanel.module=DNS&cpanel.function=parse_zone&zone=a.com', ['zone:a.com of bob']],
  ['uapi_cpanel', 'cpanel.user=bob&cpanel.module=Tokens&cpanel.function=list', ['account:bob of bob']],
])('what a provider touches: %s?%s', (path, query, expected) => {
  expect(whm(path, query)).toEqual(expected);
});
