import { reaches, reachOf } from '@portcullis/access';
import { leavesOf } from './leaves.js';
import { loadCatalogue } from './load-catalogue.js';
import { readPanelPath } from './panel-path.js';
import { readCalls } from './read-calls.js';
import { readParameters } from './read-parameters.js';

const catalogue = loadCatalogue();

interface Form {
  readonly type: string;
  readonly body: string;
}
function read(kind: 'account' | 'tenant', url: string, form?: Form) {
  const [path = '', query = ''] = url.split('?');
  const target = readPanelPath(path);
  const parameters = readParameters({ query, contentType: form?.type, body: Buffer.from(form?.body ?? '') });
  if (!target.ok || !parameters.ok) throw new Error('the request is well formed');
  return readCalls(target.value, parameters.value, { kind }, catalogue);
}
/** Whether a grant on these resources covers all that an account's request touches. */
function covered(url: string, ...given: (string | Form)[]): boolean {
  const form = given.find((one) => typeof one !== 'string');
  const resources = given.filter((one) => typeof one === 'string');
  const request = read('account', url, form);
  if (!request.ok) return false;
  const [call] = request.value.calls;
  const leaves = leavesOf(call, { user: 'alice', mainDomain: 'example.com' });
  const reach = reachOf(resources);
  return leaves.length > 0 && leaves.every((leaf) => reaches(reach, leaf));
}
const api2 = (module: string, name: string, rest: string) => `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${name}&${rest}`;

describe('ways past a grant that a reviewer found', () => {
  it('a path that is decoded twice', () => {
    const fileop = (source: string) => api2('Fileman', 'fileop', `op=copy&doubledecode=1&sourcefiles=${source}&destfiles=public_html%2Fx.txt`);
    expect(covered(fileop('public_html%2Fa.txt'), 'path:/public_html/**')).toBe(true);
    expect(covered(fileop('public_html%2F..%252F.ssh%252Fid_rsa'), 'path:/public_html/**')).toBe(false);
  });

  it.each([
    '/execute/LangPHP/php_ini_set_user_content?type=home&vhost=example.com&content=x',
    '/execute/LangPHP/php_ini_set_user_content?vhost=example.com&content=x',
    '/execute/PassengerApps/edit_application?name=shop&domain=example.com&path=blog',
    '/execute/WebDisk/set_homedir?user=bob&homedir=public_html',
    '/execute/Ftp/set_homedir?user=bob&domain=example.com',
    '/execute/Backup/restore_files?backup=public_html/a.tar.gz',
    '/execute/Backup/restore_databases?backup=public_html/a.sql',
    '/execute/CSVImport/doimport?domain=example.com&id=1',
    '/execute/Mime/delete_redirect?docroot=public_html',
  ])('a function that changes more than it names: %s', (url) => {
    expect(covered(url, 'domain:example.com', 'path:/**', 'ftp_user:bob@example.com', 'database:a*')).toBe(false);
  });

  it.each([
    '/json-api/cpanel?cpanel_jsonapi_user=mine&user=victim&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops&cpanel_jsonapi_apiversion=3',
    '/json-api/cpanel?cpanel_jsonapi_user=mine&cpanel_xmlapi_user=victim&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops',
    '/json-api/cpanel?cpanel_jsonapi_user=mine&CPANEL_XMLAPI_USER=victim&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops',
    '/json-api/cpanel?cpanel_jsonapi_user=mine&cpanel_jsonapi_users=victim&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops',
    '/json-api/suspendacct?api.version=1&user=VICTIM',
    '/json-api/suspendacct?api.version=1&user=%20victim',
    '/json-api/removeacct?user=victim%0A',
    '/json-api/SuspendAcct?user=victim',
    '/json-api/accountsummary?domain=victim.example',
    '/json-api/setresellerlimits?user=VICTIM',
    '/json-api/listaccts?xmlin=x',
  ])('another account than the one that was checked: %s', (url) => expect(read('tenant', url).ok).toBe(false));

  it('a function of WHM that no table lists still names the account that it is about', () => {
    const request = read('tenant', '/json-api/setresellerlimits?user=victim');
    expect(request.ok && leavesOf(request.value.calls[0], { user: null, mainDomain: null })).toEqual([{ kind: 'account', name: 'victim' }]);
  });

  it.each([
    ['unlink', '/json-api/cpanel?cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func=fileop&op=unlink&sourcefiles=a'],
    ['trash', '/json-api/cpanel?cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func=fileop&op=trash&sourcefiles=/home/alice/a'],
    ['move', '/json-api/cpanel?cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func=fileop&op=move&sourcefiles=a&destfiles=b'],
    ['copy', '/json-api/cpanel?cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func=fileop&op=copy&sourcefiles=a&destfiles=b'],
    ['restoring', '/execute/Restore/restore_file?path=a'],
  ])('%s takes along all that lies below a directory', (_, url) => {
    const places = (suffix: string) => ['/a', '/b', '/b/a'].map((path) => `path:${path}${suffix}`);
    expect([covered(url, ...places('')), covered(url, ...places('/**'))]).toEqual([false, true]);
  });

  it('a file in place of a text, which some panels do not take for a parameter', () => {
    const part = (head: string, content: string) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
    const form = (...parts: string[]) => ({ type: 'multipart/form-data; boundary=b', body: `${parts.join('')}--b--` });
    const email = part('name="email"', 'bob');
    const [asText, asFile] = [part('name="domain"', 'shop.com'), part('name="domain"; filename="shop.com"', '')];
    expect(covered('/execute/Email/delete_pop', 'mailbox:bob@shop.com', form(asText, email))).toBe(true);
    expect(covered('/execute/Email/delete_pop', 'mailbox:bob@shop.com', form(asFile, email))).toBe(false);
    const vhost = part('name="vhost"', 'shop.com');
    expect(covered('/execute/LangPHP/php_ini_set_user_content', 'domain:shop.com', form(part('name="type"', 'vhost'), vhost))).toBe(true);
    expect(covered('/execute/LangPHP/php_ini_set_user_content', 'domain:shop.com', form(part('name="type"; filename="vhost"', ''), vhost))).toBe(false);
    const file = part('name="file-1"; filename="a.txt"', 'x');
    expect(covered('/execute/Fileman/upload_files', 'path:/x/**', form(part('name="dir"', 'x'), file))).toBe(true);
    expect(covered('/execute/Fileman/upload_files', 'path:/x/**', form(part('name="dir"; filename="x"', ''), file))).toBe(false);
  });

  it('a domain whose redirects are all removed for want of a name', () => {
    expect(covered('/execute/Mime/delete_redirect?domain=example.com', 'domain:example.com')).toBe(true);
  });

  it('an account’s request cannot be made one of API 1', () => {
    expect(read('account', api2('Email', 'listpops', 'cpanel_xmlapi_apiversion=1')).ok).toBe(false);
  });
});
