import type { Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf } from '../leaf.js';
import { each, given } from '../option-values.js';
import { show, type OutputFlags } from '../output.js';
import { secretInput } from '../secret-input.js';
import type { ConnectionFlags } from '../settings.js';
import { EXIT, Stop } from '../stop.js';
import { details } from '../table.js';
import { timeText } from '../token-text.js';
import type { World } from '../world.js';

type Flags = ConnectionFlags & OutputFlags & { operation?: string; resource?: readonly string[]; zone?: string; ip?: string };

export function verifyCommand(program: Command, world: World): void {
  connecting(
    leaf(program, 'verify', 'ask whether a token is live, or may do something; the token is asked for, or read from stdin', [
      'verify',
      'verify --operation DNS::parse_zone --ip 192.0.2.7 < token.txt',
      'verify --operation DNS::mass_edit_zone --resource record:www.example.com/A --zone example.com < token.txt',
    ])
      .option('--operation <operation>', 'may it do this? (left out: is it live? That uses nothing of its quota)')
      .option('--resource <resource>', 'on this, such as zone:example.com; more than once (left out: on everything that its owner has)', each(String))
      .option('--zone <domain>', 'in which zone the records that are named stand')
      .option('--ip <address>', 'from where it is used'),
  ).action(async (flags: Flags) => {
    const { client } = connect(world, flags);
    const token = await secretInput(world, 'token to verify');
    const { operation, resource, zone, ip } = flags;
    const body = { token, ...given({ operation, resources: resource && [...resource], zone, ip }) };
    const { data } = await answered(client.post('/v1/verify', { body }));
    show(world, flags, data, ({ allowed, code, detail, token: about, denial }) => {
      const verdict = allowed ? (flags.operation ? `allowed: ${flags.operation}\n` : 'live\n') : `no (${code})${detail ? `: ${detail}` : ''}\n`;
      if (!about) return verdict;
      return (
        verdict +
        details([
          ['name', about.name],
          ['id', about.id],
          ['state', about.state],
          ['kind', about.kind],
          ['tenant', about.tenantId],
          ['account', about.accountId],
          ['access', about.access],
          ['expires', about.expiresAt === null ? 'never' : timeText(about.expiresAt)],
          ['denial', denial],
        ])
      );
    });
    if (!data.allowed) throw new Stop(EXIT.refused, []);
  });
}
