import * as fc from 'fast-check';
import { plainSentence } from './plain-sentence.js';

describe('plainSentence', () => {
  it.each([
    ['You do not have the feature “zoneedit”.', 'You do not have the feature “zoneedit”.'],
    ['You do not control a DNS zone named example.com.', 'You do not control a DNS zone named example.com.'],
    ['a ] b [ c', 'a ) b ( c'],
    ['"status":1', "'status':1"],
    ['{"a":1},{"b":2}', "('a':1),('b':2)"],
    ['one\r\ntwo\tthree\0', 'one two three'],
    ['  spaced  ', 'spaced'],
    ['', 'The call was refused.'],
    ['\n', 'The call was refused.'],
  ])('makes %j into %j', (text, plain) => {
    expect(plainSentence(text)).toBe(plain);
  });

  it('never holds what shell clients look for, and leaves a plain sentence as it is', () => {
    const piece = fc.oneof(fc.constantFrom(']', '"status":1', '},{', '"', '\\', 'newserial', ':null', '\n'), fc.string());
    fc.assert(
      fc.property(fc.array(piece).map((pieces) => pieces.join('')), (text) => {
        const plain = plainSentence(text);
        const inReply = JSON.stringify([plain]).slice(1, -1);
        for (const trap of [']', '"status":1', '},{', '"newserial":null']) expect(inReply).not.toContain(trap);
        expect(plain.length).toBeGreaterThan(0);
        expect(plainSentence(plain)).toBe(plain);
      }),
    );
  });
});
