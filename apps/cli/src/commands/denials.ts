import type { Denial } from '@portcullis/client';
import { Option, type Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf, ofOwner } from '../leaf.js';
import { given } from '../option-values.js';
import { show, type OutputFlags } from '../output.js';
import { ownerOf, type OwnerFlags } from '../owner.js';
import { receiptText } from '../receipt-text.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { details } from '../table.js';
import { timeText } from '../token-text.js';
import type { World } from '../world.js';

type Flags = ConnectionFlags & OutputFlags & OwnerFlags;
type AllowFlags = Flags & { for?: 'once' | 'hour' | 'good'; confirmEscalating?: boolean };

const ofTenant = '/v1/tenants/{tenant}/denials/{denial}';
const ofAccount = '/v1/tenants/{tenant}/accounts/{account}/denials/{denial}';

export function denialCommands(program: Command, world: World): void {
  const noun = program.command('denials').alias('denial').description('what a token was denied, opened by the code that its client was told');

  connecting(ofOwner(leaf(noun, 'show <code>', 'what was asked, why not, and what was missing', ['denials show dny_76jc4SmeSgFElVMne0SRji']))).action(async (denial: string, flags: Flags) => {
    const connection = connect(world, flags);
    const { tenant, account } = await ownerOf(connection, flags);
    const { data } = await answered(
      account === null
        ? connection.client.get(ofTenant, { params: { path: { tenant, denial } } })
        : connection.client.get(ofAccount, { params: { path: { tenant, account, denial } } }),
    );
    show(world, flags, data, (answer) => denialDetails(answer.denial));
  });

  connecting(
    ofOwner(
      leaf(noun, 'allow <code>', 'give the token the one grant that was missing', ['denials allow dny_76jc4SmeSgFElVMne0SRji --for once', 'denials allow dny_76jc4SmeSgFElVMne0SRji --for hour'])
        .addOption(new Option('--for <time>', 'once: for the next call that needs it; hour: for an hour from now; good: as long as the token lives').choices(['once', 'hour', 'good']))
        .option('--confirm-escalating', 'also where it lets its holder get beyond the token'),
    ),
  ).action(async (denial: string, flags: AllowFlags) => {
    if (flags.for === undefined) throw misused('say for how long: --for once, hour or good');
    const connection = connect(world, flags);
    const { tenant, account } = await ownerOf(connection, flags);
    const body = { for: flags.for, ...given({ confirmEscalating: flags.confirmEscalating }) };
    const { data } = await answered(
      account === null
        ? connection.client.post(`${ofTenant}/allow`, { params: { path: { tenant, denial } }, body })
        : connection.client.post(`${ofAccount}/allow`, { params: { path: { tenant, account, denial } }, body }),
    );
    show(world, flags, data, (answer) => `${denialDetails(answer.denial)}${answer.enforcement === null ? 'It held that already.' : receiptText(answer.enforcement)}\n`);
  });
}

function denialDetails(denial: Denial): string {
  const { token, resources } = denial;
  return details([
    ['denied', denial.detail],
    ['code', denial.code],
    ['when', timeText(denial.time)],
    ['from', denial.ip],
    ['token', token.name === null ? token.id : `${token.name} (${token.id})`],
    ['token is', token.state ?? 'no longer kept'],
    ['operation', denial.operation],
    ['on', resources.length === 0 ? null : resources.join(', ')],
    ['missing', denial.words === null ? 'nothing that a grant could give' : `a grant ${denial.words}`],
    ['now', standing(denial)],
    ['request', denial.requestId],
  ]);
}

function standing({ state, once, until }: Denial): string {
  if (state !== 'allowed') return state === 'missing' ? 'still missing' : 'cannot be allowed';
  if (once) return 'allowed to the next call that needs it';
  return until === null ? 'allowed' : `allowed until ${timeText(until)}`;
}
