import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '@portcullis/stack/layout';
import { sharedStack, sharedStackDir, startBackground } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeProvider, newSlug, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { toldOf, trailOf } from './trails.js';

const { gateway, operatorToken, nats, postgres } = sharedStack();
const operator = apiOf(gateway, operatorToken);

/** One more tokens process, with the very rights that the others have, which sweeps every second. */
async function startSweeper(): Promise<{ stop(): Promise<void> }> {
  const dataDir = sharedStackDir();
  const secrets = JSON.parse(readFileSync(join(dataDir, 'dev-secrets.json'), 'utf8')) as { nats: { tokens: string }; postgres: Record<string, string> };
  const as = (address: string, username: string, password: string): string => Object.assign(new URL(address), { username, password }).href;
  return startBackground({
    args: [join(REPOSITORY, 'apps', 'tokens', 'dist', 'main.js')],
    env: {
      PORTCULLIS_INSTANCE: 'tokens-sweeper',
      PORTCULLIS_NATS_URL: as(nats, 'tokens', secrets.nats.tokens),
      PORTCULLIS_DATABASE_URL: as(postgres, 'portcullis_tokens', secrets.postgres['tokens']!),
      PORTCULLIS_KEYRING_FILE: join(dataDir, 'keys', 'tokens.json'),
      PORTCULLIS_SWEEP_SECONDS: '1',
      PORTCULLIS_STOP_ON_STDIN_END: '1',
    },
    ready: (output) => /"msg":"(ready)"/.exec(output)?.[1] ?? null,
    withinMs: 30_000,
  });
}

/** A living token and a revoked one, both of the account. */
async function twoTokens({ account }: Provider): Promise<{ alive: string; dead: string }> {
  const own = apiOf(gateway, account.token.secret);
  const paths = [];
  for (const _ of [1, 2]) paths.push(`${account.path}/tokens/${(await issue(own, `${account.path}/tokens`, { name: newSlug(), access: 'full' })).id}`);
  const [alive, dead] = paths as [string, string];
  expect(await own.delete(dead)).toMatchObject({ status: 200 });
  return { alive, dead };
}

describe('dead tokens', () => {
  it('stay to be seen for as long as their tenant’s policy says, and go then, though not from the trail', async () => {
    const [hasty, other] = [await makeProvider(operator), await makeProvider(operator)];
    expect(await operator.put(`${hasty.path}/policy`, { rateLimit: null, deadTokenDays: 0 })).toMatchObject({ status: 200 });
    const [ofHasty, ofOther] = [await twoTokens(hasty), await twoTokens(other)];
    const { stop } = await startSweeper();
    try {
      await eventually(async () => expect(await operator.get(ofHasty.dead)).toMatchObject({ status: 404 }));
      for (const path of [ofHasty.alive, ofOther.alive, ofOther.dead]) expect(await operator.get(path)).toMatchObject({ status: 200 });
      const id = ofHasty.dead.split('/').at(-1)!;
      expect(toldOf(await trailOf(operator, hasty.slug), id)).toEqual(['token.created', 'token.revoked']);
    } finally {
      await stop();
    }
  });
});
