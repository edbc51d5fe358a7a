import type { Command } from 'commander';
import { answered } from '../connection.js';
import { leaf, paged } from '../leaf.js';
import { each, given, moment } from '../option-values.js';
import { show, showPage, type OutputFlags } from '../output.js';
import type { OwnerFlags } from '../owner.js';
import { pageOf, type PageFlags } from '../pages.js';
import { plain } from '../plain-text.js';
import type { ConnectionFlags } from '../settings.js';
import { EXIT, Stop } from '../stop.js';
import { details, table, type Column } from '../table.js';
import type { Answer, Tokens } from '../token-routes.js';
import { grantText, timeText } from '../token-text.js';
import type { World } from '../world.js';

type CommonFlags = ConnectionFlags & OutputFlags & OwnerFlags;
type Explanation = Answer<Tokens['explain']>;
type Ability = Answer<Tokens['can']>['items'][number];

interface ExplainFlags {
  readonly operation: string;
  readonly resource?: readonly string[];
  readonly zone?: string;
  readonly ip?: string;
  readonly at?: string;
}

interface Asking {
  readonly own: (command: Command) => Command;
  readonly oneToken: (flags: CommonFlags, named: string) => Promise<{ tokens: Tokens; id: string }>;
}

/** What a token can do, and why it may or may not. Asked of its name: nothing of it is used. */
export function askingCommands(noun: Command, world: World, { own, oneToken }: Asking): void {
  own(
    leaf(noun, 'explain <token>', 'say whether a token may do something, and why', [
      'tokens explain acme-sh --account alice --operation DNS::mass_edit_zone --resource record:_acme-challenge.example.com/TXT --zone example.com',
      'tokens explain backup --tenant acme --operation Fileman::list_files --ip 192.0.2.7 --at 2027-01-31T03:00:00Z',
    ])
      .requiredOption('--operation <operation>', 'what it would do')
      .option('--resource <resource>', 'on this, such as zone:example.com; more than once (left out: on everything that its owner has)', each(String))
      .option('--zone <domain>', 'in which zone the records that are named stand')
      .option('--ip <address>', 'from where')
      .option('--at <time>', 'when: a date and time, or a time from now such as 90d (left out: now)', moment(() => world.now())),
  ).action(async (named: string, flags: CommonFlags & ExplainFlags) => {
    const { tokens, id } = await oneToken(flags, named);
    const { operation, resource, zone, ip, at } = flags;
    const { data } = await answered(tokens.explain(id, { operation, ...given({ resources: resource && [...resource], zone, ip, at }) }));
    show(world, flags, data, (explanation) => explained(world, operation, explanation));
    if (!data.decision.allowed) throw new Stop(EXIT.refused, []);
  });

  own(
    paged(
      leaf(noun, 'can <token>', 'list what a token can do now, and on what', ['tokens can acme-sh --account alice', 'tokens can deploy --tenant acme --operation DNS --all'])
        .option('--operation <prefix>', 'only operations whose names begin like this')
        .option('--ip <address>', 'from where'),
    ),
  ).action(async (named: string, flags: CommonFlags & PageFlags & { operation?: string; ip?: string }) => {
    const { tokens, id } = await oneToken(flags, named);
    const query = given({ operation: flags.operation, ip: flags.ip });
    let dead: string | null = null;
    const page = await pageOf(flags, async (place) => {
      const outcome = await tokens.can(id, { ...query, ...place });
      if (outcome.outcome === 'done' && !outcome.data.live) dead = outcome.data.code;
      return outcome;
    });
    showPage(world, flags, page, ABILITY_COLUMNS, dead === null ? 'Nothing.' : `Nothing: ${plain(dead)}.`);
  });
}

const ABILITY_COLUMNS: readonly Column<Ability>[] = [
  { title: 'OPERATION', value: ({ operation }) => operation },
  { title: 'ACCESS', value: ({ access, escalates }) => (escalates ? `${access}, escalates` : access) },
  { title: 'ON', value: ({ resources, except, once }) => `${resources === null ? 'everything' : resources.join(', ')}${except.length > 0 ? `, not ${except.join(', ')}` : ''}${once ? ', once' : ''}`, flexible: true },
];

function explained(world: World, operation: string, { token, at, decision, parts, grants, resources, holdsEverything, missingGrant }: Explanation): string {
  const verdict = decision.allowed ? `allowed: ${operation}\n` : `no (${decision.code})${decision.detail ? `: ${decision.detail}` : ''}\n`;
  const blocks = [
    details([
      ['token', `${token.name} (${token.id})`],
      ['state', token.state],
      ['at', timeText(at)],
      ['holds', holdsEverything ? 'all that its owner holds' : null],
      ['would need', missingGrant && grantText(missingGrant)],
    ]),
    table(parts, [{ title: 'PART', value: ({ part }) => part }, { title: 'SAYS', value: ({ verdict: says }) => says }, { title: 'WHY', value: ({ detail }) => detail ?? '', flexible: true }], world.columns),
    ...(grants.length > 0 ? [table(grants, [{ title: 'GRANT', value: ({ at: place }) => String(place) }, { title: 'SAYS', value: saysOf }, { title: 'OF', value: ({ words }) => words, flexible: true }], world.columns)] : []),
    ...(resources.length > 0 ? [table(resources, [{ title: 'RESOURCE', value: ({ resource }) => resource }, { title: 'ALLOWED BY', value: ({ allowedBy }) => allowedBy.join(', ') }, { title: 'DENIED BY', value: ({ deniedBy, unclear }) => [...deniedBy.map(String), ...(unclear ? ['perhaps'] : [])].join(', ') }], world.columns)] : []),
  ];
  return [verdict, ...blocks].join('\n');
}

function saysOf({ says, because }: Explanation['grants'][number]): string {
  return because === null ? says : because.replaceAll('_', ' ');
}
