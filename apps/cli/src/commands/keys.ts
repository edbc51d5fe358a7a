import { Option, type Command } from 'commander';
import { answered, connect } from '../connection.js';
import { openToOthers } from '../credentials-file.js';
import { createKeyring, readKeyring, replaceKeyring } from '../keyring/file.js';
import { nextId, withCurrent, withKey, withRetired, type KeyringFile, type Rotated } from '../keyring/rotation.js';
import { connecting, leaf } from '../leaf.js';
import { printJson, show, type OutputFlags } from '../output.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { table, type Column } from '../table.js';
import type { World } from '../world.js';

const KEY_BYTES = 32;

interface RotateFlags extends OutputFlags {
  readonly id?: string;
  readonly addOnly?: true;
  readonly create?: true;
  readonly promote?: string;
  readonly retire?: string;
}

/** What may be said of a keyring: ids, and never a key. */
interface KeyringView {
  readonly current: string;
  readonly keys: readonly string[];
  readonly retired: readonly string[];
}

function viewOf({ current, keys, retired = [] }: KeyringFile): KeyringView {
  return { current, keys: Object.keys(keys), retired };
}

function keyColumns({ current, retired }: KeyringView): readonly Column<string>[] {
  const use = (id: string): string => {
    if (id === current) return 'current: new things are made with it';
    return retired.includes(id) ? 'retired: trusted no more on its own' : 'still opens what it made';
  };
  return [
    { title: 'KEY', value: (id) => id },
    { title: 'USE', value: use },
  ];
}

export function keyCommands(program: Command, world: World): void {
  const noun = program.command('keys').description('keyring files of the services, and bringing what is kept under new keys');
  const json = (command: Command): Command => command.addOption(new Option('--json', 'print it for scripts'));
  const showKeyring = (flags: OutputFlags, file: KeyringFile): void =>
    show(world, flags, viewOf(file), (view) => table(view.keys, keyColumns(view), world.columns));

  json(
    leaf(noun, 'rotate <file>', 'add a key to a keyring file and make it current; no key is ever printed', [
      'keys rotate /etc/portcullis/tokens-keyring.json',
      'keys rotate FILE --add-only     # several hosts: copy the file to all of them, SIGHUP,',
      'keys rotate FILE --promote k2   # then this, and copy it again; then: portcullis keys rekey',
      'keys rotate FILE --retire k1    # k1 has leaked, and all that it made is under a newer key',
    ])
      .option('--id <id>', 'what to call the new key (left out: the next of k1, k2, …)')
      .option('--add-only', 'add a key and leave the current one current')
      .addOption(new Option('--promote <id>', 'make a key current that is there already').conflicts(['id', 'addOnly', 'create', 'retire']))
      .addOption(new Option('--retire <id>', 'trust no more what was made with this key alone').conflicts(['id', 'addOnly', 'create']))
      .addOption(new Option('--create', 'make the file, with its first key').conflicts(['addOnly'])),
  ).action(async (path: string, flags: RotateFlags) => {
    if (flags.create) {
      const id = flags.id ?? 'k1';
      const file = await checked({ current: id, keys: {} }, (empty) => withKey(empty, id, world.randomBytes(KEY_BYTES), true));
      createKeyring(path, file);
      return showKeyring(flags, file);
    }
    const before = await readKeyring(path);
    const file = await checked(before, () => {
      if (flags.promote !== undefined) return withCurrent(before, flags.promote);
      if (flags.retire !== undefined) return withRetired(before, flags.retire);
      return withKey(before, flags.id ?? nextId(before), world.randomBytes(KEY_BYTES), flags.addOnly !== true);
    });
    replaceKeyring(path, before, file);
    if (openToOthers(path)) world.tell(`Others may read ${path}: chmod 600 it, or let its group be the services' alone.\n`);
    showKeyring(flags, file);
    world.tell('Services take it up on SIGHUP. What is kept is brought under it by: portcullis keys rekey\n');
  });

  json(leaf(noun, 'show <file>', 'show which keys a keyring file holds, and never the keys themselves', ['keys show /etc/portcullis/tokens-keyring.json'])).action(
    async (path: string, flags: OutputFlags) => showKeyring(flags, await readKeyring(path)),
  );

  connecting(leaf(noun, 'rekey', 'bring all kept credentials under the current keys, batch by batch', ['keys rekey'])).action(
    async (flags: ConnectionFlags & OutputFlags) => {
      const { client } = connect(world, flags);
      let rekeyed = 0;
      let cursor: string | null = null;
      do {
        // A batch that was done twice is done: after a lost answer the same command goes on.
        const body: { cursor?: string } = cursor === null ? {} : { cursor };
        const { data }: { data: { rekeyed: number; next: string | null } } = await answered(client.post('/v1/keys/rekey', { body }));
        rekeyed += data.rekeyed;
        cursor = data.next;
        world.tell(`${rekeyed} re-keyed${cursor === null ? '' : ' …'}\n`);
      } while (cursor !== null);
      if (flags.json) printJson(world, { rekeyed, next: null });
      else world.print(`Done: ${rekeyed} re-keyed.\n`);
    },
  );
}

/** What becomes of it, if that is a keyring file still. */
async function checked(before: KeyringFile, change: (before: KeyringFile) => Rotated): Promise<KeyringFile> {
  const rotated = change(before);
  if (!rotated.ok) throw misused(rotated.why);
  const { keyringFile } = await import('@portcullis/contracts');
  const parsed = keyringFile.safeParse(rotated.file);
  if (!parsed.success) throw misused(parsed.error.issues[0]!.message);
  return rotated.file;
}
