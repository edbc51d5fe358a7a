import { enforcement as receipt, runIn } from '../world-for-spec.js';

describe('receipts show', () => {
  const asked = (...flags: string[]) => runIn({ answer: () => ({ body: { receipt } }) }, 'receipts', 'show', 'rcp_1', '--tenant', 'acme', ...flags);

  it('says how far what a call took is gone', async () => {
    const { exitCode, sent, stdout } = await asked();
    expect({ exitCode, sent }).toMatchObject({ exitCode: 0, sent: [{ method: 'GET', path: '/v1/tenants/acme/receipts/rcp_1' }] });
    expect(stdout).toContain('In force on 3 of 3 gateways after 4 ms.');
  });

  it('asks as an account where one is named', async () => {
    expect((await asked('--account', 'alice')).sent).toMatchObject([{ path: '/v1/tenants/acme/accounts/alice/receipts/rcp_1' }]);
  });

  it('shows the answer as it is to scripts', async () => {
    expect(JSON.parse((await asked('--json')).stdout)).toEqual({ receipt });
  });
});
