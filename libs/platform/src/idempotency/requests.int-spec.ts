import { granted, newId, refused } from '@portcullis/kernel';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { Database } from '../postgres/index.js';
import { randomBytes } from '../runtime/index.js';
import { forget, recall, remember, type RepeatableRequest } from './index.js';

const tenantId = newId('ten', randomBytes);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const sealedSecret = { keyId: 'k1', sealed: 'AAAA' };
const request = (key: string, body = 'body'): RepeatableRequest => ({ keyHash: hash(key), requestHash: hash(body), sealedSecret });

let world: IntegrationWorld;
let database: Database;

beforeAll(async () => {
  world = await integrationWorld();
  database = await Database.open({ url: world.databaseUrl('tokens'), name: 'test', entities: [], onIdleError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await world.close();
});

/** A create in short: answers what it or an earlier one made. */
const make = (asked: RepeatableRequest | null, id: string, tenant = tenantId) =>
  database.commit(tenant, async (tx) => {
    const before = await recall(tx, tenant, asked);
    if (!before.ok || before.value) return before;
    await remember(tx, tenant, asked, id);
    return granted({ id, sealedSecret: null });
  });

/** As if it had been asked so long ago. */
async function age(key: string, interval: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  await client.query(`SELECT set_config('app.tenant', $1, false)`, [tenantId]);
  await client.query(`UPDATE tokens.idempotency SET created_at = created_at - $1::interval WHERE key_hash = decode($2, 'hex')`, [interval, hash(key)]);
  await client.end();
}

const secrets = () =>
  database.inTenant(tenantId, (tx) => tx.query<{ kept: boolean }>('SELECT sealed_secret IS NOT NULL AS kept FROM idempotency WHERE tenant_id = $1', [tenantId]));

describe('a repeated request', () => {
  it('makes nothing again, and gets what the first one made', async () => {
    expect(await make(request('a'), 'first')).toEqual(granted({ id: 'first', sealedSecret: null }));
    expect(await make(request('a'), 'second')).toEqual(granted({ id: 'first', sealedSecret }));
  });

  it('is another request under another key, in another tenant, or without one', async () => {
    expect(await make(request('b'), 'other key')).toMatchObject({ value: { id: 'other key' } });
    expect(await make(request('a'), 'other tenant', newId('ten', randomBytes))).toMatchObject({ value: { id: 'other tenant' } });
    expect(await make(null, 'no key')).toMatchObject({ value: { id: 'no key' } });
    expect(await make(null, 'no key again')).toMatchObject({ value: { id: 'no key again' } });
  });

  it('is refused when it is not the same request', async () => {
    await make(request('c'), 'first');
    expect(await make(request('c', 'another body'), 'second')).toMatchObject({ ok: false, refusal: { code: 'idempotency_key_reused' } });
  });

  it('is refused while the first one is at work', async () => {
    let second: unknown;
    await database.commit(tenantId, async (tx) => {
      await recall(tx, tenantId, request('d'));
      await remember(tx, tenantId, request('d'), 'first');
      second = await make(request('d'), 'second');
      return granted(null);
    });
    expect(second).toMatchObject({ ok: false, refusal: { code: 'idempotency_in_progress' } });
    expect(await make(request('d'), 'third')).toMatchObject({ value: { id: 'first' } });
  });

  it('is a new one when the first was refused', async () => {
    await database.commit(tenantId, async (tx) => {
      await remember(tx, tenantId, request('e'), 'refused');
      return refused({ code: 'name_taken' });
    });
    expect(await make(request('e'), 'second')).toEqual(granted({ id: 'second', sealedSecret: null }));
  });

  it('of fifty at once, one makes it', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => make(request('f'), `made ${n}`)));
    const made = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value!.id] : [])));
    expect(made.size).toBe(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe('idempotency_in_progress');
  });
});

describe('after a while', () => {
  it('the secret is not shown again, swept or not', async () => {
    await make(request('g'), 'first');
    await age('g', '10 minutes');
    const late = { ok: false, refusal: { code: 'secret_already_shown' } };
    expect(await make(request('g'), 'second')).toMatchObject(late);
    await database.inTenant(tenantId, (tx) => forget(tx, tenantId));
    expect(await make(request('g'), 'second')).toMatchObject(late);
  });

  it('a request that made no secret is answered as before', async () => {
    const { keyHash, requestHash } = request('h');
    await make({ keyHash, requestHash }, 'first');
    await age('h', '23 hours');
    expect(await make({ keyHash, requestHash }, 'second')).toMatchObject({ value: { id: 'first' } });
  });

  it('nothing of it is left, secret first', async () => {
    await age('a', '11 minutes');
    await age('b', '25 hours');
    const before = (await secrets()).length;
    await database.inTenant(tenantId, (tx) => forget(tx, tenantId));
    const left = await secrets();
    expect(left.length).toBe(before - 1);
    expect(left.filter(({ kept }) => !kept).length).toBeGreaterThan(0);
    expect(await make(request('b'), 'anew')).toMatchObject({ value: { id: 'anew' } });
  });
});
