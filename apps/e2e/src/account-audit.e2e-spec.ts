import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeAccount, makeProvider, type Issued } from './providers.js';
import { eventually } from './eventually.js';
import { trailOf, type Entry } from './trails.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

describe('what an account reads of the audit trail', () => {
  it('is of itself and its tokens, and nothing of another account of the same tenant, whatever it asks for', async () => {
    const own = await makeProvider(operator);
    const [alice, bob] = [own.account, await makeAccount(operator, own.path, 'bob')];
    for (const { path, token } of [alice, bob]) {
      const limited = await issue(apiOf(gateway, token.secret), `${path}/tokens`, { name: 'limited', access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] });
      expect(await apiOf(gateway, limited.secret).get(`${path}/tokens`)).toMatchObject({ status: 403 });
    }
    const trail = await eventually(async () => {
      const read = await trailOf(operator, own.slug);
      expect(read.filter(({ type }) => type === 'request.denied')).toHaveLength(2);
      expect(read.filter(({ type }) => type === 'account.created')).toHaveLength(2);
      expect(read.filter(({ type }) => type === 'token.created')).toHaveLength(5);
      return read;
    });
    const seen = async (caller: Issued, query = ''): Promise<Entry[]> => {
      const answer = await apiOf(gateway, caller.secret).get(`${alice.path}/audit?limit=200${query}`);
      expect(answer).toMatchObject({ status: 200, body: { next: null } });
      return (answer.body.items as Entry[]).toReversed();
    };
    const about = trail.filter(({ subject, data }) => subject === alice.id || data['accountId'] === alice.id);
    expect(about.map(({ type }) => type).toSorted()).toEqual(['account.created', 'request.denied', 'token.created', 'token.created']);
    for (const caller of [alice.token, own.token]) expect(await seen(caller)).toEqual(about);
    for (const query of [`&subject=${bob.id}`, `&subject=${bob.token.id}`, '&search=bob', `&search=${bob.id}`, '&search=feature_list', '&type=feature_list.', '&until=2020-01-01T00:00:00Z']) {
      expect([query, await seen(alice.token, query)]).toEqual([query, []]);
    }
    expect((await seen(alice.token, '&type=token.&search=LIMITED')).map(({ type }) => type)).toEqual(['token.created']);
    expect((await seen(alice.token, '&search=list_tokens&since=2020-01-01T00:00:00Z')).map(({ type }) => type)).toEqual(['request.denied']);
    expect(await apiOf(gateway, alice.token.secret).get(`${bob.path}/audit`)).toMatchObject({ status: 404 });
    expect(await operator.get(`${alice.path}/audit?since=yesterday`)).toMatchObject({ status: 400 });
  });

  it('is there for its tenant once the account is gone, by its id', async () => {
    const own = await makeProvider(operator);
    expect(await operator.delete(own.account.path)).toMatchObject({ status: 200 });
    const types = async () => {
      const { body } = await apiOf(gateway, own.token.secret).get(`${own.path}/accounts/${own.account.id}/audit`);
      return (body.items as Entry[]).map(({ type }) => type);
    };
    await eventually(async () => expect(await types()).toContain('account.deleted'));
    expect(await operator.get(`${own.account.path}/audit`)).toMatchObject({ status: 404 });
  });
});
