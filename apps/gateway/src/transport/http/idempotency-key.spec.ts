import { parseIdempotencyKey } from './idempotency-key.js';

describe('an Idempotency-Key', () => {
  it.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"two words, one key"', 'two words, one key'],
    ['"say \\"hello\\""', 'say "hello"'],
    [' "abc" ', 'abc'],
    ['"abc";version=2', 'abc'],
    ['a/b+c=:', 'a/b+c=:'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ])('is read as a string, or bare: %s', (text, key) => {
    expect(parseIdempotencyKey(text)).toBe(key);
  });

  it.each(['', '""', '"abc', 'abc"', '"a", "b"', 'a, b', 'a,b', 'a b', '"\u00e4"', '\u00e4', 'a\tb', '"a\tb"', ':YWJj:;"', '"a"b', `"${'x'.repeat(256)}"`, 'x'.repeat(256)])(
    'is refused when it is neither: %j',
    (text) => {
      expect(parseIdempotencyKey(text)).toBeNull();
    },
  );
});
