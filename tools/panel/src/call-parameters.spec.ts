import { readParameters } from './call-parameters.js';
import { PLAIN_DIALECT, type Dialect } from './dialect.js';

const FORM = 'application/x-www-form-urlencoded';
const read = (query: string, contentType = '', body = '') => readParameters(query, contentType, Buffer.from(body));

describe('the parameters of a call', () => {
  it('keep repeated names in the order they came, query before form', () => {
    const parameters = read('add=1&zone=a&add=2', FORM, 'add=3')!;
    expect(parameters.all('add')).toEqual(['1', '2', '3']);
    expect(parameters.first('zone')).toBe('a');
    expect(parameters.first('serial')).toBeUndefined();
  });

  it('may be numbered, and a number in another name does not count', () => {
    expect(read('add-0=1&add-1=2&add-on=3&adds=4')!.all('add')).toEqual(['1', '2']);
  });

  it('are decoded once', () => {
    expect(read('a=%2541+b')!.first('a')).toBe('%41 b');
  });

  it('may come as a JSON object of scalars and lists', () => {
    const body = '{"zone":"a","serial":7,"flag":true,"add":["x","y"]}';
    const parameters = read('', 'application/json; charset=utf-8', body)!;
    expect([parameters.first('zone'), parameters.first('serial'), parameters.first('flag')]).toEqual(['a', '7', '1']);
    expect(parameters.all('add')).toEqual(['x', 'y']);
  });

  it.each(['{', '[]', 'null', '7', '{"a":{}}', '{"a":[{}]}', '{"a":null}'])(
    'cannot be read from the JSON body %s',
    (body) => expect(read('', 'application/json', body)).toBeNull(),
  );

  it('of a multipart body stand beside its files', () => {
    const body = [
      '--x',
      'Content-Disposition: form-data; name="dir"',
      '',
      'public_html',
      '--x',
      'Content-Disposition: form-data; name="file-1"; filename="a.txt"',
      'Content-Type: text/plain',
      '',
      'one\r\ntwo',
      '--x--',
      '',
    ].join('\r\n');
    const parameters = read('a=1', 'multipart/form-data; boundary=x', body)!;
    expect([parameters.first('a'), parameters.first('dir')]).toEqual(['1', 'public_html']);
    expect(parameters.files).toEqual([{ name: 'file-1', filename: 'a.txt', content: Buffer.from('one\r\ntwo') }]);
  });

  it('may carry the lists of a batch in JSON, as the text a form would have', () => {
    expect(read('', 'application/json', '{"command":[["A","b"],["C","d"]]}')!.all('command')).toEqual([
      '["A","b"]',
      '["C","d"]',
    ]);
  });
});

describe('a dialect', () => {
  const one = (dialect: Partial<Dialect>, query: string, body = ''): string | undefined =>
    readParameters(query, FORM, Buffer.from(body), { ...PLAIN_DIALECT, ...dialect })!.first('a');

  it.each<[Partial<Dialect>, string, string, string | undefined]>([
    [{}, 'a=1&a=2', 'a=3&a=4', '1'],
    [{ duplicates: 'last' }, 'a=1&a=2', 'a=3&a=4', '2'],
    [{ bodyWins: true }, 'a=1&a=2', 'a=3&a=4', '3'],
    [{ bodyWins: true, duplicates: 'last' }, 'a=1&a=2', 'a=3&a=4', '4'],
    [{ bodyWins: true }, 'a=1', '', '1'],
    [{}, 'b=1;a=2', '', undefined],
    [{ semicolons: true }, 'b=1;a=2', '', '2'],
    [{ semicolons: true }, '', 'b=1;a=2', '2'],
    [{}, 'A=1', '', undefined],
    [{ keysWithoutCase: true }, 'A=1', '', '1'],
    [{}, 'a-0=1&a0=1&a[]=1&a[0]=1', '', undefined],
    [{ suffixes: true }, 'a[]=1', '', '1'],
    [{ suffixes: true }, 'a0=1', '', '1'],
  ])('%p reads %p and %p as %p', (dialect, query, body, expected) => {
    expect(one(dialect, query, body)).toBe(expected);
  });
});
