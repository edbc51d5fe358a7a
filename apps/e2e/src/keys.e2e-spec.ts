import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyringFile } from '@portcullis/contracts';
import pg from 'pg';
import { apiOf, type Api } from './clients/api.js';
import { eventually } from './eventually.js';
import { ownStack, type OwnStack } from './stacks.js';

jest.setTimeout(60_000);

let own: OwnStack;
let operator: Api;
let database: pg.Client;
const info = () => own.stack.info;

beforeAll(async () => {
  own = await ownStack();
  operator = apiOf(info().gateway, info().operatorToken);
  database = new pg.Client({ connectionString: info().postgres });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await own?.discard();
});

/** As `keys rotate` does it: another file, renamed over the old one. */
function editKeyring(service: 'gateway' | 'tokens', edit: (file: KeyringFile) => KeyringFile): void {
  const path = join(own.dataDir, 'keys', `${service}.json`);
  const file = edit(JSON.parse(readFileSync(path, 'utf8')) as KeyringFile);
  writeFileSync(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
const withNewKey = (id: string) => (file: KeyringFile) => ({ ...file, current: id, keys: { ...file.keys, [id]: randomBytes(32).toString('base64') } });

const tell = (...names: string[]): void => names.forEach((name) => own.stack.kill(name, 'SIGHUP'));

async function rekeyAll(): Promise<number> {
  let rekeyed = 0;
  for (let cursor: string | null = null; ; ) {
    const answer = await operator.post('/v1/keys/rekey', cursor === null ? {} : { cursor });
    expect(answer).toMatchObject({ status: 200, body: { rekeyed: expect.any(Number) as number } });
    const body = answer.body as { rekeyed: number; next: string | null };
    rekeyed += body.rekeyed;
    if (body.next === null) return rekeyed;
    cursor = body.next;
  }
}

const keyIds = async (): Promise<string[]> =>
  (await database.query<{ id: string }>('SELECT DISTINCT key_id AS id FROM tokens.credential ORDER BY 1')).rows.map(({ id }) => id);
const sealedUnder = async (): Promise<string[]> =>
  (
    await database.query<{ id: string }>(
      `SELECT upstream ->> 'keyId' AS id FROM permissions.account WHERE upstream IS NOT NULL
       UNION SELECT upstream ->> 'keyId' FROM permissions.tenant WHERE upstream IS NOT NULL`,
    )
  ).rows.map(({ id }) => id);

/** What the panel answers to the demo account's own token, through that gateway. */
async function callPanel(gateway: string): Promise<number> {
  const { tenant, account, domain, fullToken } = info().demo;
  const response = await fetch(`${gateway}/t/${tenant}/execute/DNS/parse_zone?zone=${domain}`, { headers: { authorization: `cpanel ${account}:${fullToken}` } });
  await response.arrayBuffer();
  return response.status;
}

const isLive = async (token: string): Promise<boolean> => ((await operator.post('/v1/verify', { token })).body as { allowed: boolean }).allowed;

describe('keys', () => {
  it('are rotated while everything goes on, and the old ones retired, without anybody getting another token', async () => {
    const { fullToken, restrictedToken } = info().demo;
    expect(await operator.put('/v1/tenants/demo/upstream', { scheme: 'whm', user: 'root', token: 'WHMTOKEN' })).toMatchObject({ status: 200 });
    expect([await keyIds(), await sealedUnder()]).toEqual([['k1'], ['k1']]);

    editKeyring('tokens', withNewKey('k2'));
    editKeyring('gateway', withNewKey('k2'));
    // One gateway is not told, and has to find out by itself.
    tell('tokens-1', 'gateway-1');
    await eventually(async () => {
      await rekeyAll();
      expect(await sealedUnder()).toEqual(['k2']);
      expect(await keyIds()).not.toContain('k1');
    });
    expect(await rekeyAll()).toBe(0);
    for (const gateway of info().gateways) await eventually(async () => expect(await callPanel(gateway)).toBe(200));

    // The one that was used is no path any more; the idle one is.
    await eventually(async () => expect(await keyIds()).toEqual(['k1.k2', 'k2']));

    editKeyring('tokens', (file) => ({ ...file, retired: ['k1'] }));
    editKeyring('gateway', ({ keys: { k2 }, current }) => ({ current, keys: { k2: k2! } }));
    tell('tokens-1', ...info().gateways.map((_, at) => `gateway-${at + 1}`));
    expect([await isLive(fullToken), await isLive(restrictedToken)]).toEqual([true, true]);
    for (const gateway of info().gateways) expect(await callPanel(gateway)).toBe(200);
  });

  it('that are retired vouch for nothing that was left under them', async () => {
    const { rows } = await database.query<{ public_id: string }>(`SELECT public_id FROM tokens.credential WHERE key_id = 'k2' LIMIT 1`);
    expect(rows).toHaveLength(1);
    editKeyring('tokens', (file) => ({ ...withNewKey('k3')(file), retired: ['k1', 'k2'] }));
    tell('tokens-1');
    await eventually(async () => expect((await operator.get('/v1/tenants/demo')).status).toBe(401));
    // What is said of it can be taken back, as long as the key is there.
    editKeyring('tokens', (file) => ({ ...file, retired: [] }));
    tell('tokens-1');
    await eventually(async () => expect((await operator.get('/v1/tenants/demo')).status).toBe(200));
  });

  it('are re-keyed by operators alone', async () => {
    expect((await apiOf(info().gateway, info().demo.fullToken).post('/v1/keys/rekey', {})).status).toBe(403);
    expect((await operator.post('/v1/keys/rekey', { cursor: 'nonsense' })).status).toBe(400);
  });
});
