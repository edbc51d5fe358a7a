import type { EffectivePolicy, Policy } from '@portcullis/client';
import type { Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf } from '../leaf.js';
import { commaSeparated, each, given, nullIfNone, orNone, type None, rate, seconds, wholeNumber } from '../option-values.js';
import { show, type OutputFlags } from '../output.js';
import { tenantOf } from '../owner.js';
import { receiptText } from '../receipt-text.js';
import type { ConnectionFlags } from '../settings.js';
import { misused, unreadable } from '../stop.js';
import { details } from '../table.js';
import { rateText, spanText } from '../token-text.js';
import type { World } from '../world.js';

type CommonFlags = ConnectionFlags & OutputFlags;
type Rate = { readonly requests: number; readonly seconds: number };

interface PolicyFlags {
  readonly file?: string;
  readonly longestLife?: number | None;
  readonly requireExpiry?: boolean;
  readonly ip?: readonly string[];
  readonly requireIp?: boolean;
  readonly tokensPerAccount?: number | None;
  readonly presets?: readonly string[];
  readonly idle?: number | None;
  readonly rate?: Rate | None;
  readonly tokenRate?: Rate | None;
  readonly deadTokenDays?: number;
}

/** Just what was said. `none`, which of lists is the empty one: without that bound. */
function changesOf(flags: PolicyFlags): Partial<Policy> {
  const listed = (list: readonly string[] | undefined) => (list?.length === 0 ? null : list);
  return given({
    rateLimit: nullIfNone(flags.rate),
    deadTokenDays: flags.deadTokenDays,
    longestLifeSeconds: nullIfNone(flags.longestLife),
    expiryRequired: flags.requireExpiry,
    ipAllowlist: listed(flags.ip),
    ipAllowlistRequired: flags.requireIp,
    tokensPerAccount: nullIfNone(flags.tokensPerAccount),
    presets: listed(flags.presets),
    idleSeconds: nullIfNone(flags.idle),
    tokenRateLimit: nullIfNone(flags.tokenRate),
  });
}

const orAny = <Value>(value: Value | null, text: (value: Value) => string, any: string): string => (value === null ? any : text(value));
const listText = (list: readonly string[]): string => list.join(', ') || 'none at all';

/** What a policy says, part by part. */
const PARTS: readonly (readonly [label: string, text: (policy: EffectivePolicy | Policy) => string])[] = [
  ['a token lives', ({ longestLifeSeconds }) => orAny(longestLifeSeconds, (life) => `${spanText(life)} at most`, 'as long as it says')],
  ['a token expires', ({ expiryRequired }) => (expiryRequired ? 'always' : 'if it says so')],
  ['a token not used', ({ idleSeconds }) => orAny(idleSeconds, (idle) => `ends after ${spanText(idle)}`, 'stays')],
  ['used from', ({ ipAllowlist }) => orAny(ipAllowlist, listText, 'anywhere')],
  ['addresses of its own', ({ ipAllowlistRequired }) => (ipAllowlistRequired ? 'always' : 'if it has some')],
  ['tokens of an account', ({ tokensPerAccount }) => orAny(tokensPerAccount, (most) => `${most} at most`, 'any number')],
  ['presets of accounts', ({ presets }) => orAny(presets, listText, 'any grants')],
  ['rate of each token', ({ tokenRateLimit }) => orAny(tokenRateLimit, rateText, 'its own alone')],
  ['rate of all tokens together', ({ rateLimit }) => orAny(rateLimit, rateText, 'none')],
  ['ended tokens stay', ({ deadTokenDays }) => `${deadTokenDays} days`],
];

function policyDetails({ policy, effective }: { readonly policy: Policy; readonly effective: EffectivePolicy }): string {
  return details(
    PARTS.map(([label, text]) => {
      const [own, held] = [text(policy), text(effective)];
      return [label, own === held ? own : `${own}; in force with those of the tenants above: ${held}`];
    }),
  );
}

/** Answers the noun, for what else there is of policies. */
export function policyCommands(program: Command, world: World): Command {
  const noun = program.command('policy').description('what a provider lays down for its tokens, and tests of what they may do');
  const route = '/v1/tenants/{tenant}/policy';

  connecting(
    leaf(noun, 'show [tenant]', "show what a tenant lays down for itself and all below it, and what holds there (left out: the calling token's own)", ['policy show acme']),
  ).action(async (named: string | undefined, flags: CommonFlags) => {
    const connection = connect(world, flags);
    const tenant = await tenantOf(connection, given({ tenant: named }));
    const { data } = await answered(connection.client.get(route, { params: { path: { tenant } } }));
    show(world, flags, data, policyDetails);
  });

  connecting(
    leaf(noun, 'set [tenant]', 'change what a tenant lays down; it binds at once, also the tokens that there are', [
      'policy set acme --longest-life 90d --require-expiry',
      'policy set acme --ip 192.0.2.0/24 --ip 2001:db8::/32',
      'policy set acme --presets acme-dns-01,monitoring --tokens-per-account 20',
      'policy set acme --file policy.json',
    ])
      .option('--file <file>', 'the whole policy, as the API takes it; what it does not say is not laid down')
      .option('--longest-life <time>', 'how long a token may live, such as 90d; none: as long as it says', orNone(seconds))
      .option('--require-expiry', 'only tokens that say when they expire work')
      .option('--no-require-expiry', 'also tokens without an expiry')
      .option('--ip <range>', 'from where tokens and sessions may be used: an address or a CIDR range; more than once; none: anywhere', each(String))
      .option('--require-ip', 'only tokens that are for certain addresses work')
      .option('--no-require-ip', 'also tokens that are for any address')
      .option('--tokens-per-account <n>', 'how many tokens an account may have at once; none: any number', orNone(wholeNumber))
      .option('--presets <presets>', 'the presets that tokens of accounts may hold, and nothing else, with commas between; none: any grants', commaSeparated)
      .option('--idle <time>', 'a token that was not used for so long ends, such as 90d; none: it stays', orNone(seconds))
      .option('--token-rate <rate>', 'how often at most each token that has no rate of its own, such as 100/60s; none: no limit', orNone(rate))
      .option('--rate <rate>', 'how often at most all tokens together, such as 6000/60s; none: no limit', orNone(rate))
      .option('--dead-token-days <n>', 'how long tokens that have ended stay visible', wholeNumber),
  ).action(async (named: string | undefined, flags: CommonFlags & PolicyFlags) => {
    const changes = changesOf(flags);
    if (Object.keys(changes).length === 0 && flags.file === undefined) throw misused('say what to change: --file, or an option such as --longest-life');
    if (Object.keys(changes).length > 0 && flags.file !== undefined) throw misused('--file is the whole policy: no other part can be said beside it');
    const file = flags.file === undefined ? null : policyIn(world, flags.file);
    const connection = connect(world, flags);
    const tenant = await tenantOf(connection, given({ tenant: named }));
    const params = { path: { tenant } };
    const body = file ?? { ...(await answered(connection.client.get(route, { params }))).data.policy, ...changes };
    const { data } = await answered(connection.client.put(route, { params, body }));
    show(world, flags, data, (answer) => `${policyDetails(answer)}${receiptText(answer.enforcement)}\n`);
  });

  return noun;
}

/** The API judges what it says. @throws Stop when it is no JSON object at all */
function policyIn(world: World, path: string): Partial<Policy> {
  let text: string;
  try {
    text = world.readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw misused(`${path} holds no policy: it must be a JSON object such as {"longestLifeSeconds":7776000}`);
}
