import type { FeatureList, Tenant } from '@portcullis/client';
import { Option, type Command } from 'commander';
import { answered, connect, madeOnce, matchFor } from '../connection.js';
import { showLink } from '../console-link.js';
import { connecting, leaf, matching, ofTenant, paged, repeatable } from '../leaf.js';
import { commaSeparated, each, given } from '../option-values.js';
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

type CommonFlags = ConnectionFlags & OutputFlags;

const COLUMNS: readonly Column<Tenant>[] = [
  { title: 'SLUG', value: ({ slug }) => slug },
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name, flexible: true },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'PARENT', value: ({ parentId }) => parentId ?? '', flexible: true },
];

function tenantDetails(tenant: Tenant): string {
  return details([
    ['slug', tenant.slug],
    ['id', tenant.id],
    ['name', tenant.name],
    ['status', tenant.status],
    ['parent', tenant.parentId],
    ['panel', tenant.panelUrl && `${tenant.panelKind} at ${tenant.panelUrl}`],
    ['WHM', tenant.whmUrl],
    ['upstream', tenant.upstream && `${tenant.upstream.scheme} ${tenant.upstream.user}`],
    ['hosts', tenant.hosts.join(', ') || null],
    ['created', timeText(tenant.createdAt)],
    ['version', String(tenant.version)],
  ]);
}

const FEATURE_LISTS: readonly Column<{ readonly name: string; readonly featureCount: number }>[] = [
  { title: 'NAME', value: ({ name }) => name },
  { title: 'FEATURES', value: ({ featureCount }) => String(featureCount) },
];

interface PanelFlags {
  readonly kind?: Tenant['panelKind'];
  readonly panelUrl?: string;
  readonly whmUrl?: string;
  readonly host?: readonly string[];
}

function featureListDetails({ name, features }: FeatureList): string {
  return details([
    ['name', name],
    ['features', features.join(', ') || 'none: an account with this list can do nothing on the panel'],
  ]);
}

export function tenantCommands(program: Command, world: World): void {
  const noun = program.command('tenants').description('providers and resellers, and where their panels are');
  const path = (tenant: string) => ({ path: { tenant } });

  connecting(
    repeatable(
      leaf(noun, 'create <slug>', 'make a tenant', ['tenants create acme --name "Acme Hosting"', 'tenants create acme-resale --name "A reseller" --parent acme'])
        .requiredOption('--name <name>', 'what people call it')
        .option('--parent <tenant>', 'the tenant that it stands below (left out: at the top)'),
    ),
  ).action(async (slug: string, flags: CommonFlags & { name: string; parent?: string; idempotencyKey?: string }) => {
    const { client } = connect(world, flags);
    const body = { slug, name: flags.name, ...given({ parent: flags.parent }) };
    const call = (key: string) => client.post('/v1/tenants', { params: { header: { 'Idempotency-Key': key } }, body });
    const { data } = await madeOnce(world, flags.idempotencyKey, call);
    show(world, flags, data, ({ tenant }) => tenantDetails(tenant));
  });

  connecting(paged(leaf(noun, 'list', 'list the tenants within reach, in order of their slugs', ['tenants list --all']))).action(
    async (flags: CommonFlags & PageFlags) => {
      const { client } = connect(world, flags);
      const page = await pageOf(flags, (query) => client.get('/v1/tenants', { params: { query } }));
      showPage(world, flags, page, COLUMNS, 'There are none.');
    },
  );

  connecting(leaf(noun, 'show [tenant]', "show a tenant (left out: the calling token's own)", ['tenants show acme'])).action(
    async (named: string | undefined, flags: CommonFlags) => {
      const connection = connect(world, flags);
      const tenant = await tenantOf(connection, given({ tenant: named }));
      const { data } = await answered(connection.client.get('/v1/tenants/{tenant}', { params: path(tenant) }));
      show(world, flags, data, (answer) => tenantDetails(answer.tenant));
    },
  );

  connecting(
    matching(
      leaf(noun, 'edit <tenant>', 'rename, suspend or unsuspend a tenant', ['tenants edit acme --name "Acme Hosting Ltd"', 'tenants edit acme --status suspended'])
        .option('--name <name>', 'what people call it')
        .addOption(new Option('--status <status>', 'suspended: no token of it or of those below works').choices(['active', 'suspended'])),
    ),
  ).action(async (tenant: string, flags: CommonFlags & { ifMatch?: string; name?: string; status?: Tenant['status'] }) => {
    const body = given({ name: flags.name, status: flags.status });
    if (Object.keys(body).length === 0) throw misused('say what to change: --name or --status');
    const { client } = connect(world, flags);
    const match = await matchFor(flags.ifMatch, () => client.get('/v1/tenants/{tenant}', { params: path(tenant) }));
    const { data } = await answered(client.patch('/v1/tenants/{tenant}', { params: { ...path(tenant), header: { 'If-Match': match } }, body }));
    show(world, flags, data, (answer) => `${tenantDetails(answer.tenant)}${receiptText(answer.enforcement)}\n`);
  });

  connecting(paged(leaf(noun, 'feature-lists [tenant]', "list a tenant's feature lists (left out: the calling token's own)", ['tenants feature-lists acme']))).action(
    async (named: string | undefined, flags: CommonFlags & PageFlags) => {
      const connection = connect(world, flags);
      const tenant = await tenantOf(connection, given({ tenant: named }));
      const page = await pageOf(flags, (query) => connection.client.get('/v1/tenants/{tenant}/feature-lists', { params: { ...path(tenant), query } }));
      showPage(world, flags, page, FEATURE_LISTS, 'There are none.');
    },
  );

  connecting(
    ofTenant(
      leaf(noun, 'feature-list <name>', 'show which features of the panel a feature list holds, or make or replace it', [
        'tenants feature-list plan --tenant acme',
        'tenants feature-list plan --tenant acme --features zoneedit,popaccts',
      ]),
    ).option('--features <features>', 'all that it holds from now on, with commas between; none: nothing', commaSeparated),
  ).action(async (name: string, flags: CommonFlags & { tenant?: string; features?: readonly string[] }) => {
    const connection = connect(world, flags);
    const params = { path: { tenant: await tenantOf(connection, flags), name } };
    const route = '/v1/tenants/{tenant}/feature-lists/{name}';
    if (flags.features === undefined) {
      const { data } = await answered(connection.client.get(route, { params }));
      return show(world, flags, data, ({ featureList }) => featureListDetails(featureList));
    }
    const { data } = await answered(connection.client.put(route, { params, body: { features: flags.features } }));
    show(world, flags, data, ({ featureList, enforcement }) => `${featureListDetails(featureList)}${receiptText(enforcement)}\n`);
  });

  connecting(
    leaf(noun, 'panel [tenant]', "say where a tenant's panel is and which host names lead to the tenant; `tenants show` shows both", [
      'tenants panel acme --panel-url https://panel.example.com:2083 --host tokens.example.com',
      'tenants panel acme --whm-url https://panel.example.com:2087',
      'tenants panel acme --kind powerdns --panel-url http://127.0.0.1:8081',
    ])
      .addOption(new Option('--kind <kind>', 'what is there (left out: what it was)').choices(['cpanel', 'powerdns']))
      .option('--panel-url <url>', 'where the panel is (left out: where it was)')
      .option('--whm-url <url>', 'where WHM answers (left out: where it did); none: where the panel is')
      .option('--host <name>', 'a host name of it, of those that it has from now on; more than once; none: no host name', each(String)),
  ).action(async (named: string | undefined, flags: CommonFlags & PanelFlags) => {
    const changes = [flags.kind, flags.panelUrl, flags.whmUrl, flags.host];
    if (changes.every((change) => change === undefined)) throw misused('say what to change: --kind, --panel-url, --whm-url or --host');
    const connection = connect(world, flags);
    const tenant = await tenantOf(connection, given({ tenant: named }));
    const { data } = await answered(connection.client.get('/v1/tenants/{tenant}', { params: path(tenant) }));
    const url = flags.panelUrl ?? data.tenant.panelUrl;
    if (url === null) throw misused(`nobody said yet where the panel of ${tenant} is: --panel-url`);
    const kind = flags.kind ?? data.tenant.panelKind;
    // A PowerDNS has no WHM: what was said of another panel goes with it.
    const asItWas = kind === 'powerdns' ? null : data.tenant.whmUrl;
    const whmUrl = flags.whmUrl === 'none' ? null : (flags.whmUrl ?? asItWas);
    const body = { kind, url, whmUrl, hosts: flags.host ?? data.tenant.hosts };
    const put = await answered(connection.client.put('/v1/tenants/{tenant}/panel', { params: path(tenant), body }));
    show(world, flags, put.data, (answer) => `${tenantDetails(answer.tenant)}${receiptText(answer.enforcement)}\n`);
  });

  connecting(
    leaf(noun, 'upstream [tenant]', "say as whom the gateway acts on WHM for a tenant itself; WHM's token is asked for, or read from stdin", [
      'tenants upstream acme --user root',
      'tenants upstream acme --user root < whm-token.txt',
    ]).requiredOption('--user <user>', 'the user of WHM whose token it is (must be said)'),
  ).action(async (named: string | undefined, flags: CommonFlags & { user: string }) => {
    const connection = connect(world, flags);
    const tenant = await tenantOf(connection, given({ tenant: named }));
    const body = { scheme: 'whm', user: flags.user, token: await panelTokenInput(world, "token of WHM's user") } as const;
    const { data } = await answered(connection.client.put('/v1/tenants/{tenant}/upstream', { params: path(tenant), body }));
    show(world, flags, data, (answer) => `${tenantDetails(answer.tenant)}${receiptText(answer.enforcement)}\n`);
  });

  connecting(
    repeatable(leaf(noun, 'link [tenant]', "make a link that opens the console as a tenant, once, within a minute (left out: the calling token's own)", ['tenants link acme'])),
  ).action(async (named: string | undefined, flags: CommonFlags & { idempotencyKey?: string }) => {
    const connection = connect(world, flags);
    const tenant = await tenantOf(connection, given({ tenant: named }));
    const call = (key: string) => connection.client.post('/v1/tenants/{tenant}/sessions', { params: { ...path(tenant), header: { 'Idempotency-Key': key } } });
    showLink(world, flags, (await madeOnce(world, flags.idempotencyKey, call)).data, tenant);
  });
}
