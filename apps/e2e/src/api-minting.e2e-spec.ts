import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Api } from './clients/api.js';
import { callJson, OPERATIONS, pathAt, placeOf, problemIn, validBody } from './operations.js';
import { issue, makeProvider, newSlug, type Issued, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const as = ({ secret }: Issued): Api => apiOf(gateway, secret);

let provider: Provider;
let accountTokens: string;
let tenantTokens: string;
beforeAll(async () => {
  provider = await makeProvider(operator);
  accountTokens = `${provider.account.path}/tokens`;
  tenantTokens = `${provider.path}/tokens`;
});

const restricted = (...grants: object[]) => ({ name: newSlug(), access: 'restricted', grants });
const full = () => ({ name: newSlug(), access: 'full' });
const names = async (): Promise<string[]> =>
  (await operator.get(`${tenantTokens}?limit=200`)).body.items.map((token: { name: string }) => token.name);

/** Expects that nothing of this kind is made, whatever is said to the one who tried. */
async function refuses(api: Api, path: string, body: { name: string }, status: number, code: string): Promise<void> {
  expect(await api.post(path, body)).toMatchObject({ status, body: { code } });
  expect(await names()).not.toContain(body.name);
}

const CREATE = { operation: 'Portcullis::create_token' };

describe('a restricted token that may create tokens', () => {
  let minter: Api;
  beforeAll(async () => {
    const grants = [
      CREATE,
      { operation: 'DNS::parse_zone' },
      { operation: 'Email::*' },
      { operation: 'DNS::mass_edit_zone', access: 'read' },
      { feature: 'subdomains', access: 'read' },
    ];
    minter = as(await issue(operator, accountTokens, restricted(...grants)));
  });

  it.each([
    [[{ operation: 'DNS::parse_zone' }]],
    [[{ operation: 'DNS::parse_zone', access: 'read' }]],
    [[{ operation: 'Email::*' }]],
    [[{ operation: 'Email::*', access: 'read' }]],
    [[{ operation: 'Email::add_pop' }, { operation: 'DNS::mass_edit_zone', access: 'read' }]],
    [[{ feature: 'subdomains', access: 'read' }]],
    [[CREATE, { operation: 'DNS::parse_zone' }]],
  ])('hands out what it holds, and narrower: %j', async (grants) => {
    await issue(minter, accountTokens, restricted(...grants));
  });

  it.each([
    [[{ operation: 'DNS::*' }]],
    [[{ operation: 'DNS::mass_edit_zone' }]],
    [[{ operation: 'DNS::mass_edit_zone', access: 'write' }]],
    [[{ feature: 'subdomains' }]],
    [[{ feature: 'zoneedit', access: 'read' }]],
    [[{ feature: 'popaccts' }]],
    [[{ operation: 'EmailAuth::*' }]],
    [[{ operation: 'Email::generate_mailman_otp' }]],
    [[{ operation: 'SSL::fetch_key_and_cabundle_for_certificate' }]],
    [[{ operation: 'Portcullis::revoke_token' }]],
    [[{ operation: 'DNS::parse_zone' }, { operation: 'Fileman::get_file_content' }]],
  ])('never what it does not hold: %j', async (grants) => {
    await refuses(minter, accountTokens, restricted(...grants), 403, 'exceeds_caller');
  });

  it('never full access', () => refuses(minter, accountTokens, full(), 403, 'exceeds_caller'));

  it('and its offspring no more than itself', async () => {
    const child = as(await issue(minter, accountTokens, restricted(CREATE, { operation: 'DNS::parse_zone' })));
    await issue(child, accountTokens, restricted({ operation: 'DNS::parse_zone' }));
    await refuses(child, accountTokens, restricted({ operation: 'Email::add_pop' }), 403, 'exceeds_caller');
    const blind = as(await issue(child, accountTokens, restricted({ operation: 'DNS::parse_zone' })));
    await refuses(blind, accountTokens, restricted({ operation: 'DNS::parse_zone' }), 403, 'permission_denied');
  });
});

describe('a token of each kind hands out no other power than its own', () => {
  const kinds = (kind: string, body: { name: string }) => ({ ...body, kind });

  it('an account with full access: its own tokens, with any operation of the panel, none of the provider’s', async () => {
    const api = as(provider.account.token);
    await issue(api, accountTokens, full());
    await issue(api, accountTokens, restricted({ operation: 'DNS::*' }, { feature: 'zoneedit' }, CREATE));
    for (const operation of [
      'Portcullis::verify',
      'Portcullis::read_policy',
      'Portcullis::edit_account',
      'Portcullis::edit_panel',
    ]) {
      await refuses(api, accountTokens, restricted({ operation }), 403, 'exceeds_caller');
    }
    for (const kind of ['account', 'tenant', 'operator'])
      await refuses(api, accountTokens, kinds(kind, full()), 400, 'invalid_request');
  });

  it('a tenant with full access: tenants and services, no operator, nothing that is the platform’s alone', async () => {
    const api = as(provider.token);
    await issue(api, tenantTokens, kinds('tenant', full()));
    await issue(api, tenantTokens, kinds('service', restricted({ operation: 'Portcullis::verify' })));
    await issue(api, accountTokens, full());
    await refuses(api, tenantTokens, kinds('operator', full()), 403, 'exceeds_caller');
    await refuses(
      api,
      tenantTokens,
      kinds('operator', restricted({ operation: 'Portcullis::verify' })),
      403,
      'exceeds_caller',
    );
    await refuses(
      api,
      tenantTokens,
      kinds('service', restricted({ operation: 'Portcullis::edit_panel' })),
      403,
      'exceeds_caller',
    );
    await refuses(
      api,
      tenantTokens,
      kinds('tenant', restricted({ operation: 'Portcullis::edit_panel' })),
      403,
      'exceeds_caller',
    );
    await refuses(api, tenantTokens, kinds('account', full()), 400, 'invalid_request');
    expect(await api.post('/v1/tenants/platform/tokens', kinds('operator', full()))).toMatchObject({ status: 404 });
  });

  it('a service: what it was given by name, to services and accounts, and full access to nobody', async () => {
    const api = as(
      await issue(operator, tenantTokens, kinds('service', restricted(CREATE, { operation: 'DNS::parse_zone' }))),
    );
    await issue(api, tenantTokens, kinds('service', restricted({ operation: 'DNS::parse_zone' })));
    await issue(api, accountTokens, restricted({ operation: 'DNS::parse_zone' }));
    await refuses(
      api,
      tenantTokens,
      kinds('tenant', restricted({ operation: 'DNS::parse_zone' })),
      403,
      'exceeds_caller',
    );
    await refuses(
      api,
      tenantTokens,
      kinds('service', restricted({ operation: 'Portcullis::verify' })),
      403,
      'exceeds_caller',
    );
    await refuses(api, accountTokens, full(), 403, 'exceeds_caller');
    for (const maker of [api, as(provider.token), operator])
      await refuses(maker, tenantTokens, kinds('service', full()), 403, 'exceeds_caller');
  });

  it('an operator: operators too, in the platform’s own tenant and nowhere else', async () => {
    await refuses(operator, tenantTokens, kinds('operator', full()), 403, 'exceeds_caller');
    const made = await issue(operator, '/v1/tenants/ten_platform/tokens', kinds('operator', full()));
    expect(await as(made).get(provider.path)).toMatchObject({ status: 200 });
    expect(await operator.delete(`/v1/tenants/platform/tokens/${made.id}`)).toMatchObject({ status: 200 });
    expect(await as(made).get(provider.path)).toMatchObject({ status: 401 });
  });

  it('an operator: no tenant’s token in the platform, which could make services that reach everybody', async () => {
    const tried = await operator.post('/v1/tenants/platform/tokens', kinds('tenant', full()));
    expect(tried).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
  });

  it('a service of the platform: no operator', async () => {
    const body = restricted(CREATE, { operation: 'Portcullis::edit_panel' });
    const made = await issue(operator, '/v1/tenants/platform/tokens', kinds('service', body));
    expect(await as(made).post('/v1/tenants/platform/tokens', kinds('operator', full()))).toMatchObject({
      status: 403,
      body: { code: 'exceeds_caller' },
    });
    const operators = restricted({ operation: 'Portcullis::edit_panel' });
    expect(await as(made).post('/v1/tenants/platform/tokens', kinds('operator', operators))).toMatchObject({
      status: 403,
      body: { code: 'exceeds_caller' },
    });
    expect(await operator.delete(`/v1/tenants/platform/tokens/${made.id}`)).toMatchObject({ status: 200 });
  });
});

describe('a token that ends', () => {
  it('makes none that outlives it', async () => {
    const expiresAt = '2090-01-01T00:00:00.000Z';
    const api = as(await issue(operator, accountTokens, { ...full(), expiresAt }));
    for (const end of [expiresAt, '2090-01-01T01:00:00+02:00'])
      await issue(api, accountTokens, { ...full(), expiresAt: end });
    for (const end of [
      {},
      { expiresAt: null },
      { expiresAt: '2090-01-01T00:00:00.001Z' },
      { expiresAt: '2090-01-01T00:00:00-00:01' },
    ]) {
      await refuses(api, accountTokens, { ...full(), ...end }, 403, 'exceeds_caller');
    }
  });
});

describe('a restricted management token', () => {
  it('does what it names, and nothing else', async () => {
    const held = 'Portcullis::list_accounts';
    const kinds = [
      await issue(operator, tenantTokens, { kind: 'service', ...restricted({ operation: held }) }),
      await issue(operator, tenantTokens, { kind: 'tenant', ...restricted({ operation: held }) }),
    ];
    for (const { secret } of kinds) {
      for (const { name, operation } of OPERATIONS) {
        const place = placeOf(provider);
        const answer = await callJson(
          gateway,
          secret,
          operation.method,
          pathAt(operation, place),
          validBody(name, place),
        );
        if (operation.operation === held) expect(answer.status).toBe(200);
        else
          expect(problemIn(answer)).toMatchObject({
            code: 'permission_denied',
            detail: expect.stringContaining(operation.operation),
          });
      }
    }
    expect(await operator.get(provider.account.path)).toMatchObject({
      status: 200,
      body: { account: { status: 'active' } },
    });
  });

  it('holds management by name alone, ours or the panel\'s for it: no wildcard, no feature and no other operation opens it', async () => {
    const grants = [{ operation: 'Tokens::*' }, { operation: 'Email::add_pop' }, { feature: 'apitokens' }];
    const { secret } = await issue(operator, accountTokens, restricted(...grants));
    for (const { name, operation } of OPERATIONS) {
      const place = placeOf(provider);
      const answer = await callJson(
        gateway,
        secret,
        operation.method,
        pathAt(operation, place),
        validBody(name, place),
      );
      expect(problemIn(answer).code).toBe('permission_denied');
    }
  });

  it('with read access to an operation that changes things cannot do it', async () => {
    const grants = [
      { operation: 'Portcullis::revoke_token', access: 'read' },
      { operation: 'Portcullis::list_tokens', access: 'read' },
    ];
    const api = as(await issue(operator, accountTokens, restricted(...grants)));
    expect(await api.get(accountTokens)).toMatchObject({ status: 200 });
    expect(await api.delete(`${accountTokens}/${provider.account.token.id}`)).toMatchObject({
      status: 403,
      body: { code: 'permission_denied' },
    });
  });
});
