import type { Command } from 'commander';
import { answered, connect } from '../connection.js';
import { connecting, leaf } from '../leaf.js';
import { show, type OutputFlags } from '../output.js';
import type { ConnectionFlags } from '../settings.js';
import { table, type Column } from '../table.js';
import type { World } from '../world.js';

export function enforcementCommands(program: Command, world: World): void {
  const noun = program.command('enforcement').description('who answers from memory, and how long revokes take until they are in force everywhere');

  connecting(leaf(noun, 'show', 'verifiers, how far each has come, and what the last proof has shown', ['enforcement show', 'enforcement show --json'])).action(
    async (flags: ConnectionFlags & OutputFlags) => {
      const connection = connect(world, flags);
      const { data } = await answered(connection.client.get('/v1/enforcement', {}));
      show(world, flags, data, ({ authorities, revokeToDead, proof: { last } }) => {
        const verifiers = authorities.flatMap(({ authority, verifiers: all }) => all.map((verifier) => ({ authority, ...verifier })));
        return [
          verifiers.length === 0 ? 'nobody answers from memory' : table(verifiers, COLUMNS, world.columns).trimEnd(),
          ...authorities.flatMap(({ refused }) => refused.map(({ name, until }) => `${name} gets no lease before ${until}: it has kept too many calls waiting`)),
          `revokes of tokens here in seven days: ${timesOf(revokeToDead.tokens)}`,
          last === null ? 'no proof has been made yet' : proofText(last),
        ].join('\n');
      });
    },
  );
}

interface Line {
  readonly authority: string;
  readonly name: string;
  readonly id: string;
  readonly renewedAt: string;
  readonly lagRevs: number;
}

const COLUMNS: readonly Column<Line>[] = [
  { title: 'AUTHORITY', value: ({ authority }) => authority },
  { title: 'VERIFIER', value: ({ name }) => name },
  { title: 'ID', value: ({ id }) => id },
  { title: 'RENEWED', value: ({ renewedAt }) => renewedAt },
  { title: 'BEHIND BY', value: ({ lagRevs }) => String(lagRevs) },
];

function proofText({ at, seenDead, verifiers, revokeMs }: { at: string; seenDead: number; verifiers: number; revokeMs: number | null }): string {
  const time = revokeMs === null ? '' : ` after ${revokeMs.toFixed(1)} ms`;
  return `last proof, ${at}: ${seenDead} of ${verifiers} verifiers saw a revoked token dead${time}`;
}

function timesOf({ count, p50Ms, p99Ms }: { count: number; p50Ms: number | null; p99Ms: number | null }): string {
  return count === 0 ? 'none' : `${count}, half of them within ${p50Ms?.toFixed(1)} ms, 99 of 100 within ${p99Ms?.toFixed(1)} ms`;
}
