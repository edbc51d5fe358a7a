import type { Api } from './clients/api.js';
import { issue, newSlug, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const CODE = /dny_[0-9A-Za-z]{22}/;

/** As texts read without the codes that denials can be opened by: each has its own. */
export function withoutCodes(text: string): string {
  return text.replaceAll(new RegExp(` Allow it with ${CODE.source}\\.`, 'g'), '');
}

/** The code in an answer; it must be there. */
export function codeIn(text: string): string {
  const [code] = CODE.exec(text) ?? [];
  expect({ text, code }).toEqual({ text, code: expect.any(String) as string });
  return code!;
}

/** A sentence about a denial that a grant would turn, behind which stands how to come by it. */
export function allowable(sentence: string): string {
  const literally = sentence.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return expect.stringMatching(new RegExp(`^${literally} Allow it with ${CODE.source}\\.$`)) as string;
}

/** A code that nobody was ever told. */
export const UNTOLD = `dny_${'0'.repeat(22)}`;

/** Has a new token of the account's denied something that it could be allowed, and answers the code once it can be opened. */
export async function makeDenial(operator: Api, { account }: Pick<Provider, 'account'>): Promise<string> {
  const grants = [{ operation: 'Email::list_pops' }];
  const { secret } = await issue(operator, `${account.path}/tokens`, { name: newSlug(), access: 'restricted', grants });
  const { denial } = (await operator.post('/v1/verify', { token: secret, operation: 'DNS::parse_zone', resources: ['zone:alice.example'] })).body as { denial: string };
  await eventually(async () => expect(await operator.get(`${account.path}/denials/${denial}`)).toMatchObject({ status: 200 }));
  return denial;
}
