import { newZone } from './new-zone.js';
import { parsedEntries, relativeName, serialOf } from './zone.js';

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

describe('a parsed zone', () => {
  const entries = parsedEntries(newZone('example.com', ['blog.example.com']));
  const records = entries.flatMap((entry) => (entry.type === 'record' ? [entry] : []));

  it('begins with the two comments and the $TTL control of a panel, on lines of their own', () => {
    const texts = entries.flatMap((entry) =>
      entry.type === 'record' ? [] : [[entry.line_index, entry.type, decode(entry.text_b64)]],
    );
    expect(texts).toEqual([
      [0, 'comment', expect.stringMatching(/^; cPanel first:/)],
      [1, 'comment', '; Zone file for example.com'],
      [2, 'control', '$TTL 14400'],
    ]);
  });

  it('names the zone itself absolutely and everything below it relatively', () => {
    const names = new Set(records.map((record) => decode(record.dname_b64)));
    expect(names).toEqual(new Set(['example.com.', 'mail', 'www', 'ftp', 'default._domainkey', 'blog']));
  });

  it('carries the serial as the third field of the SOA', () => {
    const soa = records.find((record) => record.record_type === 'SOA')!;
    expect(decode(soa.dname_b64)).toBe('example.com.');
    expect(soa.data_b64.map(decode)[2]).toBe('2024010100');
  });

  it('counts lines of the file, so that the index of a record is not its place in the list', () => {
    const soaAt = entries.findIndex((entry) => entry.type === 'record' && entry.record_type === 'SOA');
    expect(entries[soaAt]!.line_index).toBe(3);
    expect(entries[soaAt + 1]!.line_index).toBe(10);
  });

  it('keeps the strings of one TXT record apart', () => {
    const dkim = records.find((record) => decode(record.dname_b64) === 'default._domainkey')!;
    expect(dkim.data_b64).toHaveLength(2);
  });

  it('gives the keys of an entry in no fixed order', () => {
    expect(new Set(records.map((record) => Object.keys(record)[0])).size).toBeGreaterThan(1);
  });
});

it('a zone without a SOA is a fault of the stand-in itself', () => {
  expect(() => serialOf({ name: 'example.com', entries: [] })).toThrow('SOA');
});

it.each([
  ['www', 'www'],
  ['www.example.com.', 'www'],
  ['WWW.Example.COM.', 'WWW'],
  ['example.com.', 'example.com.'],
  ['@', 'example.com.'],
  // Without the dot it is a relative name, however much it looks like a whole one (RFC 1035 section 5.1).
  ['www.example.com', 'www.example.com'],
  ['www.example.net.', null],
  ['notexample.com.', null],
])('the name %s is %s in example.com', (given, expected) => {
  expect(relativeName('example.com', given)).toBe(expected);
});
