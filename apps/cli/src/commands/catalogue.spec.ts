import { runIn } from '../world-for-spec.js';

const preset = {
  name: 'acme-dns-01', title: 'Certificates', description: 'Proves that a host is yours.',
  kinds: [{ kind: 'zone', required: true, pattern: null, example: 'zone:example.com' }, { kind: 'domain', required: false, pattern: null, example: 'domain:example.com' }],
  parts: [{ operation: 'DNS::parse_zone', on: ['zone'] }, { operation: 'ZoneEdit::fetchzone_records', on: ['zone'] }, { operation: 'DomainInfo::list_domains', on: null }],
};
const catalogue = {
  version: 1, presets: [preset],
  features: [{ name: 'bandwidth', rolling: true }],
  privileges: [{ name: 'passwd', rolling: false, risk: 'escalates' }],
};
const asked = (...words: string[]) => runIn({ answer: () => ({ body: catalogue }) }, 'catalogue', ...words);

describe('catalogue presets', () => {
  it('lists them, with what a grant of each has to name', async () => {
    const { stdout, sent, exitCode } = await asked('presets');
    expect(exitCode).toBe(0);
    expect(sent).toMatchObject([{ method: 'GET', path: '/v1/catalogue' }]);
    expect(stdout).toMatch(/^acme-dns-01 +Certificates +zone, domain \(if you like\)$/m);
    expect(JSON.parse((await asked('presets', '--json')).stdout)).toEqual({ version: 1, presets: [preset] });
  });

  it('shows all of one, and the grant that gives it', async () => {
    const { stdout } = await asked('presets', 'acme-dns-01');
    expect(stdout).toContain('Proves that a host is yours.');
    expect(stdout).toMatch(/^on zone +DNS::parse_zone, ZoneEdit::fetchzone_records$/m);
    expect(stdout).toMatch(/^on everything +DomainInfo::list_domains$/m);
    expect(stdout).toContain('{"preset":"acme-dns-01","resources":["zone:example.com"]}');
    expect(JSON.parse((await asked('presets', 'acme-dns-01', '--json')).stdout)).toEqual(preset);
  });

  it('knows no other', async () => expect(await asked('presets', 'nosuch')).toMatchObject({ exitCode: 2, stdout: '' }));
});

describe('catalogue features', () => {
  it('lists features of accounts and privileges of providers', async () => {
    const { stdout } = await asked('features');
    expect(stdout).toMatch(/^bandwidth +accounts +yes$/m);
    expect(stdout).toMatch(/^passwd +providers +escalates +no$/m);
    expect(JSON.parse((await asked('features', '--json')).stdout)).toEqual({ version: 1, features: catalogue.features, privileges: catalogue.privileges });
  });
});

describe('catalogue operations', () => {
  const items = [
    { name: 'Cron::add_line', access: 'write', features: ['cron'], escalates: { reason: 'It runs any command.', unlessOn: ['cron_line'] } },
    { name: 'Email::list_pops', access: 'read', features: ['popaccts'], escalates: null },
  ];
  const listed = (...words: string[]) => runIn({ answer: () => ({ body: { items, next: 'abc' } }) }, 'catalogue', 'operations', ...words);

  it('lists what was asked for, and why something gets beyond the token', async () => {
    const { stdout, stderr, sent } = await listed('--feature', 'cron', '--module', 'Cron', '--limit', '2');
    expect(sent).toMatchObject([{ method: 'GET', path: '/v1/catalogue/operations?feature=cron&module=Cron&limit=2' }]);
    expect(stdout).toMatch(/^Cron::add_line +write +cron +It runs any command\. Not on a named cron_line\.$/m);
    expect(stdout).toMatch(/^Email::list_pops +read +popaccts$/m);
    expect(stderr).toContain('--cursor abc');
    expect(JSON.parse((await listed('--json')).stdout)).toEqual({ items, next: 'abc' });
  });
});
