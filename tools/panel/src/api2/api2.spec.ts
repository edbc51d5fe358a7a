import { readParameters } from '../call-parameters.js';
import { createState, type PanelState } from '../panel-state.js';
import { runApi2 } from '../run-call.js';
import type { Api2Outcome } from './api2-function.js';

let state: PanelState;
beforeEach(() => {
  state = createState({
    accounts: [
      { user: 'alice', token: 'T', mainDomain: 'example.com', parkedDomains: ['example.org'] },
      { user: 'bob', token: 'U', mainDomain: 'bob.example' },
    ],
  });
});

const alice = () => state.accounts.get('alice')!;

function call(operation: string, fields: Record<string, string> = {}): Api2Outcome {
  const [module, name] = operation.split('::') as [string, string];
  const parameters = readParameters(new URLSearchParams(fields).toString(), '', Buffer.alloc(0))!;
  return runApi2(state, alice(), module, name, parameters);
}

const touched = () => state.executed.list().at(-1)!.touched;

it.each(['Nope::nope', 'zoneedit::fetchzones', 'ZoneEdit::constructor', 'constructor::name'])(
  '%s is unknown and not carried out',
  (operation) => {
    expect(call(operation)).toMatchObject({ ok: false, data: [], unknown: true });
    expect(state.executed.list()).toEqual([]);
  },
);

it('CustInfo shows where the account’s owner is reached', () => {
  expect(call('CustInfo::displaycontactinfo').data[0]).toMatchObject({ name: 'email', value: 'owner@example.com' });
});

describe('Cron', () => {
  const job = { command: '/bin/true', minute: '*/5', hour: '*', day: '*', month: '*', weekday: '*' };
  type Row = Record<string, string | number>;
  const jobs = () => (call('Cron::fetchcron').data as unknown as Row[]).filter(({ type }) => type === 'command');

  it('adds a job and gives its key', () => {
    const [row, ...rest] = call('Cron::add_line', job).data;
    expect(row).toEqual({ linekey: expect.stringMatching(/^[0-9a-f]{32}$/), status: 1, statusmsg: expect.any(String) });
    expect(rest).toEqual([]);
    expect(touched()).toEqual(['cron_line:/bin/true']);
    expect(jobs()).toMatchObject([{ ...job, commandnumber: 1, linekey: row!['linekey'] }]);
    expect(call('Cron::listcron').data).toHaveLength(1);
  });

  it('edits a job by its key, which changes', () => {
    const { linekey } = call('Cron::add_line', job).data[0]! as { linekey: string };
    expect(call('Cron::edit_line', { linekey, command: '/bin/false' }).ok).toBe(true);
    expect(touched()).toEqual(['cron_line:/bin/true', 'cron_line:/bin/false']);
    expect(jobs()).toMatchObject([{ command: '/bin/false', minute: '*/5' }]);
    expect(jobs()[0]!['linekey']).not.toBe(linekey);
  });

  it('removes a job by its number, which is not its place in the list', () => {
    call('Cron::add_line', job);
    call('Cron::add_line', { ...job, command: '/bin/two' });
    expect(call('Cron::remove_line', { line: '1' }).ok).toBe(true);
    expect(touched()).toEqual(['cron_line:/bin/true']);
    expect(jobs()).toMatchObject([{ command: '/bin/two', commandnumber: 1 }]);
  });

  it.each<[string, Record<string, string>]>([
    ['Cron::add_line', { ...job, command: '' }],
    ['Cron::add_line', { ...job, command: 'a\nb' }],
    ['Cron::add_line', { ...job, minute: '; x' }],
    ['Cron::edit_line', { linekey: 'x', command: 'y' }],
    ['Cron::remove_line', { line: '1' }],
    ['Cron::remove_line', {}],
  ])('%s of %p fails', (operation, fields) => {
    expect(call(operation, fields)).toMatchObject({ ok: false, error: expect.any(String) });
    expect(jobs()).toEqual([]);
  });
});

describe('SSL::installssl', () => {
  const pem = { domain: 'example.com', crt: '-----BEGIN CERTIFICATE-----', key: '-----BEGIN PRIVATE KEY-----' };

  it('installs', () => {
    expect(call('SSL::installssl', pem)).toMatchObject({ ok: true, data: [{ result: 1, output: expect.any(String) }] });
    expect([...alice().certificates]).toEqual(['example.com']);
    expect(touched()).toEqual(['domain:example.com']);
  });

  it.each([{ domain: 'bob.example' }, { crt: 'x' }, { key: 'x' }])('does not with %p, and says so', (wrong) => {
    expect(call('SSL::installssl', { ...pem, ...wrong })).toMatchObject({ ok: false, data: [{ result: 0 }] });
  });
});

describe('Fileman::fileop', () => {
  const op = (name: string, sourcefiles: string, destfiles?: string) =>
    call('Fileman::fileop', { op: name, sourcefiles, ...(destfiles !== undefined && { destfiles }) });
  beforeEach(() => {
    const { files } = alice();
    files.set('/public_html/a.zip', Buffer.from('zip'));
    files.set('/public_html/b', null);
    files.set('/public_html/b/c', Buffer.from('c'));
  });

  it('extracts into a directory', () => {
    expect(op('extract', 'public_html/a.zip', '/home/alice/public_html/b').ok).toBe(true);
    expect(touched()).toEqual(['path:/public_html/a.zip', 'path:/public_html/b']);
    expect(alice().files.has('/public_html/b/a.zip.extracted')).toBe(true);
  });

  it('extracts where the archive lies when it is told no place', () => {
    expect(op('extract', 'public_html/a.zip').ok).toBe(true);
    expect(touched()).toEqual(['path:/public_html/a.zip', 'path:/public_html']);
  });

  it('copies into a directory that is there, under the old name', () => {
    expect(op('copy', 'public_html/a.zip', 'tmp').ok).toBe(true);
    expect(touched()).toEqual(['path:/public_html/a.zip', 'path:/tmp/a.zip']);
    expect(alice().files.get('/tmp/a.zip')).toEqual(Buffer.from('zip'));
  });

  it('moves a directory with all below it', () => {
    expect(op('move', 'public_html/b', 'tmp/d').ok).toBe(true);
    const paths = [...alice().files.keys()].filter((path) => /\/[bd]/.test(path));
    expect(paths).toEqual(['/tmp/d', '/tmp/d/c']);
  });

  it('removes several, and makes a directory', () => {
    expect(op('unlink', 'public_html/a.zip,public_html/b').ok).toBe(true);
    expect(alice().files.has('/public_html/b/c')).toBe(false);
    expect(touched()).toEqual(['path:/public_html/a.zip', 'path:/public_html/b']);
    expect(op('mkdir', 'public_html/new').ok).toBe(true);
    expect(alice().files.get('/public_html/new')).toBeNull();
  });

  it.each([
    ['nope', 'public_html/a.zip', undefined],
    ['copy', '', 'tmp'],
    ['copy', 'public_html/a.zip', undefined],
    ['copy', '../bob/x', 'tmp'],
    ['copy', 'public_html/a.zip', '../bob'],
    ['move', 'public_html/b', 'public_html/b/d'],
    ['unlink', '', undefined],
    ['unlink', '/home/alice', undefined],
  ])('%s of %p to %p fails', (name, source, target) => {
    const before = [...alice().files];
    expect(op(name, source, target).ok).toBe(false);
    expect([...alice().files]).toEqual(before);
  });
});

describe('domains', () => {
  it('gain a subdomain with a record in its zone', () => {
    const fields = { domain: 'blog', rootdomain: 'Example.com', dir: 'public_html/blog' };
    expect(call('SubDomain::addsubdomain', fields).ok).toBe(true);
    expect(touched()).toEqual(['domain:blog.example.com', 'path:/public_html/blog']);
    expect(alice().subDomains).toEqual(['blog.example.com']);
    expect(alice().zones.get('example.com')!.entries.at(-1)).toMatchObject({ name: 'blog', type: 'A' });
  });

  it('gain and lose an addon domain with its zone and the subdomain it stands on', () => {
    expect(call('AddonDomain::addaddondomain', { newdomain: 'new.example', subdomain: 'new' }).ok).toBe(true);
    expect(alice()).toMatchObject({ addonDomains: ['new.example'], subDomains: ['new.example.com'] });
    expect(alice().zones.has('new.example')).toBe(true);
    expect(call('AddonDomain::listaddondomains').data).toMatchObject([{ domain: 'new.example' }]);
    expect(call('AddonDomain::deladdondomain', { domain: 'new.example', subdomain: 'new_example.com' }).ok).toBe(true);
    expect(alice()).toMatchObject({ addonDomains: [], subDomains: [] });
  });

  it('are parked and no longer parked', () => {
    expect(call('Park::park', { domain: 'p.example', topdomain: 'example.com' }).ok).toBe(true);
    expect(touched()).toEqual(['domain:p.example', 'domain:example.com']);
    expect(call('Park::unpark', { domain: 'example.org' }).ok).toBe(true);
    expect(call('Park::listparkeddomains').data).toMatchObject([{ domain: 'p.example' }]);
  });

  it.each<[string, Record<string, string>]>([
    ['SubDomain::addsubdomain', { domain: 'x', rootdomain: 'bob.example' }],
    ['SubDomain::addsubdomain', { domain: 'x', rootdomain: 'example.com', dir: '../bob' }],
    ['SubDomain::addsubdomain', { domain: '', rootdomain: 'example.com' }],
    ['AddonDomain::addaddondomain', { newdomain: 'bob.example', subdomain: 'new' }],
    ['AddonDomain::deladdondomain', { domain: 'bob.example', subdomain: 'x' }],
    ['Park::park', { domain: 'bob.example' }],
    ['Park::park', { domain: 'p.example', topdomain: 'bob.example' }],
    ['Park::unpark', { domain: 'bob.example' }],
  ])('%s of %p fails', (operation, fields) => {
    const before = structuredClone(alice());
    expect(call(operation, fields)).toMatchObject({ ok: false, data: [{ result: 0 }], error: expect.any(String) });
    expect(alice()).toEqual(before);
  });
});
