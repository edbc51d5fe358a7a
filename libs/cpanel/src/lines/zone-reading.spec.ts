import { readZoneAnswer } from './zone-reading.js';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const record = (line: number, name: string, type: string, ...data: string[]) => ({ type: 'record', line_index: line, dname_b64: b64(name), record_type: type, data_b64: data.map(b64), ttl: 300 });
const soa = record(3, 'example.com.', 'SOA', 'ns1.', 'hostmaster.', '2024010100', '1', '2', '3', '4');
const entries = [{ type: 'comment', line_index: 0, text_b64: b64('; x') }, soa, record(10, '_acme-challenge', 'TXT', 'v'), record(11, 'WWW.example.com.', 'a', '192.0.2.1')];
const reading = {
  serial: '2024010100',
  records: [
    { line: 3, name: 'example.com', type: 'SOA', ttlSeconds: 300 },
    { line: 10, name: '_acme-challenge.example.com', type: 'TXT', ttlSeconds: 300 },
    { line: 11, name: 'www.example.com', type: 'A', ttlSeconds: 300 },
  ],
};
const read = (answer: unknown) => readZoneAnswer(Buffer.from(JSON.stringify(answer)), 'example.com');

describe('a zone as the panel tells it', () => {
  it('is read from either API', () => {
    expect(read({ status: 1, data: entries })).toEqual(reading);
    expect(read({ metadata: { result: 1 }, data: { payload: entries } })).toEqual(reading);
  });

  it.each([[null], [{}], [{ status: 0, data: entries }], [{ status: 1, data: null }], [{ status: 1, data: [entries[2]] }], [{ metadata: { result: 0 }, data: { payload: entries } }], [{ status: 1, data: [soa, { ...soa, line_index: '7' }] }]])(
    'that makes no sense is none: %j',
    (answer) => expect(read(answer)).toBeNull(),
  );

  it('that is no JSON is none', () => expect(readZoneAnswer(Buffer.from('<html>'), 'example.com')).toBeNull());
});
