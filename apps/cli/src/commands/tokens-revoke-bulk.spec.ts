import { enforcement, runIn, type Sent } from '../world-for-spec.js';

const first = [{ id: 'tok_1', name: 'ci', accountId: 'acc_1' }];
const answer = ({ body }: Sent) => {
  const { dryRun } = body as { dryRun: boolean };
  return { body: { dryRun, count: 3, first, enforcement: dryRun ? null : enforcement } };
};
const revoke = (typed: string[] | undefined, ...flags: string[]) =>
  runIn({ answer, ...(typed && { typed }) }, 'tokens', 'revoke-bulk', '--tenant', 'acme', '--reason', 'over', ...flags);

describe('tokens revoke-bulk', () => {
  it('shows which they are, and ends them once their number was typed', async () => {
    const { sent, stdout, stderr, exitCode } = await revoke(['3'], '--label', 'team=dns', '--kind', 'account');
    const where = { label: 'team:dns', kind: 'account' };
    expect(sent.map(({ path, body }) => ({ path, body }))).toEqual(
      [true, false].map((dryRun) => ({ path: '/v1/tenants/acme/tokens/revoke-bulk', body: { where, dryRun, reason: 'over' } })),
    );
    expect(stderr).toContain('ci');
    expect(stderr).toContain('and 2 more');
    expect(stdout).toContain('Revoked 3.');
    expect(stdout).toContain('rcp_1');
    expect(exitCode).toBe(0);
  });

  it('ends none when another number was typed, or nobody is there to type', async () => {
    expect(await revoke(['2'], '--all')).toMatchObject({ exitCode: 2, sent: [{ body: { dryRun: true } }] });
    const { sent, exitCode } = await revoke(undefined, '--all');
    expect([exitCode, sent.filter(({ body }) => !(body as { dryRun: boolean }).dryRun)]).toEqual([2, []]);
  });

  it('asks nobody with --yes, and ends none with --dry-run', async () => {
    expect(await revoke(undefined, '--all', '--yes')).toMatchObject({ exitCode: 0, sent: [{ body: { where: { all: true }, dryRun: false } }] });
    expect(await revoke(undefined, '--all', '--yes', '--dry-run')).toMatchObject({ exitCode: 0, sent: [{ body: { dryRun: true } }] });
  });

  it('wants to know which, and why', async () => {
    expect(await revoke([])).toMatchObject({ exitCode: 2, sent: [] });
    expect(await runIn({ answer }, 'tokens', 'revoke-bulk', '--tenant', 'acme', '--all')).toMatchObject({ exitCode: 2, sent: [] });
  });
});
