import { table } from './table.js';

describe('a table', () => {
  it('has names to the left and numbers to the right, one below the other', () => {
    const rows = [
      ['', 'requests/s', 'p50'],
      ['gateway', '998', '15.2 ms'],
      ['bare skeleton', '2431', '6.1 ms'],
    ];
    expect(table(rows)).toEqual([
      '                requests/s       p50',
      'gateway                998   15.2 ms',
      'bare skeleton         2431    6.1 ms',
    ]);
  });

  it('bears rows of different lengths, and no rows', () => {
    expect(table([['a'], ['bb', '1']])).toEqual(['a', 'bb   1']);
    expect(table([])).toEqual([]);
  });
});
