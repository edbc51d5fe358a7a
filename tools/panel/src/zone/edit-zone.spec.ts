import fc from 'fast-check';
import { editZone, type ZoneEdit } from './edit-zone.js';
import { newZone } from './new-zone.js';
import type { RecordDraft } from './record-draft.js';
import { numbered, serialOf, type Zone, type ZoneRecord } from './zone.js';

const zone = newZone('example.com', []);
const draft: RecordDraft = { name: '_acme-challenge', ttlSeconds: 120, type: 'TXT', data: ['value'] };

function edited(from: Zone, edit: Partial<ZoneEdit>): Zone {
  const result = editZone(from, { serial: serialOf(from), add: [], edit: [], remove: [], ...edit });
  if (!result.ok) throw new Error(result.errors.join(' '));
  expect(serialOf(result.zone)).toBe(result.newSerial);
  return result.zone;
}

function errorsOf(edit: Partial<ZoneEdit>): readonly string[] {
  const result = editZone(zone, { serial: serialOf(zone), add: [], edit: [], remove: [], ...edit });
  return result.ok ? [] : result.errors;
}

function lineOf(from: Zone, matches: (record: ZoneRecord) => boolean): number {
  return numbered(from).find(({ entry }) => entry.kind === 'record' && matches(entry))!.lineIndex;
}

describe('an edit of a zone', () => {
  it('puts new records last and moves the serial on by one', () => {
    const after = edited(zone, { add: [draft, { ...draft, data: ['other'] }] });
    expect(after.entries.slice(-2)).toMatchObject([{ data: ['value'] }, { data: ['other'] }]);
    expect(serialOf(after)).toBe('2024010101');
  });

  it('removes by the line where a record starts, and later lines move up', () => {
    const www = lineOf(zone, (record) => record.name === 'www');
    const ftp = lineOf(zone, (record) => record.name === 'ftp');
    const after = edited(zone, { remove: [www] });
    expect(lineOf(after, (record) => record.name === 'ftp')).toBe(ftp - 1);
    expect(after.entries.some((entry) => entry.kind === 'record' && entry.name === 'www')).toBe(false);
  });

  it('changes a record where it stands', () => {
    const www = lineOf(zone, (record) => record.name === 'www');
    const after = edited(zone, { edit: [{ ...draft, lineIndex: www }] });
    expect(lineOf(after, (record) => record.name === '_acme-challenge')).toBe(www);
  });

  it('takes all line indexes from the zone as it was before the edit', () => {
    const www = lineOf(zone, (record) => record.name === 'www');
    const ftp = lineOf(zone, (record) => record.name === 'ftp');
    const after = edited(zone, { remove: [www], edit: [{ ...draft, lineIndex: ftp }], add: [draft] });
    const names = after.entries.flatMap((entry) => (entry.kind === 'record' ? [entry.name] : []));
    expect(names).not.toContain('ftp');
    expect(names.filter((name) => name === '_acme-challenge')).toHaveLength(2);
  });

  it('against another serial changes nothing', () => {
    expect(errorsOf({ serial: '2024010199', add: [draft] })).toEqual([expect.stringContaining('2024010100')]);
  });

  it('that is empty is refused', () => {
    expect(errorsOf({})).toHaveLength(1);
  });

  it.each([
    ['a comment', 0],
    ['the $TTL control', 2],
    ['the SOA', 3],
    ['the middle of the SOA', 5],
    ['a line after the end', 999],
  ])('of %s is refused', (_, lineIndex) => {
    expect(errorsOf({ remove: [lineIndex] })).toHaveLength(1);
    expect(errorsOf({ edit: [{ ...draft, lineIndex }] })).toHaveLength(1);
  });

  it('that names one line twice is refused', () => {
    const www = lineOf(zone, (record) => record.name === 'www');
    expect(errorsOf({ remove: [www, www] })).toHaveLength(1);
    expect(errorsOf({ remove: [www], edit: [{ ...draft, lineIndex: www }] })).toHaveLength(1);
  });

  it('refuses the whole when one part of it is wrong', () => {
    const before = structuredClone(zone);
    expect(errorsOf({ add: [draft], remove: [0] })).toHaveLength(1);
    expect(zone).toEqual(before);
  });

  it('and its undoing leave everything but the serial as it was, whatever was added', () => {
    const data = fc.array(fc.string(), { minLength: 1 });
    const drafts = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), data }), { minLength: 1 });
    fc.assert(
      fc.property(drafts, (given) => {
        const added = edited(zone, { add: given.map((one) => ({ ...draft, ...one })) });
        const remove = numbered(added).slice(zone.entries.length).map(({ lineIndex }) => lineIndex);
        const undone = edited(added, { remove });
        const withoutSerial = (from: Zone) =>
          from.entries.filter((entry) => entry.kind !== 'record' || entry.type !== 'SOA');
        expect(withoutSerial(undone)).toEqual(withoutSerial(zone));
        expect(Number(serialOf(undone))).toBe(Number(serialOf(zone)) + 2);
      }),
      { numRuns: 50 },
    );
  });
});
