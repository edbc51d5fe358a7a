import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedStackDir } from '@portcullis/testkit';
import { startLinesScene, type LinesScene } from './lines-scene.js';
import type { Issued } from './providers.js';
import { eventually } from './eventually.js';

const MINE = '/usr/bin/php /home/alice/job.php > /dev/null';
const OTHER = '/home/alice/other.sh';
const SCHEDULE = 'minute=*%2F5&hour=*&day=*&month=*&weekday=*';
const cron = (name: string, query = ''): string => `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Cron&cpanel_jsonapi_func=${name}&${query}`;

interface Row {
  readonly command: string;
  readonly linekey: string;
  readonly commandnumber: number;
}

let scene: LinesScene;
let token: Issued;
beforeAll(async () => {
  scene = await startLinesScene();
  token = await scene.token({ operation: 'Cron::*', resources: [`cron_line:${MINE}`] });
});
beforeEach(async () => {
  for (const { commandnumber } of (await rows()).toReversed()) await scene.directly(cron('remove_line', `line=${commandnumber}`));
  for (const command of [OTHER, MINE]) await scene.directly(cron('add_line', `command=${encodeURIComponent(command)}&${SCHEDULE}`));
  scene.panel.clearExecuted();
  scene.asked.length = 0;
});
afterEach(() => {
  scene.meanwhile = () => undefined;
});
afterAll(() => scene.close());

async function rows(): Promise<Row[]> {
  const { cpanelresult } = (await scene.directly(cron('listcron'))) as { cpanelresult: { data: Row[] } };
  return cpanelresult.data;
}
const row = async (command: string): Promise<Row> => (await rows()).find((one) => one.command === command)!;
const commands = async (): Promise<string[]> => (await rows()).map(({ command }) => command);
const ask = async (path: string, as = token): Promise<{ cpanelresult: { event: { result: number } } }> => JSON.parse((await scene.call(as, { path })).body.toString()) as { cpanelresult: { event: { result: number } } };
const edits = () => scene.panel.executed().filter(({ function: name }) => name === 'edit_line' || name === 'remove_line');

describe('a token for one line of the crontab', () => {
  it('changes that line by its key and removes it by its number', async () => {
    const { linekey } = await row(MINE);
    expect(await ask(cron('edit_line', `linekey=${linekey}&command=${encodeURIComponent(MINE)}&minute=7&hour=*&day=*&month=*&weekday=*`))).toMatchObject({ cpanelresult: { event: { result: 1 } } });
    const { commandnumber } = await row(MINE);
    expect(await ask(cron('remove_line', `line=${commandnumber}`))).toMatchObject({ cpanelresult: { event: { result: 1 } } });
    expect(await commands()).toEqual([OTHER]);
  });

  it.each<[string, (mine: Row, other: Row) => string]>([
    ['another is changed, by its key', (_, { linekey }) => cron('edit_line', `linekey=${linekey}&command=${encodeURIComponent(MINE)}&${SCHEDULE}`)],
    ['another is changed, by its number', (_, { commandnumber }) => cron('edit_line', `commandnumber=${commandnumber}&command=${encodeURIComponent(MINE)}&${SCHEDULE}`)],
    ['another is to stand there', ({ linekey }) => cron('edit_line', `linekey=${linekey}&command=evil&${SCHEDULE}`)],
    ['another command stands in its schedule', ({ linekey }) => cron('edit_line', `linekey=${linekey}&command=${encodeURIComponent(MINE)}&minute=*%20*%20*%20*%20*%20evil%20%23&hour=*&day=*&month=*&weekday=*`)],
    ['another is removed, by its key', (_, { linekey }) => cron('remove_line', `linekey=${linekey}`)],
    ['another is removed, by its number', (_, { commandnumber }) => cron('remove_line', `line=${commandnumber}`)],
    ['two are named', (mine, other) => cron('remove_line', `line=${mine.commandnumber}&line=${other.commandnumber}`)],
    ['key and number name two', (mine, other) => cron('remove_line', `line=${mine.commandnumber}&linekey=${other.linekey}`)],
    ['there is no such line', () => cron('remove_line', 'line=99')],
    ['no line is named', () => cron('remove_line')],
  ])('is refused before the panel edits where %s', async (_what, path) => {
    expect(await ask(path(await row(MINE), await row(OTHER)))).toMatchObject({ cpanelresult: { event: { result: 0 } } });
    expect(edits()).toEqual([]);
  });

  it('reads no crontab for a token that has no line in it', async () => {
    const other = await scene.token({ operation: 'Cron::*', resources: ['zone:alice.example'] });
    expect(await ask(cron('remove_line', 'line=1'), other)).toMatchObject({ cpanelresult: { event: { result: 0 } } });
    expect(scene.asked).toEqual([]);
  });

  it('is sent unchanged and unread for a token without limits', async () => {
    const { commandnumber } = await row(OTHER);
    expect(await ask(cron('remove_line', `line=${commandnumber}`), scene.provider.account.token)).toMatchObject({ cpanelresult: { event: { result: 1 } } });
    expect(scene.asked).toHaveLength(1);
  });
});

it('a line that moved between reading and sending raises the alarm in the log, without its command', async () => {
  const { commandnumber } = await row(MINE);
  scene.meanwhile = async () => {
    scene.meanwhile = () => undefined;
    // The panel has no lock for this: somebody removes a line above, and another stands at the number now.
    await scene.directly(cron('remove_line', 'line=1'));
    await scene.directly(cron('add_line', `command=${encodeURIComponent(OTHER)}&${SCHEDULE}`));
  };
  await ask(cron('remove_line', `line=${commandnumber}`));
  expect(await commands()).toEqual([MINE]);
  const logs = join(sharedStackDir(), 'logs');
  await eventually(async () => {
    const lines = readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n')).filter((line) => line.includes(token.id) && line.includes('another line'));
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(line).not.toContain('job.php');
  });
});
