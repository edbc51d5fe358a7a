import type { Issued } from './providers.js';
import { MINE, startLinesScene, ZONE, type LinesScene } from './lines-scene.js';

const EDIT = '/execute/DNS/mass_edit_zone';
const READ = '/execute/DNS/parse_zone';
const GRANT = { operation: 'DNS::mass_edit_zone', resources: [MINE] };
const API2 = (name: string, query: string): string => `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=${name}&domain=${ZONE}&${query}`;
const draft = (dname: string, data: string, more: object = {}) => encodeURIComponent(JSON.stringify({ dname, ttl: 60, record_type: 'TXT', data: [data], ...more }));

let scene: LinesScene;
let token: Issued;
beforeAll(async () => {
  scene = await startLinesScene();
  token = await scene.token(GRANT);
});
beforeEach(() => forget());
afterEach(() => {
  scene.meanwhile = () => undefined;
});
afterAll(() => scene.close());

function forget(): void {
  scene.asked.length = 0;
  scene.panel.clearExecuted();
}
const read = (body: Buffer): Record<string, unknown> => JSON.parse(body.toString()) as Record<string, unknown>;
const massEdit = async (query: string, as = token, serial?: string) => read((await scene.call(as, { path: `${EDIT}?zone=${ZONE}&serial=${serial ?? (await scene.zone()).serial}&${query}` })).body);
const edits = () => scene.panel.executed().filter(({ module, function: name }) => `${module}::${name}` !== 'DNS::parse_zone');
const lineOf = async (name: string, data?: string): Promise<number> => (await scene.zone()).records.find((one) => one.name === name && (data === undefined || one.data[0] === data))!.line;
const mineAt = async (data: string): Promise<number> => {
  expect(await massEdit(`add=${draft('_acme-challenge', data)}`)).toMatchObject({ status: 1 });
  const line = await lineOf('_acme-challenge', data);
  forget();
  return line;
};

describe('mass_edit_zone with a token for one record', () => {
  it('adds, changes and removes that record, and the panel says what came of it', async () => {
    const line = await mineAt('one');
    expect(await massEdit(`edit=${draft('_acme-challenge', 'two', { line_index: line })}`)).toMatchObject({ status: 1, data: { new_serial: expect.any(String) as string } });
    expect(edits()).toMatchObject([{ function: 'mass_edit_zone', touched: [MINE] }]);
    forget();
    expect(await massEdit(`remove=${await lineOf('_acme-challenge', 'two')}`)).toMatchObject({ status: 1 });
    expect(edits()).toMatchObject([{ touched: [MINE], ok: true }]);
  });

  it.each<[string, (www: number, mine: number) => string]>([
    ['the old record is another', (www) => `edit=${draft('_acme-challenge', 'v', { line_index: www })}`],
    ['the new record is another', (_www, mine) => `edit=${draft('www', 'v', { line_index: mine })}`],
    ['another is removed', (www) => `remove=${www}`],
    ['another is removed as well', (www, mine) => `remove=${mine}&remove=${www}`],
    ['another is removed by a numbered key', (www, mine) => `remove-0=${mine}&remove-1=${www}`],
    ['another is added as well', (_www, mine) => `remove=${mine}&add=${draft('www', 'v')}`],
    ['the start of authority is removed', () => 'remove=3'],
    ['the line is a comment', () => 'remove=0'],
    ['the line is in the middle of a record', () => 'remove=5'],
    ['there is no such line', () => 'remove=9999'],
  ])('is refused before the panel edits where %s', async (_what, query) => {
    const mine = await mineAt('kept');
    expect(await massEdit(query(await lineOf('www'), mine))).toMatchObject({ status: 0, data: null, errors: [expect.any(String)] });
    expect(edits()).toEqual([]);
  });

  it('is refused with a serial that is no longer the zone’s', async () => {
    const line = await mineAt('stale');
    expect(await massEdit(`remove=${line}`, token, '2024010100')).toMatchObject({ status: 0, errors: [expect.stringMatching(/serial/)] });
    expect(edits()).toEqual([]);
  });

  it('hits no other record when a line moves between reading and sending', async () => {
    const line = await mineAt('moving');
    scene.meanwhile = async (path) => {
      if (path !== READ) return;
      scene.meanwhile = () => undefined;
      // Everything behind it moves up by one.
      const { serial } = await scene.zone();
      expect(await scene.directly(`${EDIT}?zone=${ZONE}&serial=${serial}&remove=${await lineOf('ftp')}`)).toMatchObject({ status: 1 });
      expect(await scene.directly(`${EDIT}?zone=${ZONE}&serial=${Number(serial) + 1}&add=${draft('after', 'x')}`)).toMatchObject({ status: 1 });
    };
    const before = await scene.zone();
    expect(await massEdit(`remove=${line}`)).toMatchObject({ status: 0 });
    const { records } = await scene.zone();
    expect(records.map(({ name }) => name)).toEqual([...before.records.map(({ name }) => name).filter((name) => name !== 'ftp'), 'after']);
  });

  it('reads no panel for a token that has no business in the zone', async () => {
    const other = await scene.token({ operation: 'DNS::mass_edit_zone', resources: ['record:_acme-challenge.other.example/TXT', 'zone:third.example'] });
    const reader = await scene.token({ operation: 'DNS::mass_edit_zone', access: 'read' });
    for (const one of [other, reader]) {
      for (const query of ['remove=20', `edit=${draft('_acme-challenge', 'v', { line_index: 20 })}`, `add=${draft('_acme-challenge', 'v')}`]) {
        expect(await massEdit(query, one, '1')).toMatchObject({ status: 0 });
      }
    }
    expect(scene.asked).toEqual([]);
  });

  it('is sent unchanged and unread for a token of the whole zone', async () => {
    const whole = await scene.token({ operation: 'DNS::mass_edit_zone', resources: [`zone:${ZONE}`] });
    expect(await massEdit(`remove=${await mineAt('whole')}`, whole)).toMatchObject({ status: 1 });
    expect(scene.asked).toEqual([EDIT]);
  });
});

describe('ZoneEdit with a token for one record', () => {
  const zoneEdit = async (name: string, query: string, as: Issued) => read((await scene.call(as, { path: API2(name, query) })).body) as { cpanelresult: { data: { result: { status: number; newserial: string | null } }[] } };
  let api2: Issued;
  beforeAll(async () => (api2 = await scene.token({ operation: 'ZoneEdit::*', resources: [MINE] })));

  it('is carried out as an edit that the panel’s serial guards, and answered as API 2 answers', async () => {
    const done = (name: string) => ({ cpanelresult: { apiversion: 2, func: name, module: 'ZoneEdit', event: { result: 1 }, data: [{ result: { status: 1, newserial: expect.stringMatching(/^\d+$/) as string } }] } });
    expect(await zoneEdit('add_zone_record', 'name=_acme-challenge&type=TXT&txtdata=elder&ttl=1', api2)).toMatchObject(done('add_zone_record'));
    const line = (await lineOf('_acme-challenge', 'elder')) + 1;
    expect(await zoneEdit('edit_zone_record', `Line=${line}&name=_acme-challenge.${ZONE}.&type=TXT&txtdata=newer&ttl=60`, api2)).toMatchObject(done('edit_zone_record'));
    expect(await zoneEdit('remove_zone_record', `line=${line}`, api2)).toMatchObject(done('remove_zone_record'));
    expect(scene.asked).toEqual([READ, EDIT, READ, EDIT, READ, EDIT]);
    expect(edits().map(({ touched }) => touched)).toEqual([[MINE], [MINE], [MINE]]);
    expect((await scene.zone()).records.some(({ data }) => data[0] === 'elder' || data[0] === 'newer')).toBe(false);
  });

  it('is refused for the line of another record, in words that acme.sh and certbot read as a failure', async () => {
    const www = (await lineOf('www')) + 1;
    const queries: [string, string][] = [['remove_zone_record', `line=${www}`], ['remove_zone_record', `Line=${www}`], ['edit_zone_record', `Line=${www}&name=_acme-challenge&type=TXT&txtdata=v`], ['edit_zone_record', `Line=${www}&txtdata=v`], ['add_zone_record', 'name=www&type=TXT&txtdata=v'], ['remove_zone_record', `line=${www}&Line=1`], ['remove_zone_record', 'line=0'], ['remove_zone_record', '']];
    for (const [name, query] of queries) {
      const answer = await zoneEdit(name, query, api2);
      expect(answer.cpanelresult.data[0]!.result).toMatchObject({ status: 0, newserial: null });
    }
    expect(edits()).toEqual([]);
  });

  it('hits no other record when a line moves between reading and sending', async () => {
    const line = await mineAt('elder-moving');
    const before = (await scene.zone()).records.length;
    scene.meanwhile = async (path) => {
      if (path !== READ) return;
      scene.meanwhile = () => undefined;
      const { serial } = await scene.zone();
      await scene.directly(`${EDIT}?zone=${ZONE}&serial=${serial}&remove=${await lineOf('mail')}`);
    };
    expect((await zoneEdit('remove_zone_record', `line=${line + 1}`, api2)).cpanelresult.data[0]!.result).toMatchObject({ status: 0, newserial: null });
    expect((await scene.zone()).records).toHaveLength(before - 1);
  });

  it('is sent unchanged for a token of the whole zone', async () => {
    const whole = await scene.token({ operation: 'ZoneEdit::*', resources: [`zone:${ZONE}`] });
    expect(await zoneEdit('add_zone_record', 'name=any&type=TXT&txtdata=v', whole)).toMatchObject({ cpanelresult: { event: { result: 1 } } });
    expect(scene.asked).toEqual(['/json-api/cpanel']);
  });
});

describe('mass_edit_dns_zone with a provider’s token for one record', () => {
  it('removes that record and no other', async () => {
    const tenant = await scene.tenantToken({ operation: 'WHM::mass_edit_dns_zone', resources: [MINE] });
    const [mine, www, { serial }] = [await mineAt('whm'), await lineOf('www'), await scene.zone()];
    const path = (line: number) => `/json-api/mass_edit_dns_zone?api.version=1&zone=${ZONE}&serial=${serial}&remove=${line}`;
    expect(read((await scene.whm(tenant, path(www))).body)).toMatchObject({ metadata: { result: 0 } });
    expect(scene.panel.executed().filter(({ function: name }) => name === 'mass_edit_dns_zone')).toEqual([]);
    expect(read((await scene.whm(tenant, path(mine))).body)).toMatchObject({ metadata: { result: 1 } });
    expect(scene.asked).toEqual(['/json-api/parse_dns_zone', '/json-api/parse_dns_zone', '/json-api/mass_edit_dns_zone']);
  });
});
