import type { Grant } from '@portcullis/client';
import { Option, type Command } from 'commander';
import { each, given, grant, label, moment, nullIfNone, orNone, type None, rate, wholeNumber } from '../option-values.js';
import type { TokenEdit } from '../token-routes.js';
import type { World } from '../world.js';

/** What a token may do and under which conditions, as options say it. `none` and empty: without that condition. */
export interface RightsFlags {
  readonly description?: string;
  readonly label?: readonly (readonly [string, string])[];
  readonly access?: 'full' | 'restricted';
  readonly grant?: readonly Grant[];
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
    .option('--read-only', 'it may look and change nothing')
    .option('--no-read-only', 'it may change what its grants say')
    .option('--not-before <time>', 'it works from then on', orNone(when))
    .option('--expires <time>', 'a date and time, or a time from now such as 90d; none: never', orNone(when))
    .option('--ip <range>', 'from where it may be used: an address or a CIDR range; more than once; none: anywhere', each(String))
    .option('--rate <rate>', 'how often at most, such as 100/60s; none: no limit of its own', orNone(rate))
    .option('--uses <n>', 'how often altogether; none: as often as it likes', orNone(wholeNumber));
}

/** Just what was said. */
export function rightsOf(flags: RightsFlags): Omit<TokenEdit, 'name' | 'access'> {
  return given({
    description: flags.description,
    labels: flags.label && Object.fromEntries(flags.label),
    grants: flags.grant,
    readOnly: flags.readOnly,
    notBefore: nullIfNone(flags.notBefore),
    expiresAt: nullIfNone(flags.expires),
    ipAllowlist: flags.ip,
    rateLimit: nullIfNone(flags.rate),
    useQuota: nullIfNone(flags.uses),
  });
}

export function listingOptions(command: Command): Command {
  return command
    .addOption(new Option('--state <state>', 'only those').choices(['active', 'expiring', 'expired', 'not_yet_valid', 'exhausted', 'revoked']))
    .addOption(new Option('--access <access>', 'only those').choices(['full', 'restricted']))
    .addOption(new Option('--kind <kind>', 'only those, of a tenant').choices(['account', 'tenant', 'service', 'operator']))
    .addOption(new Option('--form <form>', 'other than tokens: sessions of the console, or links to it').choices(['token', 'session', 'link']))
    .option('--name <prefix>', 'only those whose name begins like this')
    .option('--label <name=value>', 'only those with this label', label)
    .addOption(new Option('--sort <order>', 'in which order').choices(['createdAt', '-createdAt', 'name', '-name']));
}
