import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeProvider, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateways, operatorToken } = sharedStack();
const operator = apiOf(gateways[0]!, operatorToken);
const NAMES = gateways.map((_, at) => `gateway-${at + 1}`);
/** A proof is made once a minute. */
const A_PROOF_MS = 75_000;

let provider: Provider;
beforeAll(async () => {
  provider = await makeProvider(operator);
});

interface Status {
  readonly authorities: readonly { readonly authority: string; readonly epoch: string; readonly verifiers: readonly { readonly name: string }[] }[];
  readonly receipts: readonly { readonly id: string }[];
  readonly revokeToDead: { readonly tokens: { readonly count: number } };
  readonly proof: { readonly last: { readonly verifiers: number; readonly seenAlive: number; readonly seenDead: number; readonly acceptedAfter: number; readonly revokeMs: number } | null };
}
const statusFor = async (secret: string): Promise<Status> => {
  const { status, body } = await apiOf(gateways[1]!, secret).get('/v1/enforcement');
  expect(status).toBe(200);
  return body as Status;
};

describe('how the promise is kept', () => {
  it('tells a provider who answers from memory, by name, at both authorities', async () => {
    const { authorities } = await statusFor(provider.token.secret);
    expect(authorities.map(({ authority }) => authority).sort()).toEqual(['permissions', 'tokens']);
    for (const { epoch, verifiers } of authorities) {
      expect(Number(epoch)).toBeGreaterThan(0);
      expect(verifiers.map(({ name }) => name)).toEqual(expect.arrayContaining(NAMES));
    }
  });

  it('tells a provider of its own revokes and of nobody else’s', async () => {
    const token = await issue(operator, `${provider.account.path}/tokens`, { name: 'gone', access: 'full' });
    const { enforcement } = (await operator.delete(`${provider.account.path}/tokens/${token.id}`)).body as { enforcement: { id: string } };
    const own = await statusFor(provider.token.secret);
    expect(own.receipts.map(({ id }) => id)).toContain(enforcement.id);
    expect(own.revokeToDead.tokens.count).toBeGreaterThanOrEqual(1);

    const stranger = await statusFor((await makeProvider(operator)).token.secret);
    expect(stranger.receipts.map(({ id }) => id)).not.toContain(enforcement.id);
  });

  it(
    'is shown by a token that every gateway takes, and none takes once its revoke has returned',
    async () => {
      const { last } = await eventually(async () => {
        const { proof } = await statusFor(operatorToken);
        expect(proof.last).not.toBeNull();
        return proof as { last: NonNullable<Status['proof']['last']> };
      }, A_PROOF_MS);
      expect(last.verifiers).toBeGreaterThanOrEqual(gateways.length);
      expect(last).toMatchObject({ seenAlive: last.verifiers, seenDead: last.verifiers, acceptedAfter: 0 });
      expect(last.revokeMs).toBeGreaterThan(0);
    },
    A_PROOF_MS + 30_000,
  );

  it('is the provider’s business, and not an account holder’s', async () => {
    const { status, body } = await apiOf(gateways[0]!, provider.account.token.secret).get('/v1/enforcement');
    expect({ status, code: body['code'] }).toEqual({ status: 403, code: 'permission_denied' });
  });
});
