import { readParameters } from '../call-parameters.js';
import { createState, type PanelState } from '../panel-state.js';
import { runUapi } from '../run-call.js';
import type { Json, Outcome } from './uapi-function.js';

let state: PanelState;
beforeEach(() => {
  state = createState({
    accounts: [
      {
        user: 'alice',
        token: 'T',
        mainDomain: 'example.com',
        addonDomains: ['example.net'],
        parkedDomains: ['example.org'],
        subDomains: ['blog.example.com'],
      },
      { user: 'bob', token: 'U', mainDomain: 'bob.example' },
    ],
  });
});

function call(operation: string, fields: readonly [string, string][] = []): Outcome {
  const [module, name] = operation.split('::') as [string, string];
  const query = new URLSearchParams(fields as [string, string][]).toString();
  return runUapi(state, state.accounts.get('alice')!, module, name, readParameters(query, '', Buffer.alloc(0))!);
}

function data(operation: string, fields?: readonly [string, string][]): Json {
  const outcome = call(operation, fields);
  if (!outcome.ok) throw new Error(outcome.errors.join(' '));
  return outcome.data;
}

interface Entry {
  readonly line_index: number;
  readonly record_type: string;
  readonly dname_b64: string;
  readonly data_b64: readonly string[];
}

const decode = (text: string): string => Buffer.from(text, 'base64').toString();

it.each(['Nope::nope', 'DNS::nope', 'dns::parse_zone', 'constructor::call', 'DNS::constructor', '__proto__::toString'])(
  '%s is a function that fails, since there is none',
  (operation) => expect(call(operation)).toMatchObject({ ok: false, errors: [expect.any(String)] }),
);

describe('zones', () => {
  const addition = (dname: string, ...texts: string[]) =>
    JSON.stringify({ dname, ttl: 300, record_type: 'TXT', data: texts });
  const entries = () => data('DNS::parse_zone', [['zone', 'example.com']]) as unknown as Entry[];
  const serial = () => decode(entries().find((entry) => entry.record_type === 'SOA')!.data_b64[2]!);
  const edit = (...fields: [string, string][]) =>
    call('DNS::mass_edit_zone', [['zone', 'example.com'], ['serial', serial()], ...fields]);

  it('take several additions in one call, relative and absolute, with several strings each', () => {
    const outcome = edit(['add', addition('_a', 'one')], ['add', addition('_b.example.com.', 'two', 'three')]);
    // A string, whatever the published specification shows.
    expect(outcome).toEqual({ ok: true, data: { new_serial: '2024010101' } });
    const added = entries().slice(-2);
    expect(added.map((entry) => [decode(entry.dname_b64), ...entry.data_b64.map(decode)])).toEqual([
      ['_a', 'one'],
      ['_b', 'two', 'three'],
    ]);
    expect(serial()).toBe('2024010101');
  });

  it('take edits and removals by the line index they gave out', () => {
    edit(['add', addition('_a', 'one')], ['add', addition('_b', 'two')]);
    const [one, two] = entries().slice(-2) as [Entry, Entry];
    const changed = addition('_a', 'new').replace('{', `{"line_index":${one.line_index},`);
    expect(edit(['edit', changed], ['remove', String(two.line_index)]).ok).toBe(true);
    expect(entries().at(-1)!.data_b64.map(decode)).toEqual(['new']);
  });

  it('let one of two edits against the same serial through', () => {
    const add = addition('_a', 'x');
    const fields: [string, string][] = [['zone', 'example.com'], ['serial', serial()], ['add', add]];
    expect([call('DNS::mass_edit_zone', fields).ok, call('DNS::mass_edit_zone', fields).ok]).toEqual([true, false]);
  });

  it.each(['DNS::parse_zone', 'DNS::mass_edit_zone'])('of somebody else or nobody look alike to %s', (operation) => {
    for (const zone of ['bob.example', 'nobody.example', 'blog.example.com', 'example.com.']) {
      const errors = [`You do not control a DNS zone named ${zone}.`];
      expect(call(operation, [['zone', zone], ['serial', '2024010100']])).toEqual({ ok: false, errors });
    }
  });

  it('are found whatever the case of their name', () => {
    expect(call('DNS::parse_zone', [['zone', 'EXAMPLE.com']]).ok).toBe(true);
  });

  it('are not touched by an incomplete or wrong call', () => {
    const before = entries();
    expect(call('DNS::parse_zone').ok).toBe(false);
    expect(call('DNS::mass_edit_zone').ok).toBe(false);
    expect(call('DNS::mass_edit_zone', [['zone', 'example.com'], ['add', addition('_a', 'x')]]).ok).toBe(false);
    for (const wrong of [[], ['add', '{'], ['edit', '{}'], ['remove', 'x'], ['remove', '3']] as string[][]) {
      expect(edit(...(wrong.length ? [wrong as [string, string]] : [])).ok).toBe(false);
    }
    expect(entries()).toEqual(before);
  });
});

describe('mailboxes', () => {
  const addresses = () => {
    const rows = data('Email::list_pops', [['skip_main', '1']]) as { readonly email: string }[];
    return rows.map((row) => row.email);
  };

  it('are made, listed, given a new password and deleted', () => {
    expect(data('Email::add_pop', [['email', 'Info'], ['password', 'p']])).toBe('info+example.com');
    expect(data('Email::add_pop', [['email', 'sales@example.net'], ['password', 'p']])).toBe('sales+example.net');
    expect(data('Email::list_pops')).toEqual([
      { email: 'alice', login: 'Main Account', suspended_incoming: 0, suspended_login: 0 },
      { email: 'info@example.com', login: 'info@example.com', suspended_incoming: 0, suspended_login: 0 },
      { email: 'sales@example.net', login: 'sales@example.net', suspended_incoming: 0, suspended_login: 0 },
    ]);
    expect(data('Email::passwd_pop', [['email', 'sales'], ['domain', 'example.net'], ['password', 'q']])).toBeNull();
    expect(data('Email::delete_pop', [['email', 'info@example.com']])).toBeNull();
    expect(addresses()).toEqual(['sales@example.net']);
  });

  it.each<[string, string, [string, string][]]>([
    ['no password', 'add_pop', [['email', 'info']]],
    ['no name', 'add_pop', [['password', 'p']]],
    ["somebody else's domain", 'add_pop', [['email', 'info@bob.example'], ['password', 'p']]],
    ['a name with a blank', 'add_pop', [['email', 'a b'], ['password', 'p']]],
    ['the name the panel keeps for itself', 'add_pop', [['email', 'cpanel'], ['password', 'p']]],
    ['a mailbox that is not there to delete', 'delete_pop', [['email', 'nobody']]],
    ['a mailbox that is not there to change', 'passwd_pop', [['email', 'nobody'], ['password', 'p']]],
  ])('stay as they are on a call with %s', (_, name, fields) => {
    expect(call(`Email::${name}`, fields).ok).toBe(false);
    expect(addresses()).toEqual([]);
  });

  it('cannot be made twice', () => {
    const fields: [string, string][] = [['email', 'info'], ['password', 'p']];
    expect([call('Email::add_pop', fields).ok, call('Email::add_pop', fields).ok]).toEqual([true, false]);
  });
});

describe('what an account is', () => {
  it('has its main domain as a string', () => {
    expect(data('DomainInfo::list_domains')).toEqual({
      addon_domains: ['example.net'],
      main_domain: 'example.com',
      parked_domains: ['example.org'],
      sub_domains: ['blog.example.com'],
    });
  });

  it('describes its domains by kind or in one list', () => {
    expect(data('DomainInfo::domains_data')).toMatchObject({
      main_domain: { domain: 'example.com', serveralias: 'example.org www.example.org www.example.com' },
      addon_domains: [{ domain: 'example.net' }],
      parked_domains: ['example.org'],
      sub_domains: [{ type: 'sub_domain' }],
    });
    expect(data('DomainInfo::domains_data', [['format', 'list']])).toHaveLength(3);
  });

  it('answers the probes of clients', () => {
    expect(data('StatsBar::get_stats', [['display', 'cpanelversion|emailaccounts|nope']])).toMatchObject([
      { id: 'cpanelversion', value: '0.0 (stand-in)' },
      { id: 'emailaccounts', _count: '0' },
    ]);
    expect(call('StatsBar::get_stats').ok).toBe(false);
    expect(data('Features::list_features')).toMatchObject({ zoneedit: 1, bbs: 0 });
    expect(data('Variables::get_user_information')).toMatchObject({ user: 'alice' });
    expect(data('Variables::get_user_information', [['name-1', 'domain'], ['name-2', 'home']])).toEqual({
      domain: 'example.com',
      home: '/home/alice',
    });
  });

  it('lists a token that only the panel can have listed', () => {
    expect(data('Tokens::list')).toMatchObject([{ name: 'native-to-the-stand-in-panel', has_full_access: 1 }]);
  });
});
