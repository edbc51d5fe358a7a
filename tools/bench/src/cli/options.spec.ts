import { helpText, parseCommand } from './options.js';

const one = { name: 'one', describe: 'the first' };
const two = { name: 'two', describe: 'the second' };
const parse = (...args: string[]) => parseCommand(args, [one, two]);

describe('the arguments of the bench', () => {
  it('measure all figures when nothing is said', () => {
    expect(parse()).toEqual({ command: 'measure', plan: { figures: [one, two], seconds: 28, json: null } });
  });

  it('pick figures by name, each once and in their own order', () => {
    expect(parse('--only', 'two, one,two', '--seconds', '7', '--json', 'out.json')).toEqual({
      command: 'measure',
      plan: { figures: [one, two], seconds: 7, json: 'out.json' },
    });
    expect(parse('--only', 'two')).toMatchObject({ plan: { figures: [two] } });
  });

  it.each([
    [['--only', 'three'], 'there is no figure "three"; there are one, two'],
    [['--only', ''], 'there is no figure ""'],
    [['--seconds', '0'], 'from 1 to 3600'],
    [['--seconds', '1.5'], 'a whole number'],
    [['--json', ''], 'the name of a file'],
    [['--fast'], '--fast'],
    [['one'], 'one'],
  ])('refuse %j rather than guess', (args, problem) => {
    expect(parse(...args)).toEqual({ command: 'misuse', problem: expect.stringContaining(problem) });
  });

  it('explain themselves, with every figure', () => {
    expect(parse('--help')).toEqual({ command: 'help' });
    expect(helpText([one, two])).toMatch(/--json.*one\n +the first.*two\n +the second/s);
  });
});
