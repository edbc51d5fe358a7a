import { HELP, parseCommand } from './options.js';

const parse = (...args: string[]) => parseCommand(args, () => 'drawn');

describe('the arguments of a chaos run', () => {
  it('run for a minute with another seed each time when nothing is said', () => {
    expect(parse()).toEqual({ command: 'run', options: { seconds: 60, seed: 'drawn', json: null, plant: false } });
  });

  it('are all taken', () => {
    expect(parse('--seconds', '600', '--seed', '0042', '--json', 'out.json', '--plant')).toEqual({
      command: 'run',
      options: { seconds: 600, seed: '0042', json: 'out.json', plant: true },
    });
  });

  it.each([
    [['--seconds', '4'], 'from 5 to 86400'],
    [['--seconds', 'x'], 'a whole number'],
    [['--seed', 'a b'], 'letters, digits'],
    [['--json', ''], 'the name of a file'],
    [['--fast'], '--fast'],
    [['60'], '60'],
  ])('refuse %j rather than guess', (args, problem) => {
    expect(parse(...args)).toEqual({ command: 'misuse', problem: expect.stringContaining(problem) as string });
  });

  it('explain themselves', () => {
    expect(parse('--help')).toEqual({ command: 'help' });
    for (const option of ['--seconds', '--seed', '--json', '--plant']) expect(HELP).toContain(option);
  });
});
