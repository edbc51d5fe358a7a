import { Problem } from './problem.js';
import { parseStrictJson } from './strict-json.js';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));

const problemOf = (text: string): Problem => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('a request body', () => {
  it('is read as JSON reads it', () => expect(parse('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] }));

  it.each(['', '{', '{"a":1,}', '{a:1}', '/* x */ {}', '{"a":1} {"b":2}', "{'a':1}"])('is refused when it is not JSON: %s', (text) =>
    expect(problemOf(text).code).toBe('malformed_request'),
  );

  it.each([['a byte', [0x22, 0xe9, 0x22]], ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]], ['a byte order mark', [0xef, 0xbb, 0xbf, 0x31]]])(
    'is refused when it holds %s that UTF-8 does not, rather than read as another text',
    (_, bytes) => expect(() => parseStrictJson(Uint8Array.from(bytes))).toThrow('malformed_request'),
  );

  it.each(['[', '{"a":', '[{"a":'])('is refused when it nests so deep that a parser runs out of stack: %s', (open) => {
    const closing = { '[': ']', '{': '}' } as Record<string, string>;
    const deep = (levels: number): string => {
      const text = open.repeat(levels);
      return `${text}1${[...text].reverse().map((letter) => closing[letter] ?? '').join('')}`;
    };
    expect(parse(deep(16))).toEqual(expect.anything());
    expect(problemOf(deep(33)).code).toBe('malformed_request');
    expect(problemOf(`{"a":${deep(9_000)},"a":1}`).code).toBe('malformed_request');
  });

  it('may hold any number of brackets in its texts', () => {
    const text = `\\"${'['.repeat(100)}`;
    expect(parse(JSON.stringify({ [text]: text }))).toEqual({ [text]: text });
  });

  it.each(['{"__proto__":1,"__proto__":2}', '{"a":{"":1,"":2}}', '[[],{"a\\"":1,"a\\"":":"}]', '{"\\u003a":1,":":2}', '{"a":{"b":1},"a":{"b":1,"c":2}}'])(
    'is refused when a name occurs twice, whatever name: %s',
    (text) => expect(problemOf(text).code).toBe('invalid_request'),
  );

  it.each(['{"a:b":":","c":{"\\\\":"\\":"},"d":[":",{"e":0}]}', '{"__proto__":1,"toString":2}', '": \\" :"', ' [ { "a" : 1 } , { "a" : 2 } ] '])('may hold colons and quotes anywhere: %s', (text) =>
    expect(parse(text)).toEqual(JSON.parse(text)),
  );

  it('is refused when a name occurs twice, each one named', () => {
    const problem = problemOf('{"a":1,"b":[{"c/d":1,"c/d":2}],"a":2}');
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors.map((error) => error.pointer)).toEqual(['/b/0/c~1d', '/a']);
  });

  it('is refused when a name occurs twice in two spellings', () => {
    expect(problemOf('{"a":1,"\\u0061":2}').errors).toEqual([{ pointer: '/a', detail: 'occurs more than once' }]);
  });
});
