import type { Grant } from '@portcullis/client';
import { Option, type Command } from 'commander';
import { denial, each, given, grant, label, moment, nullIfNone, orNone, preset, type None, rate, wholeNumber } from '../option-values.js';
import type { TokenEdit } from '../token-routes.js';
import { timeWindow, type TimeWindow } from '../window-text.js';
import { misused } from '../stop.js';
import type { World } from '../world.js';

/** What a token may do and under which conditions, as options say it. `none` and empty: without that condition. */
export interface RightsFlags {
  readonly description?: string;
  readonly label?: readonly (readonly [string, string])[];
  readonly access?: 'full' | 'restricted';
  readonly grant?: readonly Grant[];
  readonly deny?: readonly Grant[];
  readonly preset?: readonly Grant[];
  readonly until?: string;
  readonly window?: readonly TimeWindow[];
  readonly confirmEscalating?: true;
  readonly readOnly?: boolean;
  readonly notBefore?: string;
  readonly expires?: string;
  readonly ip?: readonly string[];
  readonly rate?: { requests: number; seconds: number } | None;
  readonly uses?: number | None;
}

export function rightsOptions(command: Command, world: World): Command {
  const when = moment(() => world.now());
  return command
    .option('--description <text>', 'what it is for')
    .option('--label <name=value>', 'to find it again by; more than once; none: without labels', each(label))
    .addOption(new Option('--access <access>', 'full: all that its owner may; restricted: what is granted').choices(['full', 'restricted']))
    .option('--grant <what>', 'an operation or a feature, with :read or :write behind it for no more than that, and with " on zone:example.com" for no other resource; more than once', each(grant))
    .option('--preset <name>', 'a ready set of operations, with what it is for: acme-dns-01=zone:example.com,record:_acme-challenge.example.com/TXT; more than once', each(preset))
    .option('--deny <what>', 'what is taken from all that, in the words of --grant; more than once', each(denial))
    .option('--until <time>', 'when everything that this command grants ends, though the token may live on', when)
    .option('--confirm-escalating', 'what it holds may get beyond it, such as by making log-ins, and that is meant; it must expire within 30 days')
    .option('--read-only', 'it may look and change nothing')
    .option('--no-read-only', 'it may change what its grants say')
    .option('--not-before <time>', 'it works from then on', orNone(when))
    .option('--window <when>', 'when it may be used: "mon-fri 08:00-18:00 Europe/Berlin"; more than once; none: at any time', each(timeWindow))
    .option('--expires <time>', 'a date and time, or a time from now such as 90d; none: never', orNone(when))
    .option('--ip <range>', 'from where it may be used: an address or a CIDR range; more than once; none: anywhere', each(String))
    .option('--rate <rate>', 'how often at most, such as 100/60s; none: no limit of its own', orNone(rate))
    .option('--uses <n>', 'how often altogether; none: as often as it likes', orNone(wholeNumber));
}

/** All that is granted and denied together; undefined where nothing was said of it. */
export function grantsOf({ grant, preset, deny, until }: RightsFlags): Grant[] | undefined {
  const allowed = [...(grant ?? []), ...(preset ?? [])];
  if (until !== undefined && allowed.length === 0) throw misused('say what ends then: --until is for what the same command grants');
  if (!grant && !preset && !deny) return undefined;
  return [...allowed.map((one) => (until === undefined ? one : { ...one, until })), ...(deny ?? [])];
}

/** Just what was said. */
export function rightsOf(flags: RightsFlags): Omit<TokenEdit, 'name' | 'access'> {
  return given({
    description: flags.description,
    labels: flags.label && Object.fromEntries(flags.label),
    grants: grantsOf(flags),
    readOnly: flags.readOnly,
    notBefore: nullIfNone(flags.notBefore),
    expiresAt: nullIfNone(flags.expires),
    ipAllowlist: flags.ip,
    rateLimit: nullIfNone(flags.rate),
    useQuota: nullIfNone(flags.uses),
    timeWindows: flags.window,
    confirmEscalating: flags.confirmEscalating,
  });
}

export function listingOptions(command: Command, world: World): Command {
  return command
    .addOption(new Option('--state <state>', 'only those').choices(['active', 'expiring', 'expired', 'not_yet_valid', 'exhausted', 'revoked']))
    .addOption(new Option('--access <access>', 'only those').choices(['full', 'restricted']))
    .addOption(new Option('--kind <kind>', 'only those, of a tenant').choices(['account', 'tenant', 'service', 'operator']))
    .addOption(new Option('--form <form>', 'other than tokens: sessions of the console, or links to it').choices(['token', 'session', 'link']))
    .option('--name <prefix>', 'only those whose name begins like this')
    .option('--label <name=value>', 'only those with this label', label)
    .option('--created-before <time>', 'only those made before this', moment(() => world.now()))
    .option('--operation <operation>', 'only live ones that may do this now')
    .option('--resource <resource>', 'on this, such as zone:example.com (left out: on everything that the owner has)')
    .option('--zone <domain>', 'in which zone that record stands')
    .option('--ip <address>', 'from there')
    .addOption(new Option('--sort <order>', 'in which order').choices(['createdAt', '-createdAt', 'name', '-name']));
}
