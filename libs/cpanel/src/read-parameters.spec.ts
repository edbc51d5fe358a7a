import { readParameters } from './read-parameters.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const read = (query: string, contentType?: string, body: string | Buffer = '') => readParameters({ query, contentType, body: Buffer.from(body as string) });
const pairs = (...args: Parameters<typeof read>) => {
  const parameters = read(...args);
  return parameters.ok ? parameters.value.all.map(({ name, value, from, as }) => `${from[0]} ${name}=${value}${as ? ` (${as})` : ''}`) : parameters.refusal;
};
const part = (head: string, content: string) => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const FIELD = 'Content-Disposition: form-data; name="dir"';
const multipart = (body: string, contentType = 'multipart/form-data; boundary=b') => pairs('', contentType, body);

describe('readParameters', () => {
  it('keeps the order, repeats and numbers, and where each came from', () => {
    expect(pairs('domain=a&domain=b&domain-0=c', FORM, 'domain=d&x=1')).toEqual(['q domain=a', 'q domain=b', 'q domain-0=c', 'b domain=d', 'b x=1']);
  });

  it('decodes once', () => {
    expect(pairs('a=%2541+b%2Bc&%64=%C3%A4%26', FORM, 'e=\u00e4%0D%0A')).toEqual(['q a=%41 b+c', 'q d=\u00e4&', 'b e=\u00e4\r\n']);
    expect(pairs('&&a&b=&c=1=2&')).toEqual(['q a=', 'q b=', 'q c=1=2']);
  });

  it('reads JSON as the form that it stands for', () => {
    expect(pairs('', JSON_TYPE, '{"a":"x","b":1,"c":true,"d":[false,"y"],"e":[]}')).toEqual(['b a=x', 'b b=1', 'b c=1', 'b d=0', 'b d=y']);
    expect(pairs('', `${JSON_TYPE}; charset=UTF-8`, '{"command":[["DNS","parse_zone",{"zone":"x"}]],"actions":{"/a":"delete"}}'))
      .toEqual(['b command=["DNS","parse_zone",{"zone":"x"}] (json)', 'b actions={"/a":"delete"} (json)']);
  });

  it('reads the fields of a multipart form, and the names of its files', () => {
    const body = `${part(FIELD, 'public_html')}${part('content-disposition: form-data; name="file-1"; filename="a b.txt"\r\nContent-Type: text/html', '<p>\r\n')}${part('Content-Disposition: form-data; name="x"', '')}--b--\r\n`;
    expect(multipart(body)).toEqual(['b dir=public_html', 'b file-1=a b.txt (file)', 'b x=']);
    expect(multipart(body.slice(0, -2), 'Multipart/Form-Data;boundary="b"')).toEqual(['b dir=public_html', 'b file-1=a b.txt (file)', 'b x=']);
  });

  it.each([
    ['a raw semicolon', 'a=1;b=2'],
    ['a raw hash', 'file=x#&dir=public_html'],
    ['a broken escape', 'a=%4'],
    ['an escape of another encoding', 'a=%u0041'],
    ['overlong UTF-8', 'a=%c0%ae'],
    ['Latin-1', 'a=%e4'],
    ['half a surrogate pair', 'a=%ed%a0%80'],
    ['a raw blank', 'a=1 2'],
    ['raw UTF-8', 'a=\u00e4'],
    ['what ends an address', 'a=1#b'],
    ['a NUL', 'a=%00'],
    ['an escape character', 'a=%1b'],
    ['a C1 control', 'a=%c2%85'],
    ['a name with NUL', 'a%00b=1'],
    ['a name with a line end', 'a%0a=1'],
    ['a name with a blank', '+zone=1'],
    ['a name that folds to another', 'a%E2%84%AA=1'],
    ['a name with a semicolon', 'a%3Bb=1'],
    ['no name', '=1'],
  ])('refuses a query with %s', (_what, query) => {
    expect(read(query)).toMatchObject({ ok: false, refusal: { status: 400 } });
  });

  it.each<[number, string, string | undefined, string | Buffer]>([
    [415, 'no type', undefined, 'a=1'],
    [415, 'an unknown type', 'text/plain', 'a=1'],
    [415, 'another encoding', `${FORM}; charset=utf-16`, 'a=1'],
    [415, 'two encodings', `${FORM}; charset=utf-8; charset=utf-7`, 'a=1'],
    [415, 'two types', `${FORM}, ${JSON_TYPE}`, 'a=1'],
    [400, 'a form that is JSON', FORM, ' {"a":1}'],
    [400, 'a form that is multipart', FORM, '--b\r\n'],
    [400, 'a form with a semicolon', FORM, 'a=1;b=2'],
    [400, 'a form that is not UTF-8', FORM, Buffer.from([0x61, 0x3d, 0xff])],
    [400, 'JSON that is a form', JSON_TYPE, 'a=1'],
    [400, 'JSON that is a list', JSON_TYPE, '[]'],
    [400, 'JSON that repeats a key', JSON_TYPE, '{"a":1,"\\u0061":2}'],
    [400, 'JSON with null', JSON_TYPE, '{"a":null}'],
    [400, 'JSON that nests', JSON_TYPE, '{"a":{"b":1}}'],
    [400, 'JSON that nests lists', JSON_TYPE, '{"domain":[["a"]]}'],
    [400, 'JSON with a NUL', JSON_TYPE, '{"a":"\\u0000"}'],
    [400, 'JSON with a byte order mark', JSON_TYPE, '\uFEFF{"a":1}'],
    [400, 'JSON with a number that others print otherwise', JSON_TYPE, '{"line":1e1}'],
    [400, 'a multipart form that is a form', 'multipart/form-data; boundary=b', 'a=1'],
  ])('answers %d to %s', (status, _what, contentType, body) => {
    expect(read('', contentType, body)).toMatchObject({ ok: false, refusal: { status } });
  });
});

describe('so many parameters that comparing them would keep others waiting', () => {
  const read = (query: string, contentType: string | undefined, body: string) => readParameters({ query, contentType, body: Buffer.from(body) });
  const FORM_TYPE = 'application/x-www-form-urlencoded';
  const pairs = (count: number) => Array.from({ length: count }, (_, at) => `a=${at}`).join('&');

  it.each<[string, string, string | undefined, string]>([
    ['in a query', pairs(1_001), undefined, ''],
    ['in a form', '', FORM_TYPE, pairs(1_001)],
    ['in both', pairs(500), FORM_TYPE, pairs(501)],
    ['in JSON', '', 'application/json', JSON.stringify({ a: Array.from({ length: 1_001 }, () => 'x') })],
    ['empty ones', '', FORM_TYPE, '&'.repeat(100_000)],
  ])('are refused: %s', (_where, query, type, body) => {
    expect(read(query, type, body)).toEqual({ ok: false, refusal: { status: 400, text: 'A request may hold 1000 parameters at most.' } });
  });

  it('are not a thousand', () => expect(read(pairs(1_000), undefined, '').ok).toBe(true));
});
