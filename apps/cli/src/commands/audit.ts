import type { AuditEntry } from '@portcullis/client';
import type { Command } from 'commander';
import { connect } from '../connection.js';
import { connecting, leaf, ofOwner, paged } from '../leaf.js';
import { given, momentPast } from '../option-values.js';
import { showPage, type OutputFlags } from '../output.js';
import { ownerOf, type OwnerFlags } from '../owner.js';
import { pageOf, type PageFlags } from '../pages.js';
import type { ConnectionFlags } from '../settings.js';
import type { Column } from '../table.js';
import { timeText } from '../token-text.js';
import type { World } from '../world.js';

const COLUMNS: readonly Column<AuditEntry>[] = [
  { title: 'SEQ', value: ({ seq }) => String(seq) },
  { title: 'TIME', value: ({ time }) => timeText(time) },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'SUBJECT', value: ({ subject }) => subject },
  { title: 'WHAT', value: ({ data }) => what(data), flexible: true },
];

/** The parts of it that are one word; all of it is in `--json`. */
function what(data: AuditEntry['data']): string {
  return Object.entries(data)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

type Filters = { type?: string; subject?: string; search?: string; since?: string; until?: string };
type Flags = ConnectionFlags & OutputFlags & PageFlags & OwnerFlags & Filters;

export function auditCommands(program: Command, world: World): void {
  const noun = program.command('audit').description('what happened to a tenant or an account, and who did it');
  connecting(
    ofOwner(
      paged(
        leaf(noun, 'list', 'read the trail, newest first', ['audit list --tenant acme --type token.revoked', 'audit list --account alice --search parse_zone --since 7d', 'audit list --subject tok_76jc4SmeSgFElVMne0SRji --json'])
          .option('--type <type>', 'only those, such as request.denied; with a dot at its end all that begin so, such as token.')
          .option('--subject <id>', 'only what is about this')
          .option('--search <words>', 'only what has these words somewhere: a name, an address, an operation')
          .option('--since <time>', 'only what happened then or later: RFC 3339, or a time ago such as 7d', momentPast(() => world.now()))
          .option('--until <time>', 'only what happened before that', momentPast(() => world.now())),
      ),
    ),
  ).action(async (flags: Flags) => {
    const connection = connect(world, flags);
    const { tenant, account } = await ownerOf(connection, flags);
    const { type, subject, search, since, until } = flags;
    const filters = given({ type, subject, search, since, until });
    const { client } = connection;
    const read = (page: { limit?: number; cursor?: string }) => {
      const query = { ...filters, ...page };
      if (account === null) return client.get('/v1/tenants/{tenant}/audit', { params: { path: { tenant }, query } });
      return client.get('/v1/tenants/{tenant}/accounts/{account}/audit', { params: { path: { tenant, account }, query } });
    };
    showPage(world, flags, await pageOf(flags, read), COLUMNS, 'Nothing happened.');
  });
}
