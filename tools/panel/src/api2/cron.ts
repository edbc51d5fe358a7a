import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { CRON_TIMES, lineKey, type CronLine } from '../cron-lines.js';
import type { Json } from '../modules/uapi-function.js';
import { refused, rows, type Api2Module, type Api2Outcome } from './api2-function.js';

const TIME = /^[0-9A-Za-z*,/-]{1,100}$/;

export const cron: Api2Module = {
  /** The whole table: a variable first, so that a job's number is not its place in the list. */
  fetchcron: (account) =>
    rows({ key: 'SHELL', line: 1, type: 'variable', value: '/bin/bash' }, ...jobRows(account)),

  /** The jobs alone. */
  listcron: (account) => rows(...jobRows(account)),

  add_line(account, parameters, { touch }) {
    const line = readLine(parameters, {});
    if (typeof line === 'string') return refused(line);
    touch(`cron_line:${line.command}`);
    account.cronLines = [...account.cronLines, line];
    return written(line);
  },

  /** `linekey`, or else `commandnumber`. A field that is left out stays as it was. */
  edit_line(account, parameters, { touch }) {
    const at = find(account, parameters, 'commandnumber');
    const old = account.cronLines[at];
    if (!old) return refused('There is no such cron job.');
    touch(`cron_line:${old.command}`);
    const line = readLine(parameters, old);
    if (typeof line === 'string') return refused(line);
    touch(`cron_line:${line.command}`);
    account.cronLines = account.cronLines.with(at, line);
    return written(line);
  },

  /** `line`, the number of a job from 1 on, or `linekey`. */
  remove_line(account, parameters, { touch }) {
    const at = find(account, parameters, 'line');
    const old = account.cronLines[at];
    if (!old) return refused('There is no such cron job.');
    touch(`cron_line:${old.command}`);
    account.cronLines = account.cronLines.toSpliced(at, 1);
    return rows({ status: 1, statusmsg: 'crontab installed' });
  },
};

function jobRows(account: Account): { readonly [key: string]: Json }[] {
  return account.cronLines.map((line, at) => ({
    ...line,
    command_htmlsafe: line.command.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    commandnumber: at + 1,
    count: at + 1,
    linekey: lineKey(line),
    type: 'command',
  }));
}

function written(line: CronLine): Api2Outcome {
  return rows({ linekey: lineKey(line), status: 1, statusmsg: 'crontab installed' });
}

/** The place of the job that a key or a number names, -1 for none. */
function find(account: Account, parameters: CallParameters, number: 'line' | 'commandnumber'): number {
  const key = parameters.first('linekey');
  if (key) return account.cronLines.findIndex((line) => lineKey(line) === key);
  const given = parameters.first(number) ?? '';
  return /^[1-9]\d{0,8}$/.test(given) ? Number(given) - 1 : -1;
}

/** The line, or what is wrong with it. */
function readLine(parameters: CallParameters, old: Partial<CronLine>): CronLine | string {
  const command = parameters.first('command') ?? old.command;
  if (!command || /[\r\n\0]/.test(command)) return 'The parameter “command” must be one line.';
  const times: Record<string, string> = {};
  for (const name of CRON_TIMES) {
    const value = parameters.first(name) ?? old[name];
    if (value === undefined || !TIME.test(value)) return `The parameter “${name}” is not valid.`;
    times[name] = value;
  }
  return { ...(times as unknown as Omit<CronLine, 'command'>), command };
}
