import type { Account } from '@portcullis/client';
import { Option, type Command } from 'commander';
import { answered, connect, madeOnce, matchFor } from '../connection.js';
import { showLink } from '../console-link.js';
import { connecting, leaf, matching, ofTenant, paged, repeatable } from '../leaf.js';
import { each, given } from '../option-values.js';
import { show, showPage, type OutputFlags } from '../output.js';
import { tenantOf } from '../owner.js';
import { pageOf, type PageFlags } from '../pages.js';
import { panelTokenInput } from '../panel-token.js';
import { receiptText } from '../receipt-text.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { details, type Column } from '../table.js';
import { timeText } from '../token-text.js';
import type { World } from '../world.js';

type CommonFlags = ConnectionFlags & OutputFlags & { readonly tenant?: string };
interface MatchFlags {
  readonly ifMatch?: string;
}

const COLUMNS: readonly Column<Account>[] = [
  { title: 'USERNAME', value: ({ username }) => username },
  { title: 'ID', value: ({ id }) => id },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'FEATURE LIST', value: ({ featureList }) => featureList, flexible: true },
  { title: 'DOMAINS', value: ({ domains }) => domains.join(', '), flexible: true },
];

const RECORD_COLUMNS: readonly Column<{ readonly name: string; readonly type: string }>[] = [
  { title: 'NAME', value: ({ name }) => name },
  { title: 'TYPE', value: ({ type }) => type },
];

function accountDetails(account: Account): string {
  return details([
    ['username', account.username],
    ['id', account.id],
    ['tenant', account.tenantId],
    ['status', account.status],
    ['domains', account.domains.join(', ') || null],
    ['feature list', account.featureList],
    ['upstream', account.upstream ? `${account.upstream.scheme} ${account.upstream.user}` : 'none: the gateway cannot act on the panel for it'],
    ['created', timeText(account.createdAt)],
    ['version', String(account.version)],
  ]);
}

const accountRoute = '/v1/tenants/{tenant}/accounts/{account}';

export function accountCommands(program: Command, world: World): void {
  const noun = program.command('accounts').description('hosting accounts of a tenant');
  const common = (command: Command): Command => connecting(ofTenant(command));

  /** The calls for one account of the tenant that the options name. */
  const oneAccount = async (account: string, flags: CommonFlags) => {
    const connection = connect(world, flags);
    const path = { tenant: await tenantOf(connection, flags), account };
    const { client } = connection;
    const read = () => client.get(accountRoute, { params: { path } });
    type Edit = { status?: 'active' | 'suspended'; domains?: readonly string[]; featureList?: string };
    const edit = async (body: Edit, ifMatch: string | undefined): Promise<void> => {
      const match = await matchFor(ifMatch, read);
      const { data } = await answered(client.patch(accountRoute, { params: { path, header: { 'If-Match': match } }, body }));
      show(world, flags, data, (answer) => `${accountDetails(answer.account)}${receiptText(answer.enforcement)}\n`);
    };
    return { client, path, read, edit };
  };

  common(
    repeatable(
      leaf(noun, 'create <username>', 'make an account', ['accounts create alice --tenant acme --domain example.com --feature-list plan'])
        .requiredOption('--feature-list <name>', 'which features of the panel it has: a list of its tenant (must be said)')
        .option('--domain <domain>', 'a domain of it; more than once', each(String)),
    ),
  ).action(async (username: string, flags: CommonFlags & { featureList: string; domain?: readonly string[]; idempotencyKey?: string }) => {
    const connection = connect(world, flags);
    const path = { tenant: await tenantOf(connection, flags) };
    const body = { username, featureList: flags.featureList, domains: flags.domain ?? [] };
    const call = (key: string) => connection.client.post('/v1/tenants/{tenant}/accounts', { params: { path, header: { 'Idempotency-Key': key } }, body });
    const { data } = await madeOnce(world, flags.idempotencyKey, call);
    show(world, flags, data, (answer) => accountDetails(answer.account));
  });

  common(
    paged(
      leaf(noun, 'list', 'list accounts, newest first', ['accounts list --tenant acme --status suspended --all'])
        .addOption(new Option('--status <status>', 'only those').choices(['active', 'suspended']))
        .option('--username <prefix>', 'only those whose user name begins like this'),
    ),
  ).action(async (flags: CommonFlags & PageFlags & { status?: 'active' | 'suspended'; username?: string }) => {
    const connection = connect(world, flags);
    const path = { tenant: await tenantOf(connection, flags) };
    const filters = given({ status: flags.status, username: flags.username });
    const read = (query: { limit?: number; cursor?: string }) => connection.client.get('/v1/tenants/{tenant}/accounts', { params: { path, query: { ...filters, ...query } } });
    showPage(world, flags, await pageOf(flags, read), COLUMNS, 'There are none.');
  });

  common(leaf(noun, 'show <account>', 'show an account', ['accounts show alice --tenant acme'])).action(async (account: string, flags: CommonFlags) => {
    const { read } = await oneAccount(account, flags);
    const { data } = await answered(read());
    show(world, flags, data, (answer) => accountDetails(answer.account));
  });

  common(
    leaf(noun, 'records <account> <zone>', 'list which records the zone of a domain has, as its panel tells now', ['accounts records alice example.com --tenant acme']),
  ).action(async (account: string, zone: string, flags: CommonFlags) => {
    const { client, path } = await oneAccount(account, flags);
    const { data } = await answered(client.get(`${accountRoute}/zones/{zone}/records`, { params: { path: { ...path, zone } } }));
    showPage(world, flags, { ...data, next: null }, RECORD_COLUMNS, 'There are none.');
  });

  common(
    matching(
      leaf(noun, 'edit <account>', 'change the domains or the feature list of an account', ['accounts edit alice --tenant acme --domain example.com --domain example.org'])
        .option('--domain <domain>', 'a domain of it, of those that it has from now on; more than once; none: no domain', each(String))
        .option('--feature-list <name>', 'which features of the panel it has'),
    ),
  ).action(async (account: string, flags: CommonFlags & MatchFlags & { featureList?: string; domain?: readonly string[] }) => {
    const body = given({ domains: flags.domain, featureList: flags.featureList });
    if (Object.keys(body).length === 0) throw misused('say what to change: --domain or --feature-list');
    await (await oneAccount(account, flags)).edit(body, flags.ifMatch);
  });

  for (const [verb, status, summary] of [
    ['suspend', 'suspended', 'none of its tokens works until it is unsuspended'],
    ['unsuspend', 'active', 'its tokens work again'],
  ] as const) {
    common(matching(leaf(noun, `${verb} <account>`, `${verb} an account: ${summary}`, [`accounts ${verb} alice --tenant acme`]))).action(
      async (account: string, flags: CommonFlags & MatchFlags) => (await oneAccount(account, flags)).edit({ status }, flags.ifMatch),
    );
  }

  common(
    leaf(noun, 'upstream <account>', "say as whom the gateway acts on the panel for an account; the panel's token is asked for, or read from stdin", [
      'accounts upstream alice --tenant acme --user alice',
      'accounts upstream alice --tenant acme --user alice < panel-token.txt',
      'accounts upstream alice --tenant acme --scheme powerdns < api-key.txt',
    ])
      .option('--user <user>', 'the user of the panel whose token it is (must be said, but for a PowerDNS)')
      .addOption(new Option('--scheme <scheme>', 'whose it is: a user of cPanel, or a PowerDNS with its API key').choices(['cpanel', 'powerdns']).default('cpanel')),
  ).action(async (account: string, flags: CommonFlags & { user?: string; scheme: 'cpanel' | 'powerdns' }) => {
    const { scheme, user } = flags;
    if (scheme === 'cpanel' && user === undefined) throw misused('say whose token it is: --user');
    const { client, path } = await oneAccount(account, flags);
    const token = await panelTokenInput(world, scheme === 'powerdns' ? 'API key of the PowerDNS' : "token of the panel's user");
    const body = { scheme, token, ...given({ user }) };
    const { data } = await answered(client.put(`${accountRoute}/upstream`, { params: { path }, body }));
    show(world, flags, data, (answer) => `${accountDetails(answer.account)}${receiptText(answer.enforcement)}\n`);
  });

  common(
    matching(
      leaf(noun, 'remove <account>', 'remove an account for good; its tokens die with it', ['accounts remove alice --tenant acme', 'accounts remove alice --tenant acme --yes'])
        .option('--yes', 'do not ask whether it is meant'),
    ),
  ).action(async (account: string, flags: CommonFlags & MatchFlags & { yes?: true }) => {
    if (!flags.yes) {
      if (!world.interactive) throw misused('nobody is there to ask whether it is meant: --yes');
      const typed = await world.ask(`This removes ${account} with all of its tokens, for good. Type its name again: `, 'shown');
      if (typed.trim() !== account) throw misused('that is not its name; nothing was removed');
    }
    const { client, path, read } = await oneAccount(account, flags);
    const header = flags.ifMatch === undefined ? {} : { 'If-Match': await matchFor(flags.ifMatch, read) };
    const { data } = await answered(client.delete(accountRoute, { params: { path, header } }));
    show(world, flags, data, (answer) => `Removed ${answer.account.username} (${answer.account.id}). ${receiptText(answer.enforcement)}\n`);
  });

  common(
    repeatable(leaf(noun, 'link <account>', 'make a link that opens the console as this account, once, within a minute', ['accounts link alice --tenant acme'])),
  ).action(async (account: string, flags: CommonFlags & { idempotencyKey?: string }) => {
    const { client, path } = await oneAccount(account, flags);
    const call = (key: string) => client.post(`${accountRoute}/sessions`, { params: { path, header: { 'Idempotency-Key': key } } });
    showLink(world, flags, (await madeOnce(world, flags.idempotencyKey, call)).data, account);
  });
}
