import { unknownOperation } from '@portcullis/access';
import type { PanelCall } from '../call.js';
import { Parameters } from '../parameters.js';
import { readCronEdit } from './cron-reading.js';

function read(name: string, pairs: Readonly<Record<string, string>>) {
  const given = new Parameters(Object.entries(pairs).map(([key, value]) => ({ name: key, value, from: 'query' })));
  const call: PanelCall = { api: 'api2', module: 'Cron', function: name, operation: unknownOperation(`Cron::${name}`), resources: [], arguments: given, account: null, handler: 'panel' };
  return readCronEdit(call);
}

describe('an edit of the crontab', () => {
  it('names its line by its key or by its number', () => {
    expect(read('remove_line', { line: '2' })).toEqual({ by: 'commandNumber', line: '2', command: null });
    expect(read('edit_line', { linekey: 'k', command: 'a', minute: '*/5' })).toEqual({ by: 'linekey', line: 'k', command: 'a' });
    expect(read('remove_line', { line: '2', linekey: 'k' })).toBeNull();
    expect(read('edit_line', { linekey: 'k' })).toBeNull();
  });

  it.each(['* * * * * /bin/evil #', '1\n*', '@reboot'])('with a schedule that may hold another command is not read: %s', (minute) => {
    expect(read('edit_line', { linekey: 'k', command: 'a', minute })).toBeNull();
  });
});
