import { changesBetween, isNone, onTop } from './feature-changes.js';

describe('changes of a feature list', () => {
  it('are what came and what went, in whatever order it stands', () => {
    expect(changesBetween(['a', 'b', 'c'], ['c', 'd', 'a'])).toEqual({ added: ['d'], removed: ['b'] });
    expect(isNone(changesBetween(['a', 'b'], ['b', 'a']))).toBe(true);
    expect(isNone(changesBetween(['a'], []))).toBe(false);
  });

  it('are made on top of what others have changed, whose changes stay', () => {
    expect(onTop(['a', 'x'], { added: ['d', 'x'], removed: ['a', 'gone'] })).toEqual(['x', 'd']);
  });
});
