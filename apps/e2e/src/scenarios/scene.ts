import { chainOf, type Situation, type Suite, type SuiteToken } from '@portcullis/cli/policy-tests';
import { assert, instant, toRfc3339, type Instant } from '@portcullis/kernel';
import { startPanel, type Panel } from '@portcullis/panel';
import type { StackInfo } from '@portcullis/stack';
import { setTimeout as pause } from 'node:timers/promises';
import { startBarePanel, type BarePanel } from '../bare-panel.js';
import type { Answer, Api } from '../clients/api.js';
import { newSlug, PANEL_TOKEN, type Issued } from '../providers.js';
import { withDatabase } from '../with-database.js';
import { shifted, type Shifted } from './shifted-times.js';

export const WHM_USER = 'root';
const WHM_TOKEN = 'MADEUPTOKENOFTHEWHMROOT123456789';

/** An owner of a file, really there: a tenant below its parents, with an account where the owner is one, and a panel behind it. */
export interface RealOwner {
  readonly slug: string;
  readonly tenantPath: string;
  /** Under which its tokens are. */
  readonly path: string;
  readonly user: string | null;
  readonly mainDomain: string | null;
  readonly panel: Panel;
  readonly powerdns: BarePanel | null;
}

/** A token of a file, really there, with all its times moved to now. */
export interface RealToken {
  readonly owner: RealOwner;
  readonly issued: Issued;
  readonly shifted: Shifted;
}

export interface Scene {
  /** Of a token that one call changes, each question of each door has its own. */
  tokenFor(situation: Situation, door: string): RealToken;
  close(): Promise<void>;
}

/** What the real world is made with, and by whom. */
export interface Means {
  readonly operator: Api;
  readonly stack: Pick<StackInfo, 'postgres'>;
  readonly doors: readonly string[];
  readonly now: () => Instant;
}

/** Makes all that the situations of a file need, in the order in which it could have come about. */
export async function buildScene(suite: Suite, situations: readonly Situation[], means: Means): Promise<Scene> {
  const ownerNames = [...new Set(situations.map(({ token }) => token.ownerName))];
  const panels = new Map(await Promise.all(ownerNames.map(async (name) => [name, await startPanels(suite, name, situations)] as const)));
  const close = async (): Promise<void> => {
    await Promise.all([...panels.values()].map(({ panel }) => panel.close()));
    await Promise.all([...panels.values()].map(({ powerdns }) => powerdns?.close() ?? Promise.resolve()));
  };
  try {
    const owners = new Map(await Promise.all(ownerNames.map(async (name) => [name, await makeOwner(suite, name, panels.get(name)!, means)] as const)));
    const keys = new Map(situations.flatMap((situation) => means.doors.map((door) => [keyOf(situation, door), situation] as const)));
    const tokens = new Map(await Promise.all([...keys].map(async ([key, situation]) => [key, await makeToken(suite, situation, owners.get(situation.token.ownerName)!, means)] as const)));
    await backdate([...tokens.values()], means);
    await Promise.all([...keys].map(([key, { token }]) => endToken(token, tokens.get(key)!, means)));
    await Promise.all(ownerNames.map((name) => layDown(suite, name, owners.get(name)!, means)));
    const readyAt = Math.max(...[...tokens.values()].map(({ shifted: { readyAt: at } }) => at));
    if (readyAt > means.now()) await pause(readyAt - means.now());
    return { tokenFor: (situation, door) => tokens.get(keyOf(situation, door))!, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function keyOf({ token, now, asked, resources }: Situation, door: string): string {
  const changes = token.body.grants.some(({ once }) => once);
  return [token.name, now, ...(changes ? [door, asked, ...resources] : [])].join(' ');
}

interface Panels {
  /** The accounts that it has. */
  readonly users: readonly string[];
  readonly panel: Panel;
  readonly powerdns: BarePanel | null;
}

/** What stands behind the gateway for one owner. */
async function startPanels(suite: Suite, name: string, situations: readonly Situation[]): Promise<Panels> {
  const { user, domains } = suite.owners[name]!;
  const users = user === undefined ? accountsNamed(name, situations) : [user];
  const accounts = users.map((one) => ({ user: one, token: PANEL_TOKEN, mainDomain: one === user ? (domains[0] ?? `${one}.example`) : `${one}.example`, owner: WHM_USER }));
  const panel = await startPanel({ accounts, whmUsers: [{ user: WHM_USER, token: WHM_TOKEN }] });
  if (!situations.some(({ asked }) => asked.startsWith('PowerDNS::'))) return { users, panel, powerdns: null };
  const powerdns = await startBarePanel();
  powerdns.answer = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  return { users, panel, powerdns };
}

async function makeOwner(suite: Suite, name: string, { users, panel, powerdns }: Panels, { operator }: Means): Promise<RealOwner> {
  const { user, domains, features = [], tenant } = suite.owners[name]!;
  const slugs = chainOf(tenant).map(() => newSlug());
  for (const [at, slug] of [...slugs.entries()].reverse()) {
    const parent = slugs[at + 1];
    await done(operator.post('/v1/tenants', { slug, name: `${suite.title.slice(0, 60)}: ${name}`, ...(parent !== undefined && { parent }) }), 201);
  }
  const [slug] = slugs as [string];
  const tenantPath = `/v1/tenants/${slug}`;
  await done(operator.put(`${tenantPath}/panel`, powerdns ? { kind: 'powerdns', url: powerdns.url, hosts: [] } : { url: panel.url, hosts: [] }));
  if (!powerdns) await done(operator.put(`${tenantPath}/upstream`, { scheme: 'whm', user: WHM_USER, token: WHM_TOKEN }));
  await done(operator.put(`${tenantPath}/feature-lists/plan`, { features }));
  let path = tenantPath;
  for (const one of users) {
    const made = await operator.post(`${tenantPath}/accounts`, { username: one, domains: one === user ? domains : [`${one}.example`], featureList: 'plan' });
    assert(made.status === 201, `the account ${one} is made: ${JSON.stringify(made.body)}`);
    // By its id it can still be asked about when it was removed.
    if (one === user) path = `${tenantPath}/accounts/${(made.body as { account: { id: string } }).account.id}`;
    await done(operator.put(`${tenantPath}/accounts/${one}/upstream`, powerdns ? { scheme: 'powerdns', token: 'KEY' } : { scheme: 'cpanel', user: one, token: PANEL_TOKEN }));
  }
  return { slug, tenantPath, path, user: user ?? null, mainDomain: domains[0] ?? null, panel, powerdns };
}

/** A provider's calls on accounts go on only where those lie below it. */
function accountsNamed(ownerName: string, situations: readonly Situation[]): string[] {
  const leaves = situations.filter(({ token }) => token.ownerName === ownerName).flatMap(({ leaves: all }) => all);
  return [...new Set(leaves.flatMap((leaf) => (leaf.kind === 'account' ? [leaf.name] : [])))];
}

const ESCALATING_MS = 29 * 86_400_000;
let made = 0;

async function makeToken(suite: Suite, situation: Situation, owner: RealOwner, means: Means, tries = 3): Promise<RealToken> {
  const { token, now: at } = situation;
  const { operator, now } = means;
  const real = shifted(token, at, now());
  const kind = owner.user === null ? { kind: 'kind' in token.body ? token.body.kind : 'tenant' } : {};
  const body = { ...real.body, ...kind, name: `${token.name.slice(0, 40)}-${++made}` };
  let answer = await operator.post(`${owner.path}/tokens`, body);
  const refusedAs = (code: string): boolean => answer.status === 422 && (answer.body as { code: string }).code === code;
  // On a machine that stood still, what was to end soon has ended.
  if (refusedAs('expiry_in_past') && tries > 1) return makeToken(suite, situation, owner, means, tries - 1);
  // What lets its holder get beyond the token is given for days only, and must be confirmed. That it ends then changes nothing of today.
  if (refusedAs('confirmation_required') || refusedAs('escalating_too_long')) answer = await operator.post(`${owner.path}/tokens`, { ...body, confirmEscalating: true, expiresAt: body.expiresAt ?? toRfc3339(instant(now() + ESCALATING_MS)) });
  assert(answer.status === 201, `${suite.title}: ${token.name} is made: ${JSON.stringify(answer.body)}`);
  const { token: { id }, secret } = answer.body as { token: { id: string }; secret: string };
  return { owner, issued: { id, secret }, shifted: real };
}

/** What no client can ask for: that a token was made, or used, long ago. Before anybody has seen it. */
async function backdate(tokens: readonly RealToken[], { stack }: Means): Promise<void> {
  const old = tokens.filter(({ shifted: { createdAt, lastUsedAt } }) => createdAt !== null || lastUsedAt !== null);
  if (old.length === 0) return;
  await withDatabase(stack.postgres, async (client) => {
    for (const { issued: { id }, shifted: { createdAt, lastUsedAt } } of old) {
      const times = [id, createdAt === null ? null : toRfc3339(createdAt), lastUsedAt === null ? null : toRfc3339(lastUsedAt)];
      await client.query('UPDATE tokens.token SET created_at = coalesce($2::timestamptz, created_at) WHERE id = $1', times.slice(0, 2));
      await client.query('UPDATE tokens.credential SET created_at = coalesce($2::timestamptz, created_at), last_used_at = $3::timestamptz WHERE token_id = $1', times);
    }
  });
}

async function endToken({ life }: SuiteToken, { owner, issued }: RealToken, { operator }: Means): Promise<void> {
  if (life.exhausted) {
    const first = await operator.post('/v1/verify', { token: issued.secret, operation: 'DNS::lookup' });
    expect(first).toMatchObject({ status: 200, body: { allowed: true } });
  }
  if (life.revoked) await done(operator.delete(`${owner.path}/tokens/${issued.id}`));
}

/** What was laid down when the tokens were there already. */
async function layDown(suite: Suite, name: string, owner: RealOwner, { operator }: Means): Promise<void> {
  const { status, tenant } = suite.owners[name]!;
  let path: string | null = owner.tenantPath;
  for (const { policy, status: tenantStatus } of chainOf(tenant)) {
    assert(path !== null, 'there is a tenant for each of the file');
    await done(operator.put(`${path}/policy`, policy));
    if (tenantStatus === 'suspended') await done(operator.patch(path, { status: 'suspended' }));
    const shown = (await operator.get(path)) as Answer<{ tenant: { parentId: string | null } }>;
    const { parentId } = shown.body.tenant;
    path = parentId === null ? null : `/v1/tenants/${parentId}`;
  }
  if (status === 'suspended') await done(operator.patch(owner.path, { status: 'suspended' }));
  if (status === 'removed') await done(operator.delete(owner.path));
}

async function done(asked: Promise<{ status: number; body: unknown }>, status = 200): Promise<void> {
  const answer = await asked;
  assert(answer.status === status, `${status} was expected: ${JSON.stringify(answer.body)}`);
}
