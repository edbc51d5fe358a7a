import { readParameters } from '../call-parameters.js';
import { createState, type PanelState } from '../panel-state.js';
import { runApi2 } from '../run-call.js';
import { serialOf } from '../zone/zone.js';
import type { Api2Outcome } from './api2-function.js';

let state: PanelState;
beforeEach(() => {
  state = createState({ accounts: [{ user: 'alice', token: 'T', mainDomain: 'example.com' }] });
});

function call(name: string, fields: Record<string, string> = {}): Api2Outcome {
  const parameters = readParameters(new URLSearchParams(fields).toString(), '', Buffer.alloc(0))!;
  return runApi2(state, state.accounts.get('alice')!, 'ZoneEdit', name, parameters);
}

type Row = Record<string, string | number>;
const records = (filter: Record<string, string> = {}) =>
  call('fetchzone_records', { domain: 'example.com', ...filter }).data as unknown as Row[];
const touched = () => state.executed.list().at(-1)!.touched;
const challenge = { domain: 'example.com', name: '_acme-challenge', type: 'TXT', txtdata: 'V', ttl: '60' };

describe('ZoneEdit', () => {
  it('lists the zones with the lines of their files, the panel’s own comment first', () => {
    const [{ zones }] = call('fetchzones').data as unknown as [{ zones: Record<string, string[]> }];
    const lines = zones['example.com']!;
    expect(lines[0]).toMatch(/^; cPanel first:/);
    expect(lines[2]).toBe('$TTL 14400');
    const last = records().at(-1)!;
    expect(lines).toHaveLength(Number(last['line']));
    expect(JSON.stringify({ zones })).toMatch(/"[a-z0-9.-]*":\["; cPanel first/);
  });

  it('counts lines from 1 and names records absolutely', () => {
    expect(records({ type: 'SOA' })).toMatchObject([{ line: 4, Line: 4, name: 'example.com.', serial: '2024010100' }]);
    expect(records({ type: 'NS' })[0]).toMatchObject({ line: 11, nsdname: expect.any(String) });
  });

  it('adds a record and gives the new serial', () => {
    expect(call('add_zone_record', challenge)).toMatchObject({
      ok: true,
      data: [{ result: { newserial: '2024010101', status: 1 } }],
    });
    expect(touched()).toEqual(['record:_acme-challenge.example.com/TXT']);
    const found = records({ name: '_acme-challenge.example.com.', type: 'TXT', txtdata: 'V', ttl: '60' });
    expect(found).toMatchObject([{ record: 'V', class: 'IN' }]);
    expect(records({ name: '_acme-challenge.example.com.', txtdata: 'W' })).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['A', { address: '192.0.2.1' }],
    ['AAAA', { address: '2001:db8::1' }],
    ['CAA', { flag: '0', tag: 'issue', value: 'ca.example' }],
    ['CNAME', { cname: 'target.example' }],
    ['MX', { preference: '10', exchange: 'mail.example' }],
    ['NS', { nsdname: 'ns.example' }],
    ['SRV', { priority: '1', weight: '2', port: '443', target: 'srv.example' }],
    ['TXT', { txtdata: 'x'.repeat(300) }],
  ])('keeps the fields of %s', (type, fields) => {
    call('add_zone_record', { domain: 'example.com', name: 'new', type, ...fields });
    expect(records({ name: 'new.example.com.' })).toMatchObject([{ type, ttl: '14400', ...fields }]);
  });

  it('edits the record on a line, old and new named', () => {
    const line = String(records({ name: 'www.example.com.' })[0]!['line']);
    const edit = { domain: 'example.com', Line: line, name: 'shop', type: 'A', address: '192.0.2.7' };
    expect(call('edit_zone_record', edit).ok).toBe(true);
    expect(touched()).toEqual(['record:www.example.com/CNAME', 'record:shop.example.com/A']);
    expect(records({ line })).toMatchObject([{ name: 'shop.example.com.', address: '192.0.2.7' }]);
    // What is left out stays.
    expect(call('edit_zone_record', { domain: 'example.com', line, ttl: '77' }).ok).toBe(true);
    expect(records({ line })).toMatchObject([{ name: 'shop.example.com.', address: '192.0.2.7', ttl: '77' }]);
  });

  it('removes the record on a line', () => {
    call('add_zone_record', challenge);
    const line = String(records({ txtdata: 'V' })[0]!['line']);
    expect(call('remove_zone_record', { domain: 'example.com', line })).toMatchObject({ ok: true });
    expect(touched()).toEqual(['record:_acme-challenge.example.com/TXT']);
    expect(records({ txtdata: 'V' })).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['add_zone_record', { ...challenge, domain: 'bob.example' }],
    ['add_zone_record', { ...challenge, type: 'NOPE' }],
    ['add_zone_record', { ...challenge, type: 'SOA' }],
    ['edit_zone_record', { domain: 'example.com', Line: '1' }],
    ['remove_zone_record', { domain: 'example.com', line: '4' }],
    ['remove_zone_record', { domain: 'example.com', line: '0' }],
    ['remove_zone_record', { domain: 'example.com' }],
  ])('%s of %p fails with a null serial and no error beside it, and changes nothing', (name, fields) => {
    const outcome = call(name, fields);
    expect(outcome).toMatchObject({ ok: false, data: [{ result: { newserial: null, status: 0 } }] });
    expect(outcome.error).toBeUndefined();
    expect(serialOf(state.accounts.get('alice')!.zones.get('example.com')!)).toBe('2024010100');
  });

  it('gives a whole zone in one row', () => {
    const [zone] = call('fetchzone', { domain: 'example.com' }).data;
    expect(zone).toMatchObject({ serialnum: '2024010100', status: 1, record: records() });
    expect(touched()).toEqual(['zone:example.com']);
  });

  it('shows nothing of somebody else’s zone', () => {
    const outcome = call('fetchzone_records', { domain: 'bob.example' });
    expect(outcome).toMatchObject({ ok: false, error: expect.any(String) });
  });
});
