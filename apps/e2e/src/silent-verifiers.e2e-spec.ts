import { join } from 'node:path';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { createVerifier, type Verifier } from '@portcullis/verifier';
import { FaultProxy } from '@portcullis/stack';
import { REPOSITORY } from '@portcullis/stack/layout';
import { startBackground } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { issue, makeProvider, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { freeze, ownStack, thaw, type OwnStack } from './stacks.js';
import { withDatabase } from './with-database.js';

/** A lease, and what clocks may differ by: nobody who was silent acts on anything older. */
const LEASE_IS_DEAD_MS = 2_000 / 0.98;
/** From its last renewal, of which there is one every half second, give or take a fifth. */
const SOONEST_MS = LEASE_IS_DEAD_MS * 0.9;

let own: OwnStack;
let provider: Provider;
let operator: ReturnType<typeof apiOf>;

beforeAll(async () => {
  own = await ownStack();
  operator = apiOf(own.stack.info.gateway, own.stack.info.operatorToken);
  provider = await makeProvider(operator);
}, 120_000);
afterEach(() => thaw());
afterAll(() => own.discard());

let names = 0;
const newToken = (): Promise<Issued> => issue(operator, `${provider.account.path}/tokens`, { name: `silent-${++names}`, access: 'full' });

interface Revoked {
  readonly answer: Answer;
  readonly tookMs: number;
  readonly verifiers: { readonly live: number; readonly confirmed: number; readonly fenced: number };
}

async function revoke({ id }: Issued): Promise<Revoked> {
  const beganMs = performance.now();
  const answer = await operator.delete(`${provider.account.path}/tokens/${id}`);
  const { enforcement } = answer.body as { enforcement: Pick<Revoked, 'verifiers'> };
  expect(answer.status).toBe(200);
  return { answer, tookMs: performance.now() - beganMs, verifiers: enforcement.verifiers };
}

/** What a gateway says of a token that is presented to it. */
async function presented(gateway: string, { secret }: Issued): Promise<number> {
  const answer = await fetch(`${gateway}/v1/tenants/${provider.slug}/accounts/alice/tokens?limit=1`, { headers: { authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
}

/** Both gateways have their leases, and know the token. */
async function bothLive(): Promise<Issued> {
  return eventually(async () => {
    const { verifiers } = await revoke(await newToken());
    expect(verifiers).toMatchObject({ live: 2, fenced: 0 });
    const token = await newToken();
    for (const gateway of own.stack.info.gateways) expect(await presented(gateway, token)).toBe(200);
    return token;
  });
}

const pidOf = (name: string): number => own.stack.info.pids[name]!;

describe('a revoke while a gateway is frozen', () => {
  it('returns when the gateway cannot act on its lease any more, and the gateway takes nothing that was revoked when it goes on', async () => {
    const token = await bothLive();
    freeze(pidOf('gateway-2'));
    const { tookMs, verifiers } = await revoke(token);
    // Whether it is fenced or not: its last renewal may have been on its way when it froze.
    expect(verifiers.live).toBe(2);
    expect(tookMs).toBeGreaterThan(SOONEST_MS);
    thaw();
    expect(await presented(own.stack.info.gateways[1]!, token)).toBe(401);
  });

  it('that is repeated while the first still waits, waits as well', async () => {
    const token = await bothLive();
    freeze(pidOf('gateway-2'));
    const first = revoke(token);
    // The first has committed: whoever asks anew is refused already.
    await eventually(async () => expect(await presented(own.stack.info.gateway, token)).toBe(401));
    const second = await revoke(token);
    expect(second.verifiers.fenced + second.verifiers.confirmed).toBe(second.verifiers.live);
    thaw();
    expect(await presented(own.stack.info.gateways[1]!, token)).toBe(401);
    expect(second.tookMs).toBeGreaterThan(LEASE_IS_DEAD_MS / 2);
    await first;
  });

  it('and another process has taken its name: neither takes what was revoked', async () => {
    const token = await bothLive();
    const twin = await startTwin('gateway-2');
    try {
      expect(await presented(twin.ready, token)).toBe(200);
      freeze(pidOf('gateway-2'));
      expect((await revoke(token)).verifiers.live).toBe(3);
      expect(await presented(twin.ready, token)).toBe(401);
      thaw();
      expect(await presented(own.stack.info.gateways[1]!, token)).toBe(401);
    } finally {
      thaw();
      await twin.stop();
    }
  });
});

function startTwin(instance: string) {
  const { nats, gateway } = own.stack.info;
  return startBackground({
    args: [join(REPOSITORY, 'apps', 'gateway', 'dist', 'main.js')],
    env: {
      PORTCULLIS_INSTANCE: instance,
      ...{ PORTCULLIS_NATS_URL: nats, PORTCULLIS_LISTEN: '127.0.0.1:0', PORTCULLIS_PUBLIC_URL: gateway, PORTCULLIS_STOP_ON_STDIN_END: '1' },
      PORTCULLIS_KEYRING_FILE: join(own.dataDir, 'keys', 'gateway.json'),
      PORTCULLIS_ADDRESS_RATE_LIMIT: 'off',
    },
    ready: (output) => /"address":"(https?:[^"]+)"/.exec(output)?.[1] ?? null,
    withinMs: 30_000,
  });
}

describe('a verifier that reads for each request', () => {
  let proxy: FaultProxy;
  let verifier: Verifier;
  beforeAll(async () => {
    const url = new URL(own.stack.info.nats);
    proxy = await FaultProxy.open(Number(url.port));
    url.port = String(proxy.port);
    // It follows no shard, so no revoke waits for it.
    verifier = await createVerifier({ nats: { url: url.href }, name: 'reads-through', catalogue: loadGrantCatalogue(), shards: [] });
  });
  afterAll(async () => {
    await verifier.close();
    await proxy.close();
  });

  it('answers no request by a read that was sent before the request came, and may tell of a time before a revoke', async () => {
    const token = await newToken();
    expect(await verifier.verify(token.secret)).toMatchObject({ allowed: true });
    proxy.fail('deaf'); // questions pass, answers are held back
    const early = verifier.verify(token.secret);
    await eventually(() => {
      expect(verifier.health().authorities.tokens.readsInFlight).toBe(1);
      return Promise.resolve();
    });
    const { verifiers } = await revoke(token);
    expect(verifiers.fenced).toBe(0);
    const late = verifier.verify(token.secret);
    proxy.heal();
    expect(await late).toMatchObject({ allowed: false, code: 'token_revoked' });
    await early.catch(() => undefined); // it began before: either answer is true
  });
});

describe('a gateway that dies again and again', () => {
  it('keeps revokes waiting a few times, then gets no lease for a while, and serves by reading', async () => {
    await bothLive();
    const [, second] = own.stack.info.gateways;
    const strikes = (sql: string) => withDatabase(own.stack.info.postgres, async (client) => (await client.query(sql)).rowCount ?? 0);
    await strikes(`DELETE FROM tokens.host_strikes`); // what it did before in this file counts, too
    const isRefused = `name = 'gateway-2' AND refused_until > now()`;
    let waits = 0;
    while ((await strikes(`SELECT FROM tokens.host_strikes WHERE ${isRefused}`)) === 0) {
      const token = await newToken();
      await eventually(async () => expect(await presented(second!, token)).toBe(200));
      own.stack.kill('gateway-2', 'SIGKILL');
      if ((await revoke(token)).verifiers.fenced === 1) waits += 1;
    }
    expect(waits).toBeGreaterThanOrEqual(3);
    // As long as it takes on a slow machine to see what becomes of it.
    expect(await strikes(`UPDATE tokens.host_strikes SET refused_until = now() + interval '10 minutes' WHERE name = 'gateway-2'`)).toBe(1);

    const token = await newToken();
    await eventually(async () => expect(await presented(second!, token)).toBe(200));
    const { verifiers } = await revoke(token);
    expect(verifiers).toEqual({ live: 1, confirmed: 1, fenced: 0 });
    expect(await presented(second!, token)).toBe(401);
  }, 180_000);
});
