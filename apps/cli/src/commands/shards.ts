import { Option, type Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf } from '../leaf.js';
import { show, type OutputFlags } from '../output.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { table, type Column } from '../table.js';
import type { World } from '../world.js';

interface ShardView {
  readonly authority: string;
  readonly shard: number;
  readonly state: string;
  readonly since: { readonly epoch: number; readonly rev: number } | null;
}

const COLUMNS: readonly Column<ShardView>[] = [
  { title: 'AUTHORITY', value: ({ authority }) => authority },
  { title: 'SHARD', value: ({ shard }) => String(shard) },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'KNOWN UP TO', value: ({ since }) => (since === null ? 'the end' : `change ${since.rev}`) },
];

/** `17,18` as numbers of shards. */
function shardNumbers(text: string): number[] {
  const parts = text.split(',');
  if (!parts.every((part) => /^\d{1,2}$/.test(part) && Number(part) < 64)) throw misused('shards are numbers from 0 to 63, joined by commas');
  return parts.map(Number);
}

export function shardCommands(program: Command, world: World): void {
  const noun = program.command('shards').description('which parts of an installation are served after a database was put back');

  connecting(leaf(noun, 'list', 'show the shards that are not served, or all', ['shards list', 'shards list --all']))
    .option('--all', 'show those that are served as well')
    .action(async (flags: ConnectionFlags & OutputFlags & { readonly all?: true }) => {
      const { data } = await answered(connect(world, flags).client.get('/v1/shards'));
      const items = data.items.filter(({ state }) => flags.all === true || state !== 'serving');
      show(world, flags, { items }, () => (items.length === 0 ? 'All shards are served.\n' : table(items, COLUMNS, world.columns)));
    });

  connecting(
    leaf(noun, 'accept-loss', 'let shards serve although some of their history is lost: what was revoked in it may be accepted again', [
      'shards accept-loss --authority tokens --shards 17,18',
      'shards accept-loss --authority permissions   # all that wait',
    ]),
  )
    .addOption(new Option('--authority <name>', 'whose history').choices(['tokens', 'permissions']).makeOptionMandatory())
    .option('--shards <numbers>', 'which of those that wait, joined by commas (left out: all)')
    .action(async (flags: ConnectionFlags & OutputFlags & { readonly authority: 'tokens' | 'permissions'; readonly shards?: string }) => {
      const body = { authority: flags.authority, ...(flags.shards !== undefined && { shards: shardNumbers(flags.shards) }) };
      const { data } = await answered(connect(world, flags).client.post('/v1/shards/accept-loss', { body }));
      const { accepted } = data;
      show(world, flags, data, () => (accepted.length === 0 ? 'None of them waited.\n' : `Served again: ${accepted.join(', ')}.\n`));
    });
}
