import { acmeShUapi } from '@portcullis/panel';
import { REPOSITORY } from '@portcullis/stack/layout';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { compileCpanelUapi, type CpanelUapi, type UapiReply } from './clients/cpanel-uapi.js';
import { allowable } from './denial-codes.js';

const stack = sharedStack();
const { tenant, account, domain } = stack.demo;
const tokensOfAlice = `/v1/tenants/${tenant}/accounts/${account}/tokens`;
const operator = apiOf(stack.gateway, stack.operatorToken);
/** The other gateway: what one knows, all know. */
const panelAddress = `${stack.gateways[1]!}/t/${tenant}`;

const acmeGrants = [{ operation: 'DomainInfo::list_domains' }, { operation: 'DNS::parse_zone' }, { operation: 'DNS::mass_edit_zone' }];

async function issue(name: string, grants: unknown[] = acmeGrants): Promise<{ id: string; secret: string }> {
  const made = await operator.post(tokensOfAlice, { name, access: 'restricted', grants });
  expect(made).toMatchObject({ status: 201, body: { token: { name, state: 'active', access: 'restricted', grants } } });
  return { id: made.body.token.id, secret: made.body.secret };
}

describe('a restricted token, through the real npm package cpanel-uapi', () => {
  let client: CpanelUapi;
  let token: { id: string; secret: string };

  beforeAll(async () => {
    client = await compileCpanelUapi(REPOSITORY);
    token = await issue('cpanel-uapi');
    client.default({ username: account, token: token.secret, cpanelUri: panelAddress });
  });

  const records = async (): Promise<{ record_type: string; data_b64: string[]; line_index: number }[]> => {
    const zone = await client.DNS.execute({ function: 'parse_zone', parameters: { zone: domain } });
    expect(zone).toMatchObject({ status: 1, errors: null });
    return zone.data as never;
  };
  const edit = async (change: Record<string, string | number>): Promise<UapiReply> => {
    const soa = (await records()).find((record) => record.record_type === 'SOA')!;
    const serial = Buffer.from(soa.data_b64[2]!, 'base64').toString();
    return client.DNS.execute({ function: 'mass_edit_zone', parameters: { zone: domain, serial, ...change } });
  };
  const lineOf = async (value: string) =>
    (await records()).find((record) => record.data_b64?.[0] === Buffer.from(value).toString('base64'))?.line_index;

  it('edits a DNS zone', async () => {
    const added = await edit({ add: JSON.stringify({ dname: '_portcullis', ttl: 300, record_type: 'TXT', data: ['through the gateway'] }) });
    expect(added).toMatchObject({ status: 1, errors: null, data: { new_serial: expect.stringMatching(/^\d+$/) } });
    const line = await lineOf('through the gateway');
    expect(line).toEqual(expect.any(Number));
    expect(await edit({ remove: line! })).toMatchObject({ status: 1 });
    expect(await lineOf('through the gateway')).toBeUndefined();
  });

  it('is refused a mailbox, in words, and the panel has none afterwards', async () => {
    const refused = await client.Email.addpop({ email: 'bob', password: 'correct-horse-battery' });
    expect(refused).toEqual({
      data: null,
      errors: [allowable('The token holds no grant for Email::add_pop.')],
      messages: null,
      metadata: {},
      status: 0,
      warnings: null,
    });
    const all = await issue('sees-mailboxes', [{ operation: 'Email::list_pops' }]);
    client.default({ username: account, token: all.secret, cpanelUri: panelAddress });
    const boxes = await (client.Email as unknown as { listpops(parameters: object): Promise<UapiReply> }).listpops({});
    client.default({ username: account, token: token.secret, cpanelUri: panelAddress });
    expect(boxes).toMatchObject({ status: 1 });
    expect(JSON.stringify(boxes.data)).not.toContain('bob@');
  });

  it('is refused everything once it is revoked', async () => {
    const revoked = await operator.delete(`${tokensOfAlice}/${token.id}`);
    expect(revoked).toMatchObject({
      status: 200,
      body: {
        token: { id: token.id, state: 'revoked' },
        enforcement: {
          id: expect.stringMatching(/^rcp_/),
          parts: [{ authority: 'tokens', shard: expect.any(Number), epoch: expect.any(String), rev: expect.any(String) }],
          verifiers: { live: stack.gateways.length, confirmed: stack.gateways.length, fenced: 0 },
        },
      },
    });
    const dead = { data: null, errors: ['The user name or API token is not accepted.'], messages: null, metadata: {}, status: 0, warnings: null };
    expect(await client.DNS.execute({ function: 'parse_zone', parameters: { zone: domain } })).toEqual(dead);
    expect(await client.DomainInfo.listdomains()).toEqual(dead);
    expect(await client.Email.addpop({ email: 'bob', password: 'correct-horse-battery' })).toEqual(dead);

    const again = await operator.delete(`${tokensOfAlice}/${token.id}`);
    expect(again.body.enforcement.parts).toEqual(revoked.body.enforcement.parts);
  });
});

describe("acme.sh's dns_cpanel_uapi sequence", () => {
  it('adds and removes a challenge with a token that holds just what it needs, and stops politely after the revoke', async () => {
    const token = await issue('acme-sh');
    const acme = acmeShUapi({ baseUrl: panelAddress, user: account, token: token.secret });
    await acme.add(`_acme-challenge.www.${domain}`, 'a-challenge-value');
    await acme.remove(`_acme-challenge.www.${domain}`, 'a-challenge-value');
    await operator.delete(`${tokensOfAlice}/${token.id}`);
    await expect(acme.add(`_acme-challenge.www.${domain}`, 'another')).rejects.toThrow();
  });

  it('stops at the first call that the token does not hold', async () => {
    const token = await issue('acme-sh-blind', [{ operation: 'DomainInfo::list_domains' }]);
    const acme = acmeShUapi({ baseUrl: panelAddress, user: account, token: token.secret });
    await expect(acme.add(`_acme-challenge.www.${domain}`, 'a-challenge-value')).rejects.toThrow();
  });
});
