import type { AuditEntry } from '@portcullis/client';
import type { Command } from 'commander';
import { connect } from '../connection.js';
import { connecting, leaf, ofTenant, paged } from '../leaf.js';
import { given } from '../option-values.js';
import { showPage, type OutputFlags } from '../output.js';
import { tenantOf } from '../owner.js';
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

type Flags = ConnectionFlags & OutputFlags & PageFlags & { tenant?: string; type?: string; subject?: string };

export function auditCommands(program: Command, world: World): void {
  const noun = program.command('audit').description('what happened to a tenant, and who did it');
  connecting(
    ofTenant(
      paged(
        leaf(noun, 'list', 'read the trail, newest first', ['audit list --tenant acme --type token.revoked', 'audit list --subject tok_76jc4SmeSgFElVMne0SRji --json'])
          .option('--type <type>', 'only those, such as token.revoked or request.denied')
          .option('--subject <id>', 'only what is about this'),
      ),
    ),
  ).action(async (flags: Flags) => {
    const connection = connect(world, flags);
    const path = { tenant: await tenantOf(connection, flags) };
    const filters = given({ type: flags.type, subject: flags.subject });
    const read = (query: { limit?: number; cursor?: string }) => connection.client.get('/v1/tenants/{tenant}/audit', { params: { path, query: { ...filters, ...query } } });
    showPage(world, flags, await pageOf(flags, read), COLUMNS, 'Nothing happened.');
  });
}
