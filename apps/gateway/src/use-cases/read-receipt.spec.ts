import type { Contract } from '@portcullis/contracts';
import { Fault, granted, refused } from '@portcullis/kernel';
import { ACCOUNT, callTo, receipt, TENANT } from './authorities-for-spec.js';
import type { Services } from './ports.js';
import { readReceipt } from './read-receipt.js';

const unknown = refused({ code: 'not_found', detail: 'there is no such receipt' });
const away = new Fault('nobody answers', 'unavailable');

/** A receipt is asked for, and this is what the authorities say. */
async function read(answers: Readonly<Record<'tokens' | 'permissions', unknown>>, call = callTo()) {
  const asked: unknown[] = [];
  const services: Services = {
    call: (async ({ service }: Contract, request: unknown) => {
      asked.push({ service, request });
      const answer = answers[service as 'tokens' | 'permissions'];
      if (answer instanceof Error) throw answer;
      return answer;
    }) as Services['call'],
  };
  return { answer: await readReceipt({ services })(call, receipt.id), asked };
}

describe('a receipt', () => {
  it.each([
    ['tokens', { tokens: granted({ receipt }), permissions: unknown }],
    ['permissions', { tokens: unknown, permissions: granted({ receipt }) }],
  ])('is found where it is kept: in %s', async (_, answers) => {
    expect((await read(answers)).answer).toEqual(granted({ receipt }));
  });

  it('is asked for as one of the account that the call is about, or as any of the tenant', async () => {
    const answers = { tokens: unknown, permissions: unknown };
    const request = { tenantId: TENANT, accountId: ACCOUNT, receiptId: receipt.id };
    expect((await read(answers)).asked).toEqual(['tokens', 'permissions'].map((service) => ({ service, request })));
    expect((await read(answers, callTo({ account: null }))).asked).toContainEqual({ service: 'tokens', request: { ...request, accountId: null } });
  });

  it('is found while the other authority is away', async () => {
    expect((await read({ tokens: granted({ receipt }), permissions: away })).answer).toEqual(granted({ receipt }));
  });

  it('is not said to be unknown while somebody who may know it is away', async () => {
    await expect(read({ tokens: unknown, permissions: away })).rejects.toBe(away);
  });

  it('is unknown where nobody keeps it', async () => {
    expect((await read({ tokens: unknown, permissions: unknown })).answer).toEqual(unknown);
  });
});
