import { Problem } from './problem.js';
import { parseStrictJson } from './strict-json.js';

const problemOf = (text: string): Problem => {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('a request body', () => {
  it('is read as JSON reads it', () => expect(parseStrictJson('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] }));

  it.each(['', '{', '{"a":1,}', '{a:1}', '/* x */ {}', '{"a":1} {"b":2}', "{'a':1}"])('is refused when it is not JSON: %s', (text) =>
    expect(problemOf(text).code).toBe('malformed_request'),
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
