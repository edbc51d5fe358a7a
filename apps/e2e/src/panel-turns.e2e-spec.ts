import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { MINE, startLinesScene, ZONE, type LinesScene } from './lines-scene.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const EDIT = '/execute/DNS/mass_edit_zone';
const GRANT = { operation: 'DNS::mass_edit_zone', resources: [MINE] };
const ADD = encodeURIComponent(JSON.stringify({ dname: '_acme-challenge', ttl: 60, record_type: 'TXT', data: ['v'] }));

let scene: LinesScene;
beforeAll(async () => (scene = await startLinesScene()));
beforeEach(() => {
  scene.asked.length = 0;
  scene.panel.clearExecuted();
});
afterEach(() => {
  scene.meanwhile = () => undefined;
});
afterAll(() => scene.close());

const edits = () => scene.asked.filter((path) => path === EDIT).length;
/** The panel's answers to edits stay on their way until this is called. */
function holdEdits(): () => void {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  scene.meanwhile = (path) => (path === EDIT ? held : undefined);
  return letGo;
}
const add = async (token: Awaited<ReturnType<LinesScene['token']>>, zone = ZONE) => scene.call(token, { path: `${EDIT}?zone=${zone}&serial=${(await scene.zone()).serial}&add=${ADD}` });

it('edits of one zone go to the panel one after another, in whatever way the zone is written', async () => {
  const token = await scene.token(GRANT);
  const letGo = holdEdits();
  const first = add(token);
  await eventually(async () => expect(edits()).toBe(1));
  const others = [add(token, ZONE.toUpperCase()), add(token, `${ZONE}.`), add(scene.provider.account.token)];
  // Another call passes them all: they wait for the zone, not for the panel.
  expect(await scene.call(scene.provider.account.token, { path: '/execute/Email/list_pops' })).toMatchObject({ status: 200 });
  expect(edits()).toBe(1);
  letGo();
  await Promise.all([first, ...others]);
  expect(edits()).toBe(4);
  // The others had all read the same serial: of them the panel takes the one that comes first.
  expect(scene.panel.executed().filter(({ function: name, ok }) => name === 'mass_edit_zone' && ok)).toHaveLength(2);
});

it('a revoke reaches an edit that waits for its turn', async () => {
  const [patient, revoked] = [await scene.token(GRANT), await scene.token(GRANT)];
  const letGo = holdEdits();
  const first = add(patient);
  await eventually(async () => expect(edits()).toBe(1));
  const waiting = add(revoked);
  expect(await scene.call(scene.provider.account.token, { path: '/execute/Email/list_pops' })).toMatchObject({ status: 200 });
  expect(await operator.delete(`${scene.provider.account.path}/tokens/${revoked.id}`)).toMatchObject({ status: 200 });
  letGo();
  expect(await first).toMatchObject({ status: 200 });
  expect(await waiting).toMatchObject({ status: 401 });
  expect(edits()).toBe(1);
});

it('a revoke reaches an edit whose lines are being read', async () => {
  const token = await scene.token(GRANT);
  expect(await add(token)).toMatchObject({ status: 200 });
  const { serial, records } = await scene.zone();
  const line = records.find(({ name }) => name === '_acme-challenge')!.line;
  scene.asked.length = 0;
  scene.meanwhile = async (path) => {
    if (path === '/execute/DNS/parse_zone') expect(await operator.delete(`${scene.provider.account.path}/tokens/${token.id}`)).toMatchObject({ status: 200 });
  };
  expect(await scene.call(token, { path: `${EDIT}?zone=${ZONE}&serial=${serial}&remove=${line}` })).toMatchObject({ status: 401 });
  expect(scene.asked).toEqual(['/execute/DNS/parse_zone']);
});
