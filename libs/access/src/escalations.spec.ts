import type { Escalation } from './catalogue.js';
import { escalations } from './escalations.js';
import { catalogueOf } from './facts-for-spec.js';
import type { Grant } from './grant.js';
import type { OperationFacts } from './operation.js';

const addLine: OperationFacts = { name: 'Cron::add_line', access: 'write', features: ['cron'], known: true };
const listLines: OperationFacts = { ...addLine, name: 'Cron::list', access: 'read' };
const logIn: OperationFacts = { name: 'Session::create_temp_user', access: 'secret', features: [], known: true };
const saveFile: OperationFacts = { name: 'Fileman::save_file_content', access: 'write', features: ['filemanager'], known: true };
const operations = [addLine, listLines, logIn, saveFile];
const ESCALATIONS: Readonly<Record<string, Escalation>> = {
  'Cron::add_line': { reason: 'It runs commands.', unlessOn: ['cron_line'] },
  'Session::create_temp_user': { reason: 'It logs in.', unlessOn: [] },
  'Fileman::save_file_content': { reason: 'It writes files.', unlessOn: ['path'] },
};
const catalogue = catalogueOf(operations, {
  escalationOf: (name) => ESCALATIONS[name] ?? null,
});
const told = (...grants: Grant[]): string[] => escalations({ access: 'restricted', grants, catalogueVersion: 1 }, operations, catalogue).map(({ operation }) => operation);

describe('what lets a token get beyond itself', () => {
  it.each<[string[], Grant[]]>([
    [['Cron::add_line'], [{ feature: 'cron' }]],
    [['Cron::add_line'], [{ operation: 'Cron::*' }]],
    [['Cron::add_line', 'Session::create_temp_user'], [{ operation: 'Session::create_temp_user' }, { operation: 'Cron::add_line' }]],
    // What is only read, or bound to known commands, does not.
    [[], [{ operation: 'Cron::*', access: 'read' }]],
    [[], [{ operation: 'Cron::*', resources: ['cron_line:/usr/bin/true'] }]],
    [['Cron::add_line'], [{ operation: 'Cron::*', resources: ['cron_line:/usr/bin/true', 'zone:example.com'] }]],
    [['Session::create_temp_user'], [{ operation: 'Session::create_temp_user', resources: ['cron_line:/usr/bin/true'] }]],
    [[], [{ feature: 'filemanager', resources: ['path:/public_html/**', 'path:/public_html/.well-known/**', 'path:/notes.txt'] }]],
    // All of the home directory is no bound, and what is hidden in it lets in.
    ...['path:/**', 'path:/', 'path:/.ssh/**', 'path:/.ssh/authorized_keys', 'path:/.bashrc'].map((path): [string[], Grant[]] => [['Fileman::save_file_content'], [{ operation: 'Fileman::save_file_content', resources: ['path:/a', path] }]]),
    // A wildcard stops at secrets.
    [[], [{ operation: 'Session::*' }]],
    // What is denied altogether does not, what is denied on something does.
    [[], [{ feature: 'cron' }, { effect: 'deny', operation: 'Cron::add_line' }]],
    [['Cron::add_line'], [{ feature: 'cron' }, { effect: 'deny', operation: 'Cron::add_line', resources: ['cron_line:/usr/bin/true'] }]],
  ])('is %j of %j', (expected, grants) => expect(told(...grants)).toEqual(expected));

  it('is not told of full access', () => {
    expect(escalations({ access: 'full', grants: [], catalogueVersion: 1 }, operations, catalogue)).toEqual([]);
  });
});
