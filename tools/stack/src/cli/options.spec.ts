import { parseCommand } from './options.js';

describe('the arguments of npm start', () => {
  it('may be left out', () => {
    const options = {
      dataDir: expect.stringMatching(/\/\.portcullis$/),
      port: null,
      gateways: 1,
      services: 1,
      fresh: false,
    };
    expect(parseCommand([])).toEqual({ command: 'start', options });
  });

  it('choose folder, port and numbers of processes', () => {
    expect(parseCommand(['--data', '/srv/x', '--port=9000', '--gateways', '2', '--services', '3', '--fresh'])).toEqual({
      command: 'start',
      options: { dataDir: '/srv/x', port: 9000, gateways: 2, services: 3, fresh: true },
    });
  });

  it.each([['--help'], ['-h']])('ask for help with %s', (argument) => {
    expect(parseCommand(['--fresh', argument])).toEqual({ command: 'help' });
  });

  it.each([
    [['--port', 'http'], /--port must be a whole number from 0 to 65535/],
    [['--port', '65536'], /--port/],
    [['--gateways', 'two'], /--gateways must be/],
    [['--services', '1.5'], /--services must be/],
    [['--data', ''], /--data needs/],
    [['--data'], /--data/],
    [['--frehs'], /frehs/],
    [['fresh'], /fresh/],
  ])('are refused with the reason: %j', (args, problem) => {
    expect(parseCommand(args)).toEqual({ command: 'misuse', problem: expect.stringMatching(problem) });
  });
});
