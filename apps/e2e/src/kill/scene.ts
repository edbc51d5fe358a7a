import type { Answer, Api } from '../clients/api.js';
import { makeProvider, type Issued, type Provider } from '../providers.js';
import { trailOf } from '../trails.js';
import { eventually } from '../eventually.js';
import { withDatabase } from '../with-database.js';
import type { OperationName } from './steps.js';

/** A provider of its own for one kill, so that one kill of the process can be many. */
export interface Scene {
  readonly operation: OperationName;
  readonly provider: Provider;
  readonly shard: number;
  /** The account's token that is edited, regenerated or revoked. */
  readonly target: Issued;
  /** Sends the operation, the very same request each time. */
  send(): Promise<Answer>;
}

const NEW_NAME = 'made';

export async function makeScene(gateway: string, operator: Api, postgres: string, operation: OperationName): Promise<Scene> {
  const provider = await makeProvider(operator);
  const target = provider.account.token;
  return {
    ...{ operation, provider, target },
    shard: await withDatabase(postgres, async (client) => {
      const { rows } = await client.query<{ shard: number }>('SELECT shard FROM permissions.tenant WHERE tenant_id = $1', [provider.id]);
      return rows[0]!.shard;
    }),
    async send() {
      const { method, path, headers, body } = requestOf(operation, provider, target);
      const response = await fetch(gateway + path, {
        method,
        headers: {
          authorization: `Bearer ${provider.token.secret}`,
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) };
    },
  };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

function requestOf(operation: OperationName, { slug, account }: Provider, target: Issued): Sent {
  const tokens = `${account.path}/tokens`;
  const repeatable = { 'idempotency-key': `"${slug}"` };
  switch (operation) {
    case 'create':
      return { method: 'POST', path: tokens, headers: repeatable, body: { name: NEW_NAME, access: 'full' } };
    case 'edit':
      return { method: 'PATCH', path: `${tokens}/${target.id}`, headers: { 'if-match': '"1"' }, body: { readOnly: true } };
    case 'regenerate':
      return { method: 'POST', path: `${tokens}/${target.id}/regenerate`, headers: repeatable, body: { overlapSeconds: 3600 } };
    case 'revoke':
      return { method: 'DELETE', path: `${tokens}/${target.id}`, headers: {} };
  }
}

const EVENT: Readonly<Record<OperationName, string>> = {
  create: 'token.created',
  edit: 'token.updated',
  regenerate: 'token.regenerated',
  revoke: 'token.revoked',
};

/** Resolves when the service has published all that it committed of this scene. */
export async function untilTold(postgres: string, { provider }: Scene): Promise<void> {
  await withDatabase(postgres, (client) =>
    eventually(async () => {
      const waiting = `SELECT type FROM tokens.outbox WHERE tenant_id = $1 AND published_at IS NULL`;
      expect((await client.query(waiting, [provider.id])).rows).toEqual([]);
    }),
  );
}

/** How often the trail says that the operation was done. */
export async function toldOften(operator: Api, { operation, provider, target }: Scene): Promise<number> {
  const trail = await trailOf(operator, provider.slug);
  const isAbout = ({ subject, data }: (typeof trail)[number]): boolean =>
    operation === 'create' ? data['name'] === NEW_NAME : subject === target.id;
  return trail.filter((entry) => entry.type === EVENT[operation] && isAbout(entry)).length;
}

/** Nothing of the operation is there, or all of it, wherever one looks. */
export async function expectDone(operator: Api, scene: Scene, isDone: boolean): Promise<void> {
  const { provider, target } = scene;
  const tokens = `${provider.account.path}/tokens`;
  const verdict = await operator.post('/v1/verify', { token: target.secret, operation: 'Email::add_pop' });
  const list = (await operator.get(tokens)).body as { items: { name: string; state: string }[] };
  const read = (await operator.get(`${tokens}/${target.id}`)).body as {
    token: { version: number; readOnly: boolean; state: string };
    credentials: unknown[];
  };
  const found = {
    made: list.items.filter(({ name }) => name === NEW_NAME).length,
    ...{ version: read.token.version, readOnly: read.token.readOnly, state: read.token.state },
    ...{ secrets: read.credentials.length, mayWrite: (verdict.body as { allowed: boolean }).allowed },
  };
  const untouched = { made: 0, version: 1, readOnly: false, state: 'active', secrets: 1, mayWrite: true };
  const done = {
    create: { ...untouched, made: 1 },
    edit: { ...untouched, version: 2, readOnly: true, mayWrite: false },
    regenerate: { ...untouched, version: 2, secrets: 2 },
    revoke: { ...untouched, version: 2, state: 'revoked', mayWrite: false, secrets: read.credentials.length },
  };
  expect(found).toEqual(isDone ? done[scene.operation] : untouched);
}

/** What the same request answers once more, after it was done or not: one result, whoever asks how often. */
export async function expectRepeatable(operator: Api, scene: Scene, wasDone: boolean): Promise<void> {
  const again = await scene.send();
  switch (scene.operation) {
    case 'create':
    case 'regenerate': {
      expect(again.status).toBe(201);
      const { secret } = again.body as { secret: string };
      expect((await operator.post('/v1/verify', { token: secret })).body).toMatchObject({ allowed: true });
      break;
    }
    case 'edit':
      expect(again.status).toBe(wasDone ? 412 : 200);
      break;
    case 'revoke':
      expect(again).toMatchObject({ status: 200, body: { token: { state: 'revoked' } } });
  }
}

/** Rows that belong together are there together: no credential that cannot be found, none found that is not there. */
export async function expectWhole(postgres: string, { provider, target, operation }: Scene): Promise<void> {
  await withDatabase(postgres, async (client) => {
    const { rows } = await client.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM tokens.credential WHERE tenant_id = $1)::int AS credentials,
              (SELECT count(*) FROM tokens.credential_locator WHERE tenant_id = $1)::int AS locators,
              (SELECT count(*) FROM tokens.change WHERE tenant_id = $1 AND target_id = $2)::int AS changes`,
      [provider.id, target.id],
    );
    const { credentials, locators, changes } = rows[0]!;
    expect({ locators, changes }).toEqual({ locators: credentials, changes: operation === 'create' ? 0 : 1 });
  });
}
