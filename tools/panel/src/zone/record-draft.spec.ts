import { readAddition, readEdition, readLineIndex } from './record-draft.js';

const txt = { dname: '_acme-challenge', ttl: 120, record_type: 'TXT', data: ['one', 'two'] };
const read = (fields: object) => readAddition('example.com', JSON.stringify(fields));

describe('a record to add', () => {
  it('keeps several strings of one TXT record', () => {
    expect(read(txt)).toEqual({
      ok: true,
      value: { name: '_acme-challenge', ttlSeconds: 120, type: 'TXT', data: ['one', 'two'] },
    });
  });

  it('may be named absolutely, with a dot at the end', () => {
    expect(read({ ...txt, dname: '_acme-challenge.www.example.com.' })).toMatchObject({
      value: { name: '_acme-challenge.www' },
    });
  });

  it.each([
    ['of another zone', { ...txt, dname: 'www.example.net.' }],
    ['without a name', { ...txt, dname: '' }],
    ['with an empty label', { ...txt, dname: 'a..b' }],
    ['with a blank in its name', { ...txt, dname: 'a b' }],
    ['with a name that is not a text', { ...txt, dname: 7 }],
    ['with a negative ttl', { ...txt, ttl: -1 }],
    ['with a ttl beyond 31 bits', { ...txt, ttl: 2 ** 31 }],
    ['without a ttl', { ...txt, ttl: undefined }],
    ['of an unknown type', { ...txt, record_type: 'NOPE' }],
    ['of a type that every object inherits', { ...txt, record_type: 'constructor' }],
    ['of type SOA', { ...txt, record_type: 'SOA', data: ['a', 'b', '1', '2', '3', '4', '5'] }],
    ['with no data', { ...txt, data: [] }],
    ['with data that is not a list', { ...txt, data: 'one' }],
    ['with data that is not text', { ...txt, data: [1] }],
    ['with a string over 255 bytes', { ...txt, data: ['é'.repeat(128)] }],
    ['of type A with no address', { ...txt, record_type: 'A', data: ['one'] }],
    ['of type AAAA with an IPv4 address', { ...txt, record_type: 'AAAA', data: ['192.0.2.1'] }],
    ['of type MX without its priority', { ...txt, record_type: 'MX', data: ['mail.example.com.'] }],
  ])('%s is refused', (_, fields) => {
    expect(read(fields)).toMatchObject({ ok: false, error: expect.any(String) });
  });

  it.each(['', '{', '[]', 'null', '"text"'])('written as %p is refused', (json) => {
    expect(readAddition('example.com', json).ok).toBe(false);
  });
});

describe('a record to edit', () => {
  it('names the line where the old one starts', () => {
    expect(readEdition('example.com', JSON.stringify({ ...txt, line_index: 12 }))).toMatchObject({
      value: { lineIndex: 12, type: 'TXT' },
    });
  });

  it.each([undefined, -1, 1.5, 'x', null])('with the line index %p is refused', (lineIndex) => {
    expect(readEdition('example.com', JSON.stringify({ ...txt, line_index: lineIndex })).ok).toBe(false);
  });
});

it.each(['', '-1', '1e3', '0x1', '12345678901'])('%p is no line index', (text) => {
  expect(readLineIndex(text).ok).toBe(false);
});
