import { readParameters, type CallParameters } from '../call-parameters.js';
import { createState, type PanelState } from '../panel-state.js';
import { runUapi } from '../run-call.js';
import type { Outcome } from './uapi-function.js';

let state: PanelState;
beforeEach(() => {
  state = createState({
    accounts: [{ user: 'alice', token: 'T', mainDomain: 'example.com' }],
    now: () => 1_800_000_000,
  });
});

const alice = () => state.accounts.get('alice')!;
const touched = () => state.executed.list().at(-1)!.touched;

function run(operation: string, parameters: CallParameters): Outcome {
  const [module, name] = operation.split('::') as [string, string];
  return runUapi(state, alice(), module, name, parameters);
}

function call(operation: string, fields: Record<string, string> | [string, string][] = {}): Outcome {
  return run(operation, readParameters(new URLSearchParams(fields).toString(), '', Buffer.alloc(0))!);
}

describe('Tokens', () => {
  const list = () => (call('Tokens::list').data as { name: string }[]).map(({ name }) => name);

  it('makes, renames and takes back', () => {
    const made = call('Tokens::create_full_access', { name: 'ci', expires_at: '1900000000', readonly: '1' });
    expect(made.data).toEqual({
      create_time: 1_800_000_000,
      token: expect.stringMatching(/^[A-Z0-9]{32}$/),
      whitelist_ips: null,
    });
    expect(call('Tokens::list').data).toContainEqual({
      name: 'ci',
      has_full_access: 1,
      features: [],
      create_time: 1_800_000_000,
      expires_at: 1_900_000_000,
      whitelist_ips: null,
      readonly: 1,
    });
    expect(call('Tokens::rename', { name: 'ci', new_name: 'cd' })).toEqual({ ok: true, data: null });
    expect(list()).toContain('cd');
    expect(call('Tokens::revoke', { name: 'cd' })).toEqual({ ok: true, data: 1 });
    expect(call('Tokens::revoke', { name: 'cd' })).toEqual({ ok: true, data: 1 });
    expect(list()).toEqual(['native-to-the-stand-in-panel']);
  });

  it.each<[string, Record<string, string>]>([
    ['create_full_access', {}],
    ['create_full_access', { name: 'a b' }],
    ['create_full_access', { name: 'native-to-the-stand-in-panel' }],
    ['create_full_access', { name: 'a', expires_at: '1' }],
    ['create_full_access', { name: 'a', expires_at: 'x' }],
    ['rename', { name: 'nope', new_name: 'a' }],
    ['rename', { name: 'native-to-the-stand-in-panel', new_name: '' }],
    ['revoke', {}],
  ])('%s of %p fails', (name, fields) => {
    expect(call(`Tokens::${name}`, fields).ok).toBe(false);
    expect(list()).toEqual(['native-to-the-stand-in-panel']);
  });
});

describe('Batch::strict', () => {
  const mailbox = (email: string) => JSON.stringify(['Email', 'add_pop', { email, password: 'p' }]);

  it('carries its commands out one after another, and each is told of alone', () => {
    const outcome = call('Batch::strict', [
      ['command-0', mailbox('a')],
      ['command-1', '["DomainInfo","list_domains"]'],
    ]);
    expect(outcome.data).toMatchObject([{ status: 1, data: 'a+example.com' }, { status: 1, errors: null }]);
    expect(state.executed.list().map(({ module, function: name, touched: on }) => [`${module}::${name}`, on])).toEqual([
      ['Email::add_pop', ['mailbox:a@example.com']],
      ['DomainInfo::list_domains', []],
      ['Batch::strict', []],
    ]);
  });

  it('ends at the first failure and gives the results so far', () => {
    const outcome = call('Batch::strict', [
      ['command', mailbox('a')],
      ['command', mailbox('a')],
      ['command', mailbox('b')],
    ]);
    expect(outcome).toMatchObject({ ok: false, data: [{ status: 1 }, { status: 0, data: null }] });
    expect([...alice().mailboxes]).toEqual(['a@example.com']);
  });

  it('hands lists on as repeated arguments and objects as JSON text', () => {
    const add = { dname: '_a', ttl: 60, record_type: 'TXT', data: ['x'] };
    const edit = { zone: 'example.com', serial: 2024010100, add: [add, JSON.stringify({ ...add, dname: '_b' })] };
    expect(call('Batch::strict', { command: JSON.stringify(['DNS', 'mass_edit_zone', edit]) }).ok).toBe(true);
    expect(state.executed.list()[0]!.touched).toEqual(['record:_a.example.com/TXT', 'record:_b.example.com/TXT']);
  });

  it.each(['', '{}', '[]', '["Email"]', '["Email","add_pop",[]]', '["A","b",{},1]', '["Batch","strict",{}]'])(
    'does nothing when one command is %p',
    (command) => {
      expect(call('Batch::strict', [['command', mailbox('a')], ['command', command]]).ok).toBe(false);
      expect(alice().mailboxes.size).toBe(0);
    },
  );
});

describe('Fileman', () => {
  function upload(dir: string, files: Record<string, string>, overwrite = '0'): Outcome {
    const parts = Object.entries(files).map(
      ([filename, content], at) =>
        `--x\r\nContent-Disposition: form-data; name="file-${at + 1}"; filename="${filename}"\r\n\r\n${content}\r\n`,
    );
    const body = Buffer.from(`${parts.join('')}--x--\r\n`);
    const query = new URLSearchParams({ dir, overwrite }).toString();
    return run('Fileman::upload_files', readParameters(query, 'multipart/form-data; boundary=x', body)!);
  }

  it('takes files, one by one, and says what became of each', () => {
    expect(upload('public_html', { 'a.txt': 'one', 'b.txt': 'two' }).data).toMatchObject({ succeeded: 2, failed: 0 });
    expect(touched()).toEqual(['path:/public_html/a.txt', 'path:/public_html/b.txt']);
    expect(upload('public_html', { 'a.txt': 'three' }).data).toMatchObject({ failed: 1, uploads: [{ status: 0 }] });
    expect(upload('public_html', { 'a.txt': 'three' }, '1').data).toMatchObject({ succeeded: 1 });
    const read = call('Fileman::get_file_content', { dir: 'public_html', file: 'a.txt' });
    expect(read.data).toMatchObject({ content: 'three' });
  });

  it('gives the second file of one name another name', () => {
    const part = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.b.txt"\r\n\r\none\r\n';
    const parameters = readParameters('dir=tmp', 'multipart/form-data; boundary=x', Buffer.from(`${part}${part}--x--`))!;
    expect(run('Fileman::upload_files', parameters).data).toMatchObject({ succeeded: 2 });
    expect(touched()).toEqual(['path:/tmp/a.b.txt', 'path:/tmp/a.b-2.txt']);
  });

  it('follows a file name that leaves its directory, as careless readers do', () => {
    expect(upload('public_html', { '../.bashrc': 'x' }).data).toMatchObject({ succeeded: 1 });
    expect(touched()).toEqual(['path:/.bashrc']);
    expect(upload('public_html', { '../../../etc/x': 'x' }).data).toMatchObject({ failed: 1 });
  });

  it('saves and lists', () => {
    const fields = { dir: '/home/alice/public_html', file: 'i.html', content: '<p>' };
    expect(call('Fileman::save_file_content', fields).ok).toBe(true);
    expect(touched()).toEqual(['path:/public_html/i.html']);
    const listed = call('Fileman::list_files', { dir: 'public_html' });
    expect(listed.data).toMatchObject([{ file: 'i.html', type: 'file', size: '3' }]);
    expect(call('Fileman::list_files').data).toHaveLength(5);
  });

  it.each<[string, Record<string, string>]>([
    ['upload_files', { dir: 'public_html' }],
    ['list_files', { dir: 'nope' }],
    ['list_files', { dir: '../etc' }],
    ['get_file_content', { dir: 'public_html', file: 'nope' }],
    ['get_file_content', { dir: 'public_html' }],
    ['save_file_content', { dir: 'nope', file: 'x', content: '' }],
    ['save_file_content', { dir: '', file: 'public_html', content: '' }],
  ])('%s of %p fails', (name, fields) => {
    expect(call(`Fileman::${name}`, fields).ok).toBe(false);
  });
});

it('databases and their users come and go with the account’s prefix', () => {
  expect(call('Mysql::create_database', { name: 'wp' }).ok).toBe(false);
  expect(call('Mysql::create_database', { name: 'alice_wp' }).ok).toBe(true);
  expect(touched()).toEqual(['database:alice_wp']);
  expect(call('Mysql::create_user', { name: 'alice_u', password: 'p' }).ok).toBe(true);
  const privileges = { user: 'alice_u', database: 'alice_wp', privileges: 'ALL' };
  expect(call('Mysql::set_privileges_on_database', privileges).ok).toBe(true);
  expect(touched()).toEqual(['db_user:alice_u', 'database:alice_wp']);
  expect(call('Mysql::list_databases').data).toEqual([{ database: 'alice_wp', disk_usage: 0, users: ['alice_u'] }]);
  expect(call('Mysql::delete_user', { name: 'alice_u' }).ok).toBe(true);
  expect(call('Mysql::delete_database', { name: 'alice_wp' }).ok).toBe(true);
  expect(call('Mysql::delete_database', { name: 'alice_wp' }).ok).toBe(false);
  expect(call('Mysql::list_databases').data).toEqual([]);
});

it('FTP users have a directory, which may go with them', () => {
  expect(call('Ftp::add_ftp', { user: 'Dev', pass: 'p', homedir: 'public_html/dev' }).ok).toBe(true);
  expect(touched()).toEqual(['ftp_user:dev@example.com', 'path:/public_html/dev']);
  expect(call('Ftp::add_ftp', { user: 'x@bob.example', pass: 'p' }).ok).toBe(false);
  expect(call('Ftp::list_ftp').data).toMatchObject([{ type: 'main' }, { user: 'dev@example.com' }]);
  expect(call('Ftp::delete_ftp', { user: 'dev', domain: 'example.com', destroy: '1' }).ok).toBe(true);
  expect(touched()).toEqual(['ftp_user:dev@example.com', 'path:/public_html/dev']);
  expect(alice().files.has('/public_html/dev')).toBe(false);
});

it('a certificate is installed for a domain of the account only', () => {
  const pem = { cert: 'BEGIN CERTIFICATE', key: 'PRIVATE KEY' };
  expect(call('SSL::install_ssl', { domain: 'example.com', ...pem }).ok).toBe(true);
  expect(call('SSL::install_ssl', { domain: 'bob.example', ...pem }).ok).toBe(false);
  expect([...alice().certificates]).toEqual(['example.com']);
});

it('a subdomain is added', () => {
  expect(call('SubDomain::addsubdomain', { domain: 'a', rootdomain: 'example.com' }).ok).toBe(true);
  expect(touched()).toEqual(['domain:a.example.com']);
  expect(call('SubDomain::addsubdomain', { domain: 'a', rootdomain: 'example.com' }).ok).toBe(false);
});

it('the server tells its version', () => {
  expect(call('Variables::get_server_information', { name: 'version' }).data).toEqual({ version: '0.0 (stand-in)' });
});
