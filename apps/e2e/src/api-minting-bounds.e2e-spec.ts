import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Api } from './clients/api.js';
import { issue, makeProvider, newSlug } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let accountTokens: string;
beforeAll(async () => {
  const { account } = await makeProvider(operator);
  accountTokens = `${account.path}/tokens`;
});

const CREATE = { operation: 'Portcullis::create_token' };
/** Before its maker ends. */
const soon = { expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
const restricted = (...grants: object[]) => ({ name: newSlug(), access: 'restricted', grants });

/** Expects that nothing is made. */
async function refuses(api: Api, body: { name: string }): Promise<void> {
  expect(await api.post(accountTokens, body)).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
  const { items } = (await operator.get(`${accountTokens}?limit=200`)).body as { items: { name: string }[] };
  expect(items.map(({ name }) => name)).not.toContain(body.name);
}

describe('a token that is denied something, or bounded in time, makes none that is not', () => {
  const DENIED = { effect: 'deny', operation: 'Email::*', resources: ['mailbox:*@alice.example'] };
  const HOURS = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00', zone: 'Etc/UTC' }];
  const UNTIL = '2090-01-01T00:00:00Z';
  const PRESET = { preset: 'dns-manager', resources: ['zone:alice.example'] };
  let minter: Api;
  beforeAll(async () => {
    const grants = [CREATE, { operation: 'Email::*' }, DENIED, { operation: 'DNS::parse_zone', until: UNTIL }, { operation: 'DNS::mass_edit_zone', once: true }, PRESET];
    minter = apiOf(gateway, (await issue(operator, accountTokens, { ...restricted(...grants), timeWindows: HOURS })).secret);
  });
  const timed = (...grants: object[]) => ({ ...restricted(...grants), timeWindows: HOURS });

  it.each([
    [[{ operation: 'Email::add_pop' }, DENIED]],
    [[{ operation: 'Email::*' }, { effect: 'deny', operation: 'Email::*' }]],
    [[{ operation: 'DNS::parse_zone', until: '2089-01-01T00:00:00Z' }]],
    [[PRESET]],
    [[{ ...PRESET, until: UNTIL }, { effect: 'deny', feature: 'popaccts' }]],
    [[{ operation: 'ZoneEdit::fetchzone_records', resources: ['zone:alice.example'] }]],
  ])('hands out what it holds, with its own denial or a wider one, for no longer: %j', async (grants) => {
    await issue(minter, accountTokens, timed(...grants));
  });

  it.each([
    [[{ operation: 'Email::add_pop' }]],
    [[{ operation: 'Email::add_pop' }, { ...DENIED, resources: ['mailbox:bob@alice.example'] }]],
    [[{ operation: 'Email::add_pop' }, { ...DENIED, access: 'write' }]],
    [[{ operation: 'DNS::parse_zone' }]],
    [[{ operation: 'DNS::parse_zone', until: '2090-01-01T00:00:00.001Z' }]],
    // It would be two calls.
    [[{ operation: 'DNS::mass_edit_zone', once: true }]],
    [[{ ...PRESET, resources: ['zone:elsewhere.example'] }]],
    [[{ preset: 'mailboxes', resources: ['mailbox:*@alice.example'] }]],
  ])('never more: %j', (grants) => refuses(minter, { ...timed(...grants), ...soon }));

  it('never at other times', async () => {
    const grants = [{ operation: 'Email::add_pop' }, DENIED];
    for (const timeWindows of [[], [{ ...HOURS[0]!, zone: 'Europe/Berlin' }]]) {
      await refuses(minter, { ...restricted(...grants), ...soon, ...{ timeWindows } });
    }
    await issue(minter, accountTokens, { ...restricted(...grants), timeWindows: [{ ...HOURS[0]!, from: '08:00', to: '18:00' }] });
  });
});
