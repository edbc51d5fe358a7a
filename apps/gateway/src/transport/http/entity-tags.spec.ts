import { isKnown, parseCondition, tagOf, versionsIn } from './entity-tags.js';

const strong = (opaque: string) => ({ weak: false, opaque });
const weak = (opaque: string) => ({ weak: true, opaque });

describe('a condition', () => {
  it.each<[string, ReturnType<typeof parseCondition>]>([
    ['*', '*'],
    [' *\t', '*'],
    ['"1"', [strong('1')]],
    ['W/"1"', [weak('1')]],
    ['""', [strong('')]],
    ['"1", W/"2","3"', [strong('1'), weak('2'), strong('3')]],
    [' "1" \t,\t"2" ', [strong('1'), strong('2')]],
    [',, "1",, "2", ,', [strong('1'), strong('2')]],
    ['"a,b", "c"', [strong('a,b'), strong('c')]],
    ['"a\\"', [strong('a\\')]],
    ['"\u00e4*"', [strong('\u00e4*')]],
  ])('is read as RFC 9110 writes it: %s', (text, expected) => {
    expect(parseCondition(text)).toEqual(expected);
  });

  it.each(['', ' ', ',', '1', '"1', '1"', '"1""2"', '"1" "2"', '"1";q=1', 'w/"1"', 'W/ "1"', 'W/1', '*, "1"', '"1", *', '"a b"', '"a\tb"', '"a"b"', "'1'", '"\u007f"'])(
    'is none when it is anything else: %j',
    (text) => {
      expect(parseCondition(text)).toBeNull();
    },
  );

  it('is read in time that grows with its length, not faster', () => {
    const started = performance.now();
    for (const text of [`${',\t '.repeat(20_000)}x`, '"'.repeat(60_000), '"1" '.repeat(15_000), `x${' '.repeat(60_000)}x`, `"1"${' '.repeat(60_000)}x`]) expect(parseCondition(text)).toBeNull();
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('If-Match', () => {
  it.each<[string, readonly number[] | null]>([
    ['*', null],
    [tagOf(7), [7]],
    [tagOf(7, { features: [] }), [7]],
    ['"7", "8"', [7, 8]],
    ['W/"7"', []],
    ['W/"7", "8"', [8]],
    ['"07"', []],
    ['"7.0"', []],
    ['"7.aaaaaaaaaaaaaaaaa"', []],
    ['"07.aaaaaaaaaaaaaaaa"', []],
    ['"-7"', []],
    ['"0"', []],
    ['"abc", ""', []],
    ['"9999999999999999999999"', []],
  ])('%s lets the versions %j through', (text, versions) => {
    expect(versionsIn(parseCondition(text)!)).toEqual(versions);
  });
});

describe('If-None-Match', () => {
  it.each([
    ['*', true],
    ['"7"', true],
    ['W/"7"', true],
    ['"6", W/"7"', true],
    ['"6"', false],
    ['"77"', false],
    ['"07"', false],
  ])('%s says of version 7 that the client has it: %j', (text, known) => {
    expect(isKnown(parseCondition(text)!, tagOf(7))).toBe(known);
  });

  it('knows a thing only with what was shown beside it', () => {
    const shown = parseCondition(tagOf(7, { features: ['zoneedit'] }))!;
    expect(isKnown(shown, tagOf(7, { features: ['zoneedit'] }))).toBe(true);
    for (const tag of [tagOf(7, { features: [] }), tagOf(8, { features: ['zoneedit'] }), tagOf(7)]) expect(isKnown(shown, tag)).toBe(false);
  });
});
