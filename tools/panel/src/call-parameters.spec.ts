import { readParameters } from './call-parameters.js';

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

  it('are not looked for in a multipart body', () => {
    expect(read('a=1', 'multipart/form-data; boundary=x', 'a=2')!.all('a')).toEqual(['1']);
  });
});
