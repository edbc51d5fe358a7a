import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { issue, makeProvider, newSlug, PANEL_TOKEN, PLAN, type Issued } from './providers.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

describe('the numbers in receipts', () => {
  interface Part {
    readonly authority: string;
    readonly shard: number;
    readonly epoch: string;
    readonly rev: string;
  }
  const partOf = ({ status, body }: Answer): Part => {
    expect({ status, enforcement: body.enforcement }).toMatchObject({
      status: 200,
      enforcement: { id: expect.stringMatching(/^rcp_/), parts: [{}] },
    });
    return body.enforcement.parts[0];
  };

  /** Another spec's provider may share the shard and come in between: rare, so a later try will do. */
  async function countUpByOne(authority: string, changes: () => Promise<Answer[]>): Promise<void> {
    await eventually(async () => {
      const parts = (await changes()).map(partOf);
      const [first] = parts as [Part];
      expect(parts).toEqual(parts.map((_, i) => ({ ...first, authority, rev: String(BigInt(first.rev) + BigInt(i)) })));
    });
  }

  it('rise by one with each change of a provider and those below it, and with nothing else', async () => {
    const provider = await makeProvider(operator);
    const child = await makeProvider(operator, provider.slug);
    await countUpByOne('permissions', async () => {
      const answers = [
        await operator.patch(provider.path, { name: 'One' }),
        await operator.patch(provider.path, { name: 'One' }),
      ];
      answers.push(
        await operator.patch(child.path, { status: 'suspended' }),
        await operator.patch(child.path, { status: 'active' }),
      );
      expect(await operator.patch(child.account.path, { featureList: 'none' })).toMatchObject({ status: 422 });
      expect(await operator.post(`${child.path}/accounts`, { username: 'alice', featureList: 'plan' })).toMatchObject({
        status: 409,
      });
      await issue(operator, `${child.account.path}/tokens`, { name: newSlug(), access: 'full' });
      answers.push(await operator.put(`${child.path}/feature-lists/plan`, { features: PLAN }));
      answers.push(await operator.put(`${child.path}/panel`, { url: 'http://127.0.0.1:9', hosts: [] }));
      answers.push(
        await operator.put(`${child.account.path}/upstream`, { scheme: 'cpanel', user: 'alice', token: PANEL_TOKEN }),
      );
      answers.push(await operator.patch(child.account.path, { domains: [] }));
      return answers;
    });
    await countUpByOne('tokens', async () => {
      const made: Issued[] = [];
      while (made.length < 4)
        made.push(await issue(operator, `${child.account.path}/tokens`, { name: newSlug(), access: 'full' }));
      const answers: Answer[] = [];
      for (const { id } of made) answers.push(await operator.delete(`${child.account.path}/tokens/${id}`));
      expect(partOf(await operator.delete(`${child.path}/tokens/${made[0]!.id}`))).toEqual(partOf(answers[0]!));
      return answers;
    });
  });

  it('rise by one even when changes come at once, each with a number of its own', async () => {
    const provider = await makeProvider(operator);
    await eventually(async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => operator.patch(provider.account.path, { domains: [] })),
      );
      const revs = answers.map((answer) => Number(partOf(answer).rev)).sort((one, other) => one - other);
      expect(revs).toEqual(revs.map((_, i) => revs[0]! + i));
    });
  });
});
