import { connect } from '@nats-io/transport-node';
import { natsOptions } from '../skeleton/nats-options.js';
import { program } from '../skeleton/program.js';
import type { Subjects } from './subjects.js';

/** A verifier with nothing to it: it says that it has heard. */
export interface ConfirmerSettings {
  readonly natsUrl: string;
  readonly subjects: Subjects;
}

program(async ({ natsUrl, subjects }: ConfirmerSettings) => {
  const nats = await connect(natsOptions(natsUrl));
  nats.subscribe(subjects.changes, {
    callback: (_error, message) => {
      const { id } = message.json<{ id: string }>();
      nats.publish(subjects.confirmations, JSON.stringify({ id }));
    },
  });
  await nats.flush();
  return {};
});
