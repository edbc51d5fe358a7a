import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { startPanel, type Panel } from '@portcullis/panel';
import { apiOf, type Api } from './clients/api.js';
import { PANEL_TOKEN } from './providers.js';
import { eventually } from './eventually.js';
import { ownStack, type OwnStack } from './stacks.js';
import { ALL_ACCEPT, cellsOf, Doors, expectInForce, issueFor, makePowers } from './taken-power.js';

jest.setTimeout(120_000);

const RECOVERED_WITHIN_MS = 40_000;

let own: OwnStack;
let operator: Api;
let doors: Doors;
let panel: Panel;

beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  own = await ownStack();
  const { gateway, gateways, operatorToken } = own.stack.info;
  operator = apiOf(gateway, operatorToken);
  doors = new Doors(gateways, operatorToken);
});
afterAll(async () => {
  await own?.discard();
  await panel?.close();
});

async function whileStopped(work: () => void): Promise<void> {
  await own.stack.stopProcess('postgres');
  work();
  await own.stack.startProcess('postgres');
}

describe('a database that is put back from a copy', () => {
  it('gives back nothing of what was taken since, at no moment', async () => {
    const { postgres } = own.stack.info;
    const { postgresDir } = own.stack;
    const powers = await makePowers(operator, panel.url);
    const kept = { provider: powers[0]!.provider, token: await issueFor(operator, powers[0]!.provider) };
    await whileStopped(() => execFileSync('cp', ['-a', postgresDir, `${postgresDir}-copy`]));
    await eventually(async () => {
      for (const power of [...powers, kept]) expect(await doors.ask(power)).toEqual(ALL_ACCEPT);
    }, RECOVERED_WITHIN_MS);
    const copied = await cellsOf(postgres);

    for (const power of powers) expect(await power.take()).toMatchObject({ status: 200 });
    // What had not been told would be gone with the disk.
    await eventually(async () => expect(await cellsOf(postgres)).toMatchObject([{ untold: 0 }, { untold: 0 }]));
    const watched = doors.watch(powers);
    await whileStopped(() => {
      renameSync(postgresDir, `${postgresDir}-lost`);
      renameSync(`${postgresDir}-copy`, postgresDir);
    });
    try {
      await eventually(() => expectInForce(operator, doors, powers, kept), RECOVERED_WITHIN_MS);
    } finally {
      expect(await watched()).toEqual(new Set(['refused', 'unavailable']));
    }
    const cells = await cellsOf(postgres);
    cells.forEach(({ epoch, isServed }, at) => expect([isServed, epoch > copied[at]!.epoch]).toEqual([true, true]));
  });
});
