import { restartDelayMs } from './restart-delay.js';

describe('a process that keeps dying', () => {
  it('is started again after 200 ms, doubling to 5 s', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(restartDelayMs)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
  });
});
