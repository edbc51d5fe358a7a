import type { ZoneEdit } from './record-draft.js';
import { massEditForm, readMassEditAnswer, touchedRecords } from './resolve-zone-edit.js';
import type { ZoneReading } from './zone-reading.js';

const reading: ZoneReading = {
  serial: '7',
  records: [
    { line: 3, name: 'example.com', type: 'SOA', ttlSeconds: 86_400 },
    { line: 10, name: '_acme-challenge.example.com', type: 'TXT', ttlSeconds: 120 },
    { line: 11, name: 'www.example.com', type: 'A', ttlSeconds: 300 },
  ],
};
const none: ZoneEdit = { zone: 'example.com', serial: null, add: [], edit: [], remove: [] };
const draft = { name: 'a.example.com', type: 'TXT', ttlSeconds: null, data: ['v'] };
const record = (name: string, type: string) => ({ kind: 'record', zone: 'example.com', name, type });

describe('what an edit touches', () => {
  it('is what it adds, what it puts in place of something, and what stood there', () => {
    expect(touchedRecords({ ...none, serial: '7', add: [draft], edit: [{ ...draft, name: 'b.example.com', line: 10 }], remove: [11] }, reading)).toEqual({
      ok: true,
      value: [record('a.example.com', 'TXT'), record('b.example.com', 'TXT'), record('_acme-challenge.example.com', 'TXT'), record('www.example.com', 'A')],
    });
  });

  it.each<[string, ZoneEdit]>([
    ['the zone has changed since it was read', { ...none, serial: '6', remove: [10] }],
    ['nothing stands at a line', { ...none, remove: [10, 12] }],
    ['a line is none of a record', { ...none, edit: [{ ...draft, line: 4 }] }],
  ])('cannot be told where %s', (_why, edit) => expect(touchedRecords(edit, reading)).toMatchObject({ ok: false, refusal: expect.stringContaining('read the zone again') }));
});

describe('an edit of the elder API, made through the one with a lock', () => {
  it('names the serial that was read, records absolutely, and lines as that API counts them', () => {
    const edit = { ...none, edit: [{ ...draft, line: 10 }], remove: [11] };
    const form = new URLSearchParams(massEditForm(edit, reading));
    expect([...form.entries()]).toEqual([
      ['zone', 'example.com'],
      ['serial', '7'],
      ['edit', '{"dname":"a.example.com.","ttl":120,"record_type":"TXT","data":["v"],"line_index":10}'],
      ['remove', '11'],
    ]);
  });

  it.each([
    ['{"status":1,"data":{"new_serial":"8"},"errors":null}', { ok: true, value: { newSerial: '8' } }],
    ['{"status":1,"data":{"new_serial":8},"errors":null}', { ok: true, value: { newSerial: '8' } }],
    ['{"status":0,"data":null,"errors":["The serial number is 8."]}', { ok: false, refusal: 'The serial number is 8.' }],
    ['{"status":1,"data":null,"errors":null}', { ok: false, refusal: 'The panel did not carry the edit out.' }],
    ['<html>', { ok: false, refusal: 'The panel did not carry the edit out.' }],
  ])('hears of the panel: %s', (body, told) => expect(readMassEditAnswer(Buffer.from(body))).toEqual(told));
});
