import { enforcementMessages as messages } from '@portcullis/contracts';
import type { RandomBytes } from '@portcullis/kernel';
import type { NatsDoor } from '@portcullis/platform/nats-client';
import type { z } from 'zod';
import type { ProbeAnswer, Probes } from '../use-cases/prove-enforcement.js';

const PATIENCE_MS = 1_000;

/** Asks all verifiers at once; each answers by itself. */
export function probesOverNats(door: NatsDoor, randomBytes: RandomBytes): Probes & { stop(): void } {
  const newName = (): string => Buffer.from(randomBytes(12)).toString('hex');
  const answerTo = door.subjects.proofs(newName());
  const asked = new Map<string, (answer: ProbeAnswer) => void>();
  const subscription = door.connection.subscribe(answerTo, {
    callback: (error, message) => {
      if (error !== null) return;
      const proof = readProof(message.data);
      if (proof !== null) asked.get(proof.id)?.(proof);
    },
  });
  return {
    ask: ({ shard, publicId, digest }, verifiers) =>
      new Promise((resolve) => {
        const id = newName();
        const answers = new Map<string, ProbeAnswer>();
        const finish = (): void => {
          clearTimeout(timer);
          asked.delete(id);
          resolve([...answers.values()]);
        };
        const timer = setTimeout(finish, PATIENCE_MS);
        asked.set(id, ({ verifier, alive }) => {
          answers.set(verifier, { verifier, alive });
          if (verifiers.every((each) => answers.has(each))) finish();
        });
        const probe: z.input<typeof messages.probe> = { id, shard, publicId, digest, answerTo };
        door.connection.publish(door.subjects.probes(), JSON.stringify(probe));
      }),
    stop: () => subscription.unsubscribe(),
  };
}

function readProof(data: Uint8Array): z.output<typeof messages.proof> | null {
  try {
    return messages.proof.parse(JSON.parse(Buffer.from(data).toString()));
  } catch {
    return null;
  }
}
