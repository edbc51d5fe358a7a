import type { Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf, paged } from '../leaf.js';
import { given } from '../option-values.js';
import { show, showPage, type OutputFlags } from '../output.js';
import { pageOf, type PageFlags } from '../pages.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { details, table, type Column } from '../table.js';
import type { World } from '../world.js';

type Flags = ConnectionFlags & OutputFlags;

interface Kind {
  readonly kind: string;
  readonly required: boolean;
  readonly example: string;
}
interface Preset {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly kinds: readonly Kind[];
  readonly parts: readonly { readonly operation: string; readonly on: readonly string[] | null }[];
}
interface Feature {
  readonly name: string;
  readonly of: 'accounts' | 'providers';
  readonly rolling: boolean;
  readonly risk: string;
}
interface Operation {
  readonly name: string;
  readonly access: string;
  readonly features: readonly string[];
  readonly escalates: { readonly reason: string; readonly unlessOn: readonly string[] } | null;
}

const PRESETS: readonly Column<Preset>[] = [
  { title: 'PRESET', value: ({ name }) => name },
  { title: 'FOR', value: ({ title }) => title, flexible: true },
  { title: 'NAMES', value: ({ kinds }) => kinds.map(({ kind, required }) => (required ? kind : `${kind} (if you like)`)).join(', ') || 'nothing', flexible: true },
];
const FEATURES: readonly Column<Feature>[] = [
  { title: 'FEATURE', value: ({ name }) => name },
  { title: 'OF', value: ({ of }) => of },
  { title: 'RISK', value: ({ risk }) => risk },
  { title: 'ROLLING', value: ({ rolling }) => (rolling ? 'yes' : 'no') },
];
const OPERATIONS: readonly Column<Operation>[] = [
  { title: 'OPERATION', value: ({ name }) => name },
  { title: 'ACCESS', value: ({ access }) => access },
  { title: 'FEATURES', value: ({ features }) => features.join(', '), flexible: true },
  { title: 'GETS BEYOND THE TOKEN', value: ({ escalates }) => (escalates === null ? '' : escalationText(escalates)), flexible: true },
];

function escalationText({ reason, unlessOn }: { readonly reason: string; readonly unlessOn: readonly string[] }): string {
  return unlessOn.length === 0 ? reason : `${reason} Not on a named ${unlessOn.join(', ')}.`;
}

/** All of one preset, with the grant that would be given. */
function presetDetails({ name, title, description, kinds, parts }: Preset): string {
  const places = [...new Set(parts.map(({ on }) => on?.join(' and ') ?? 'everything'))];
  return details([
    ['preset', name],
    ['for', title],
    ['', description],
    ...kinds.map(({ kind, required, example }): [string, string] => [required ? `needs a ${kind}` : `takes a ${kind}`, `such as ${example}`]),
    ...places.map((place): [string, string] => [`on ${place}`, parts.filter(({ on }) => (on?.join(' and ') ?? 'everything') === place).map(({ operation }) => operation).join(', ')]),
    ['grant', JSON.stringify({ preset: name, ...(kinds.length > 0 && { resources: kinds.filter(({ required }) => required).map(({ example }) => example) }) })],
  ]);
}

export function catalogueCommands(program: Command, world: World): void {
  const noun = program.command('catalogue').description('what a token may be granted: presets, features and operations');

  connecting(
    leaf(noun, 'presets [name]', 'see which presets there are, or all that is in one', ['catalogue presets', 'catalogue presets acme-dns-01']),
  ).action(async (name: string | undefined, flags: Flags) => {
    const { data } = await answered(connect(world, flags).client.get('/v1/catalogue'));
    if (name === undefined) return show(world, flags, { version: data.version, presets: data.presets }, ({ presets }) => table(presets, PRESETS, world.columns));
    const preset = data.presets.find((one) => one.name === name);
    if (!preset) throw misused(`there is no preset ${name}: portcullis catalogue presets lists all`);
    show(world, flags, preset, presetDetails);
  });

  connecting(
    leaf(noun, 'features', 'see which features of accounts and privileges of providers can be granted', ['catalogue features', 'catalogue features --json']),
  ).action(async (flags: Flags) => {
    const { data } = await answered(connect(world, flags).client.get('/v1/catalogue'));
    show(world, flags, { version: data.version, features: data.features, privileges: data.privileges }, ({ features, privileges }) =>
      table<Feature>([...features.map((one) => ({ ...one, of: 'accounts' as const, risk: '' })), ...privileges.map((one) => ({ ...one, of: 'providers' as const }))], FEATURES, world.columns),
    );
  });

  connecting(
    paged(
      leaf(noun, 'operations', 'list the operations that can be granted, and which of them get beyond a token', ['catalogue operations --feature zoneedit', 'catalogue operations --module Email --all'])
        .option('--feature <feature>', 'only what this feature or privilege opens')
        .option('--module <module>', 'only those of this module'),
    ),
  ).action(async (flags: Flags & PageFlags & { feature?: string; module?: string }) => {
    const { client } = connect(world, flags);
    const filters = given({ feature: flags.feature, module: flags.module });
    const read = (query: { limit?: number; cursor?: string }) => client.get('/v1/catalogue/operations', { params: { query: { ...filters, ...query } } });
    showPage<Operation>(world, flags, await pageOf(flags, read), OPERATIONS, 'The catalogue knows no such operation.');
  });
}
