import { Fault } from '@portcullis/kernel';
import { z } from 'zod';
import { parseConfig } from '../runtime/index.js';
import { toFault } from './faults.js';
import { migrate, type ServiceMigrations } from './migrate.js';

/** Where the command says what it does; `process.stdout` and `process.stderr` for a person or a deploy script. */
export interface MigrateOutput {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

export const migrateConfig = z.object({
  PORTCULLIS_OWNER_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .describe('where Postgres is, such as postgres://portcullis_owner:password@127.0.0.1:5432/portcullis'),
});

/**
 * `node apps/<service>/dist/migrate.js`: brings the service's schema up to date as the role that owns it, and says each file
 * it applied.
 * @returns the exit code: 0 up to date, 1 a migration failed, 2 the variable is missing or wrong, 3 Postgres cannot be reached.
 */
export async function migrateCommand(
  migrations: ServiceMigrations,
  env: Readonly<Record<string, string | undefined>>,
  { say, complain }: MigrateOutput,
): Promise<0 | 1 | 2 | 3> {
  const config = parseConfig(migrateConfig, env);
  if (!config.ok) {
    for (const { variable, expected } of config.refusal) complain(`configuration: ${variable}: ${expected}`);
    return 2;
  }
  try {
    const { applied } = await migrate(config.value.PORTCULLIS_OWNER_DATABASE_URL, migrations, (file) => say(`${migrations.schema}: applied ${file}`));
    say(`${migrations.schema}: up to date, ${applied.length} applied`);
    return 0;
  } catch (error) {
    const fault = toFault(error);
    const away = fault instanceof Fault && fault.kind === 'unavailable';
    // Of pg's errors the message alone: details quote rows.
    const cause = fault.cause instanceof Error && !away ? `: ${fault.cause.message}` : '';
    complain(`${migrations.schema}: ${fault.message}${cause}`);
    return away ? 3 : 1;
  }
}

/** The command as a process: its whole environment, its own exit code. */
export async function runMigrateCommand(migrations: ServiceMigrations): Promise<void> {
  process.exitCode = await migrateCommand(migrations, process.env, {
    say: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
}
