import type { Command } from 'commander';
import { answered, connect, madeOnce } from '../connection.js';
import { leaf, repeatable } from '../leaf.js';
import { given, label, moment } from '../option-values.js';
import { printJson, show, type OutputFlags } from '../output.js';
import { ownerOf, type OwnerFlags } from '../owner.js';
import { plain } from '../plain-text.js';
import { receiptText } from '../receipt-text.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { table, type Column } from '../table.js';
import { tokensOf, type Answer, type Tokens, type Where } from '../token-routes.js';
import type { World } from '../world.js';

interface BulkFlags {
  readonly all?: true;
  readonly label?: readonly [string, string];
  readonly feature?: string;
  readonly operation?: string;
  readonly createdBefore?: string;
  readonly kind?: Where['kind'];
  readonly reason: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly idempotencyKey?: string;
}
type Bulk = Answer<Tokens['revokeBulk']>;

const COLUMNS: readonly Column<Bulk['first'][number]>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'ACCOUNT', value: ({ accountId }) => accountId ?? '' },
];

/** Many tokens at once. Whoever asks is shown which, and asked whether these are meant. */
export function revokeBulkCommand(noun: Command, world: World, own: (command: Command) => Command): void {
  own(
    repeatable(
      leaf(noun, 'revoke-bulk', 'end many tokens for good: all for which every option is true; shows them first, and asks', [
        'tokens revoke-bulk --account alice --all --reason "stolen laptop"',
        'tokens revoke-bulk --tenant acme --label team=dns --created-before 2027-01-31T00:00:00Z --reason "the team is no more"',
        'tokens revoke-bulk --tenant acme --feature zoneedit --kind account --dry-run --reason "a hole in the zone editor"',
      ])
        .option('--all', 'every token there is; of a tenant those of its accounts too')
        .option('--label <name=value>', 'with this label', label)
        .option('--feature <feature>', 'that may do something of this feature')
        .option('--operation <operation>', 'that may do this')
        .option('--created-before <time>', 'made before this', moment(() => world.now()))
        .option('--kind <kind>', 'of a tenant: account, tenant, service or operator')
        .requiredOption('--reason <text>', 'for the audit trail, and kept with each token')
        .option('--dry-run', 'show which they are, and end none')
        .option('--yes', 'do not ask'),
    ),
  ).action(async (flags: ConnectionFlags & OutputFlags & OwnerFlags & BulkFlags) => {
    const { all, label: pair, feature, operation, createdBefore, kind, reason } = flags;
    const where: Where = given({ all, label: pair && pair.join(':'), feature, operation, createdBefore, kind });
    if (Object.keys(where).length === 0) throw misused('say which: --all, --label, --feature, --operation, --created-before or --kind');
    const connection = connect(world, flags);
    const tokens = tokensOf(connection.client, await ownerOf(connection, flags));
    if (!flags.yes || flags.dryRun) {
      const { data } = await answered(tokens.revokeBulk({ where, dryRun: true, reason }, world.newId()));
      if (flags.dryRun) return show(world, flags, data, shown);
      if (!world.interactive) throw misused('nobody is there to ask: --yes ends them without asking, --dry-run shows which they are');
      if (data.count === 0) return void world.tell('There are none.\n');
      world.tell(shown(data));
      const typed = await world.ask(`This ends ${data.count} for good. Type the number again: `, 'shown');
      if (typed.trim() !== String(data.count)) throw misused('that is not the number; nothing was ended');
    }
    const { data } = await madeOnce(world, flags.idempotencyKey, (key) => tokens.revokeBulk({ where, dryRun: false, reason }, key));
    if (flags.json) return printJson(world, data);
    world.print(`Revoked ${data.count ?? 'every one that was there'}. ${receiptText(data.enforcement)}\n`);
  });
}

function shown({ count, first }: Bulk): string {
  const rest = (count ?? 0) - first.length;
  return `${first.length === 0 ? '' : table(first, COLUMNS, null)}${rest > 0 ? `and ${rest} more\n` : ''}${plain(String(count))} in all\n`;
}
