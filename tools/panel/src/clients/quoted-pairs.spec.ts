import { quotedPairs, sortedPairs } from './quoted-pairs.js';

describe('quoted pairs', () => {
  it('are escaped as Go and Python escape them', () => {
    const pairs = [['add', '{"a":"b c"}'], ['x', "-_.~!'()*"], ['ü', 1]] as const;
    expect(quotedPairs(pairs)).toBe('add=%7B%22a%22%3A%22b+c%22%7D&x=-_.~%21%27%28%29%2A&%C3%BC=1');
  });

  it('are sorted by name, and the values of one name stay in their order', () => {
    expect(sortedPairs([['b', 2], ['a', 9], ['b', 1], ['api.version', 1]])).toEqual([
      ['a', 9],
      ['api.version', 1],
      ['b', 2],
      ['b', 1],
    ]);
  });
});
