import * as fc from 'fast-check';
import { parseStrictJson } from './strict-json.js';

describe('strict JSON', () => {
  it.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}'],
    [' { "a" : "x\\"{[:,1.0\\u0041" } '],
    ['["\\ud83d\\ude00",0.5,-3,true,null,"a:b"]'],
    ['{"__proto__":1,"constructor":2}'],
    ['"text"'],
  ])('reads %s as any reader does', (text) => {
    expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it.each([
    ['not_json', ''],
    ['not_json', '\uFEFF{}'],
    ['not_json', "{'a':1}"],
    ['not_json', '{"a":1,}'],
    ['not_json', '{"a":01}'],
    ['not_json', '{"a":1}{"a":2}'],
    ['repeated_key', '{"a":1,"a":2}'],
    ['repeated_key', '{"a":1,"\\u0061":2}'],
    ['repeated_key', '{"a" :1,"b":{},"a"\n:[]}'],
    ['repeated_key', '[{"x":{"a":{},"a":{}}}]'],
    ['repeated_key', '{"__proto__":1,"__proto__":2}'],
    ['too_deep', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['odd_number', '{"a":1.0}'],
    ['odd_number', '[1e2]'],
    ['odd_number', '[-0]'],
    ['odd_number', '[12345678901234567890]'],
    ['odd_number', '[1e999]'],
    ['lone_surrogate', '["\\ud800"]'],
    ['lone_surrogate', '{"\\udc00":1}'],
  ])('refuses as %s: %j', (refusal, text) => {
    expect(parseStrictJson(text)).toEqual({ ok: false, refusal });
  });

  it('reads what was written from values, and is never quicker to accept than JSON itself', () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }), (value) => {
      const text = JSON.stringify(value);
      const read = parseStrictJson(text);
      if (read.ok) expect(JSON.stringify(read.value)).toBe(text);
      else expect(['odd_number', 'lone_surrogate']).toContain(read.refusal);
    }), { numRuns: 1_000 });
  });
});
