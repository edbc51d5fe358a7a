import { DEAD_MS } from '@portcullis/enforcement';
import { Cell, owner, shard, tenantId, until, type FakeVerifier } from './authority-for-spec.js';
import type { Receipt } from './receipt.js';

let cell: Cell;

beforeEach(async () => {
  cell = await Cell.open();
});

afterEach(() => cell.close());

/** What a promise came to, as far as it has come. */
function watched(promise: Promise<Receipt>): { receipt: Receipt | null; fault: unknown } {
  const seen: { receipt: Receipt | null; fault: unknown } = { receipt: null, fault: null };
  promise.then(
    (receipt) => (seen.receipt = receipt),
    (fault: unknown) => (seen.fault = fault),
  );
  return seen;
}

describe('a call that takes power', () => {
  it('is answered when every verifier that holds a lease has applied it', async () => {
    const authority = await cell.replica();
    const [one, other] = [await cell.verifier(), await cell.verifier('gateway-2')];
    const change = await cell.change();
    const receipt = await authority.enforce(owner, [change], false);
    expect(receipt).toMatchObject({ pending: false, verifiers: { live: 2, confirmed: 2, fenced: 0 } });
    const { target: _, ...position } = change;
    expect(receipt.parts).toEqual([position]);
    expect([one, other].map(({ view }) => view.positionOf(shard)?.rev)).toEqual([1, 1]);
  });

  it('waits for a silent verifier until its lease is dead, not a moment less, and fences it', async () => {
    const authority = await cell.replica();
    const [silent, awake] = [await cell.verifier('gateway-1'), await cell.verifier('gateway-2')];
    silent.silent = true;
    const seen = watched(authority.enforce(owner, [await cell.change()], false));
    await until(() => silent.heard.length > 0 && awake.heard.length > 0);
    // Whatever is read and heard now finds no more to do: the rows were read when both had been told.
    await until(async () => (await authority.status()).waiting === 1);
    const startedMs = cell.time.nowMs();
    while (seen.receipt === null) {
      cell.time.advance(10);
      await cell.door.flush();
      await cell.query('SELECT');
    }
    expect(cell.time.nowMs() - startedMs).toBeGreaterThanOrEqual(DEAD_MS);
    expect(silent.holds()).toBe(false);
    expect(seen.receipt).toMatchObject({ verifiers: { live: 2, confirmed: 1, fenced: 1 }, pending: false });
    expect(await cell.leases()).toEqual([awake.id]);
  });

  it('and a renewal that cross: either it waits for the verifier, or the verifier is told by its renewal', async () => {
    const authority = await cell.replica();
    const verifier = await cell.verifier();
    verifier.silent = true;
    for (let round = 1; round <= 10; round++) {
      // It hears nothing but by its lease: a host that does so all the time gets none.
      await cell.query(`UPDATE host_strikes SET struck_at = '{}'`);
      const seen = watched(cell.change().then((change) => authority.enforce(owner, [change], false)));
      const receipt = await until(async () => {
        await verifier.renew();
        cell.time.advance(50);
        return seen.receipt;
      });
      expect([receipt.verifiers, verifier.view.positionOf(shard)?.rev]).toEqual([{ live: 1, confirmed: 1, fenced: 0 }, round]);
    }
  });

  it('that finds nothing left to take waits for what took it, too', async () => {
    const authority = await cell.replica();
    const verifier = await cell.verifier();
    verifier.silent = true;
    await cell.change();
    const seen = watched(authority.enforce(owner, [(await cell.last())!], false));
    await until(() => verifier.heard.length > 0);
    expect(seen.receipt).toBeNull();
    await renewedUntil(verifier, 1);
    cell.time.advance(300);
    const receipt = await until(() => seen.receipt);
    expect(receipt).toMatchObject({ parts: [{ rev: '1' }], verifiers: { live: 1, confirmed: 1 } });
    // What is known to all by now is over at once, and its receipt is one of its own.
    const again = await authority.enforce(owner, [(await cell.last())!], false);
    expect(again).toMatchObject({ parts: receipt.parts, verifiers: { live: 1, confirmed: 1, fenced: 0 } });
    expect(again.id).not.toBe(receipt.id);
  });

  it('is answered by what another replica heard, once the lease says so', async () => {
    const [one, other] = [await cell.replica(), await cell.replica()];
    const verifier = await cell.verifier();
    // Its confirmations reach the other replica alone: both told it, and it answers the one.
    verifier.silent = true;
    const change = await cell.change();
    const seen = [watched(one.enforce(owner, [change], false)), watched(other.enforce(owner, [change], false))];
    await until(() => verifier.heard.length >= 2);
    await renewedUntil(verifier, 1);
    cell.time.advance(300);
    const receipts = [await until(() => seen[0]!.receipt), await until(() => seen[1]!.receipt)];
    expect(receipts.map(({ verifiers }) => verifiers)).toEqual(Array(2).fill({ live: 1, confirmed: 1, fenced: 0 }));
  });

  it('waits for no lease that was given back', async () => {
    const authority = await cell.replica();
    const verifier = await cell.verifier();
    verifier.silent = true;
    await verifier.giveBack();
    expect(verifier.holds()).toBe(false);
    expect(await authority.enforce(owner, [await cell.change()], false)).toMatchObject({ verifiers: { live: 0, confirmed: 0, fenced: 0 } });
  });

  it('waits for nothing where what took the power was over long ago', async () => {
    const authority = await cell.replica();
    (await cell.verifier()).silent = true;
    expect(await authority.enforce(owner, [], false)).toMatchObject({ parts: [], verifiers: { live: 0 }, pending: false });
  });

  it('that does not wait has a receipt that tells, to whoever asks any replica, how far it has come', async () => {
    const [one, other] = [await cell.replica(), await cell.replica()];
    const verifier = await cell.verifier();
    verifier.silent = true;
    const { id, pending } = await one.enforce(owner, [await cell.change()], true);
    expect(pending).toBe(true);
    expect(await other.receipt(owner, id)).toMatchObject({ id, parts: [{ rev: '1' }], verifiers: { live: 1, confirmed: 0, fenced: 0 }, pending: true });
    await renewedUntil(verifier, 1);
    expect(await other.receipt(owner, id)).toMatchObject({ verifiers: { live: 1, confirmed: 1 }, pending: false });
    cell.time.advance(300);
    const rows = () => cell.database.inTenant(tenantId, (tx) => tx.query<{ live: number | null }>('SELECT live FROM receipt WHERE id = $1', [id]));
    expect(await until(async () => (await rows())[0]!.live)).toBe(1);
    expect(await other.receipt(owner, id)).toMatchObject({ verifiers: { live: 1, confirmed: 1, fenced: 0 }, pending: false });
    expect(await other.receipt(owner, 'rcp_unknown')).toBeNull();
  });

  it('has a receipt that its tenant and its account can read, and no other account', async () => {
    const authority = await cell.replica();
    const readers = { tenant: { ...owner, accountId: null }, account: owner, other: { ...owner, accountId: 'acc_another' } };
    const read = async (id: string) => Promise.all(Object.values(readers).map(async (reader) => (await authority.receipt(reader, id)) !== null));
    for (const respondAsync of [false, true]) {
      const ofAccount = await authority.enforce(owner, [await cell.change()], respondAsync);
      expect(await read(ofAccount.id)).toEqual([true, true, false]);
      const ofTenant = await authority.enforce(readers.tenant, [await cell.change()], respondAsync);
      expect(await read(ofTenant.id)).toEqual([true, false, false]);
    }
  });

  it('may be announced alone: every verifier hears of it, and there is no receipt', async () => {
    const authority = await cell.replica();
    const verifier = await cell.verifier();
    authority.announce([await cell.change()]);
    await until(() => verifier.heard.length > 0);
    expect(verifier.view.positionOf(shard)?.rev).toBe(1);
    expect((await authority.status()).waiting).toBe(0);
    expect(await cell.database.inTenant(tenantId, (tx) => tx.query('SELECT FROM receipt'))).toEqual([]);
  });
});

describe('a verifier that nobody waits for any more', () => {
  it('loses its row when its number has stood still for as long as a lease lives', async () => {
    await cell.replica();
    const [gone, here] = [await cell.verifier(), await cell.verifier('gateway-2')];
    while ((await cell.leases()).includes(gone.id)) {
      cell.time.advance(250);
      await here.renew();
    }
    expect(await cell.leases()).toEqual([here.id]);
  });
});

/** Renews until it knows so many changes, and once more: its lease says so then. */
async function renewedUntil(verifier: FakeVerifier, rev: number): Promise<void> {
  await until(async () => {
    await verifier.renew();
    return (verifier.view.positionOf(shard)?.rev ?? 0) >= rev;
  });
  await verifier.renew();
}
