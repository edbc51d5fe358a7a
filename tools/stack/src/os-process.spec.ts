import { startTicksOf } from './os-process.js';

describe('the start time in /proc/PID/stat', () => {
  const rest = (ticks: string): string =>
    `S ${Array.from({ length: 18 }, (_, at) => at).join(' ')} ${ticks} 123456 789`;

  it('is field 22', () => {
    expect(startTicksOf(`4711 (node) ${rest('987654')}`)).toBe('987654');
  });

  it('is found behind a command name that holds blanks and brackets', () => {
    expect(startTicksOf(`4711 (a) b (c) ${rest('987654')}`)).toBe('987654');
  });
});
