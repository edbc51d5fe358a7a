import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { natsOptions } from './nats-options.js';
import { program } from './program.js';

/** An authority with nothing to it: it answers a message with the row of one named statement. */
export interface ResponderSettings {
  readonly natsUrl: string;
  readonly subject: string;
  readonly postgresUrl: string;
  /** Whose rights the statement has: row-level security binds it as it binds the service. */
  readonly role: string;
  readonly schema: string;
  readonly statement: { readonly name: string; readonly text: string };
  /** Which fields of the message become $1, $2, … */
  readonly parameters: readonly string[];
}

/** What a service's pool has. */
const POOL_SIZE = 16;

program(async ({ natsUrl, subject, statement, parameters, ...database }: ResponderSettings) => {
  const pool = new pg.Pool({
    connectionString: database.postgresUrl,
    options: `-c role=${database.role} -c search_path=${database.schema}`,
    max: POOL_SIZE,
    keepAlive: true,
  });
  await pool.query(statement.text, parameters.map(() => null));
  const nats = await connect(natsOptions(natsUrl));
  nats.subscribe(subject, {
    callback: (_error, message) => {
      const asked = message.json<Record<string, unknown>>();
      pool.query<Record<string, unknown>>({ ...statement, values: parameters.map((name) => asked[name]) }).then(
        ({ rows }) => {
          const { mac: _neverLeaves, ...facts } = rows[0] ?? {};
          message.respond(JSON.stringify(facts));
        },
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    },
  });
  await nats.flush();
  return {};
});
