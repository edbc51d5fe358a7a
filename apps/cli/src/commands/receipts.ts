import type { Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf, ofOwner } from '../leaf.js';
import { show, type OutputFlags } from '../output.js';
import { ownerOf, type OwnerFlags } from '../owner.js';
import { receiptDetails } from '../receipt-text.js';
import type { ConnectionFlags } from '../settings.js';
import type { World } from '../world.js';

export function receiptCommands(program: Command, world: World): void {
  const noun = program.command('receipts').alias('receipt').description('what became of calls that took power');

  connecting(
    ofOwner(
      leaf(noun, 'show <receipt>', 'whether what a call took is gone everywhere, and how long that took; for seven days', [
        'receipts show rcp_8F1vfdqNfxAXTDke54I0dW --tenant acme',
        'receipts show rcp_8F1vfdqNfxAXTDke54I0dW --account alice',
      ]),
    ),
  ).action(async (receipt: string, flags: ConnectionFlags & OutputFlags & OwnerFlags) => {
    const connection = connect(world, flags);
    const { tenant, account } = await ownerOf(connection, flags);
    const { data } = await answered(
      account === null
        ? connection.client.get('/v1/tenants/{tenant}/receipts/{receipt}', { params: { path: { tenant, receipt } } })
        : connection.client.get('/v1/tenants/{tenant}/accounts/{account}/receipts/{receipt}', { params: { path: { tenant, account, receipt } } }),
    );
    show(world, flags, data, (answer) => receiptDetails(answer.receipt));
  });
}
