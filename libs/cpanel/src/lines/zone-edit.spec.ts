import { unknownOperation } from '@portcullis/access';
import type { PanelCall } from '../call.js';
import { Parameters } from '../parameters.js';
import { readZoneEdit } from './zone-edit.js';

function call(api: PanelCall['api'], module: string, name: string, pairs: readonly [string, string][]): PanelCall {
  const given = new Parameters(pairs.map(([key, value]) => ({ name: key, value, from: 'query' })));
  return { api, module, function: name, operation: unknownOperation(`${module}::${name}`), resources: [], arguments: given, account: null, handler: 'panel' };
}
const massEdit = (...pairs: [string, string][]) => readZoneEdit(call('uapi', 'DNS', 'mass_edit_zone', [['zone', 'Example.com.'], ['serial', '2024010100'], ...pairs]));
const api2 = (name: string, ...pairs: [string, string][]) => readZoneEdit(call('api2', 'ZoneEdit', name, [['domain', 'example.com'], ...pairs]));
const txt = { dname: '_acme-challenge', ttl: 300, record_type: 'TXT', data: ['v'] };

describe('an edit of a zone', () => {
  it('tells every record by its full name, and every line', () => {
    const edit = { ...txt, dname: 'www.example.com.', record_type: 'a', line_index: 9 };
    expect(massEdit(['add', JSON.stringify(txt)], ['add-1', JSON.stringify({ ...txt, dname: '@' })], ['edit', JSON.stringify(edit)], ['remove', '22'], ['remove[]', '0'])).toEqual({
      zone: 'example.com',
      serial: '2024010100',
      add: [
        { name: '_acme-challenge.example.com', type: 'TXT', ttlSeconds: 300, data: ['v'] },
        { name: 'example.com', type: 'TXT', ttlSeconds: 300, data: ['v'] },
      ],
      edit: [{ name: 'www.example.com', type: 'A', ttlSeconds: 300, data: ['v'], line: 9 }],
      remove: [22, 0],
    });
  });

  it.each<[string, [string, string]]>([
    ['two zones', ['zone', 'example.org']],
    ['two serials', ['serial', '1']],
    ['a name twice', ['add', '{"dname":"a","dname":"b","record_type":"TXT","data":["v"]}']],
    ['no object', ['add', '[]']],
    ['a name outside the zone', ['add', JSON.stringify({ ...txt, dname: 'a.example.org.' })]],
    ['data that are no texts', ['add', JSON.stringify({ ...txt, data: [1] })]],
    ['data with a line end', ['add', JSON.stringify({ ...txt, data: ['v\nwww 60 IN A 192.0.2.66'] })]],
    ['a line of the zone file as it is', ['add', JSON.stringify({ ...txt, record_type: 'RAW' })]],
    ['an edit without its line', ['edit', JSON.stringify(txt)]],
    ['a line that is none', ['remove', '1,2']],
    ['a line before the first', ['remove', '-1']],
  ])('that could be read in two ways is not read: %s', (_what, pair) => expect(massEdit(pair)).toBeNull());

  it('of the elder API counts lines from 1, and takes either spelling but not both', () => {
    expect(api2('remove_zone_record', ['line', '12'])).toMatchObject({ remove: [11] });
    expect(api2('remove_zone_record', ['Line', '12'])).toMatchObject({ remove: [11] });
    expect(api2('remove_zone_record', ['line', '12'], ['Line', '13'])).toBeNull();
    expect(api2('remove_zone_record', ['line', '0'])).toBeNull();
    const draft: [string, string][] = [['name', 'www.example.com.'], ['type', 'MX'], ['preference', '10'], ['exchange', 'mail.example.com.'], ['ttl', '60']];
    expect(api2('edit_zone_record', ['Line', '3'], ...draft)).toMatchObject({ edit: [{ name: 'www.example.com', type: 'MX', ttlSeconds: 60, data: ['10', 'mail.example.com.'], line: 2 }] });
    expect(api2('edit_zone_record', ...draft)).toBeNull();
  });

  it('of the elder API divides a long text as zones do', () => {
    const long = 'x'.repeat(600);
    const added = api2('add_zone_record', ['name', '_acme-challenge'], ['type', 'TXT'], ['txtdata', `"${long}"`]);
    expect(added?.add[0]?.data.map((text) => text.length)).toEqual([255, 255, 90]);
    expect(api2('add_zone_record', ['name', 'a'], ['type', 'TXT'], ['txtdata', 'ü'.repeat(200)])).toBeNull();
    expect(api2('add_zone_record', ['name', 'a'], ['type', 'TXT'], ['txtdata', 'v\nwww 60 IN A 192.0.2.66'])).toBeNull();
    expect(api2('add_zone_record', ['name', 'a'], ['type', 'ALIAS'], ['address', '192.0.2.1'])).toBeNull();
  });
});
