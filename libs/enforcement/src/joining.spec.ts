import { mayJoin } from './joining.js';

describe('a read that somebody else asked for', () => {
  it('is shared while it has not been sent', () => {
    expect(mayJoin(null, 100)).toBe(true);
  });

  it('is shared only by requests that had arrived when it was sent', () => {
    expect(mayJoin(101, 100)).toBe(true);
    expect(mayJoin(100, 100)).toBe(true);
    expect(mayJoin(99, 100)).toBe(false);
  });
});
