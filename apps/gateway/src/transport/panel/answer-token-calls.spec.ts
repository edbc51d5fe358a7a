import { loadCatalogue, Parameters, type Envelope, type PanelCall, type PanelRequest } from '@portcullis/cpanel';
import { origin } from '../../use-cases/authorities-for-spec.js';
import type { PresentedToken } from '../../use-cases/presented-token.js';
import type { TokenOutcome } from '../../use-cases/token-serving.js';
import { answerTokenCalls } from './answer-token-calls.js';

const call = (functionName: string, account: string | null = null): PanelCall => ({
  ...{ api: 'uapi', module: 'Tokens', function: functionName, resources: [], arguments: new Parameters([]), account, handler: 'tokens' },
  operation: loadCatalogue().operationNamed(`Tokens::${functionName}`),
});

/** What such a request is answered, when its functions come to these, one after another. */
async function answered(envelope: Envelope, calls: readonly PanelCall[], ...outcomes: TokenOutcome[]) {
  const served: [string, string][] = [];
  const gateway = {
    tokenTarget: async (_presented: PresentedToken, account: string | null) => ({ account: { username: account ?? 'own' } }) as never,
    serveTokens: async ({ function: name }: Pick<PanelCall, 'function'>, _presented: PresentedToken, target: { account: { username: string } } | null) => {
      served.push([name, target!.account.username]);
      return outcomes.shift()!;
    },
  };
  const request = { envelope, calls, canonicalPath: '/execute/Tokens/list' } as unknown as PanelRequest;
  const { reply, headers } = await answerTokenCalls(gateway as never, request)({ verdict: 'serve', presented: {} as PresentedToken, calls: [], once: [] }, origin);
  return { ...JSON.parse(reply.body), httpStatus: reply.status, headers, served };
}
const done: TokenOutcome = { ok: true, data: 1, receipts: ['rcp_1'] };
const failed: TokenOutcome = { ok: false, text: 'No.' };

describe('a request about tokens', () => {
  it('is answered in the shape it came in, with the receipt of what lost its power', async () => {
    expect(await answered({ shape: 'uapi' }, [call('revoke')], done)).toMatchObject({ status: 1, data: 1, httpStatus: 200, headers: { 'portcullis-receipt': 'rcp_1' } });
    expect(await answered({ shape: 'uapi' }, [call('list')], failed)).toMatchObject({ status: 0, errors: ['No.'], httpStatus: 200, headers: {} });
  });

  it('is about the account that a wrapped call names', async () => {
    const { served, data } = await answered({ shape: 'whm_uapi_cpanel', command: 'uapi_cpanel' }, [call('list', 'bob')], { ok: true, data: [] });
    expect(served).toEqual([['list', 'bob']]);
    expect(data).toMatchObject({ uapi: { status: 1, data: [] } });
  });

  it('in a batch of UAPI stops where one fails', async () => {
    const { served, status, data } = await answered({ shape: 'uapi_batch' }, [call('list'), call('rename'), call('revoke')], { ok: true, data: [] }, failed);
    expect(served.map(([name]: [string]) => name)).toEqual(['list', 'rename']);
    expect({ status, steps: data.length }).toEqual({ status: 0, steps: 2 });
  });

  it('in a batch of WHM goes on to the end', async () => {
    const { served, data, headers } = await answered({ shape: 'whm_batch', command: 'batch' }, [call('rename'), call('revoke'), call('revoke')], failed, done, { ...done, receipts: ['rcp_2', 'rcp_3'] });
    expect(served).toHaveLength(3);
    expect(data.result.map(({ metadata }: { metadata: { result: number } }) => metadata.result)).toEqual([0, 1, 1]);
    expect(headers).toEqual({ 'portcullis-receipt': 'rcp_1, rcp_2, rcp_3' });
  });
});
