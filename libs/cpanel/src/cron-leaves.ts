import type { Leaf } from '@portcullis/access';
import type { PanelCall } from './call.js';
import { namedLeaf } from './leaf-name.js';
import type { Parameters } from './parameters.js';

const UNREAD_LINE: Leaf = { kind: 'unread', of: 'cron_line', zone: null };
const FIELDS = ['minute', 'hour', 'day', 'month', 'weekday'];
/** One field of a schedule: with a blank or a line end in it, what follows would be the command. */
const FIELD = /^[0-9A-Za-z*,/-]*$/;

/** Whether a field of the schedule could be read as the beginning of a command, or as another line. */
export function isOddSchedule(given: Parameters): boolean {
  return FIELDS.some((field) => given.named(field).some(({ value }) => !FIELD.test(value)));
}

/** What an edit of the crontab touches. Lines that it changes or removes are unread until the crontab was read. */
export function cronLeaves({ arguments: given }: PanelCall, kind: 'add' | 'edit' | 'remove'): Leaf[] {
  if (kind === 'remove') return [UNREAD_LINE];
  const commands = given.named('command');
  const told = commands.map(({ value }) => namedLeaf('cron_line', value)).map((leaf) => (leaf.kind === 'cron_line' ? leaf : UNREAD_LINE));
  return [...told, ...(kind === 'edit' || isOddSchedule(given) || commands.length === 0 ? [UNREAD_LINE] : [])];
}
