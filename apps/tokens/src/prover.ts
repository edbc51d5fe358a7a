import type { LiveProof } from '@portcullis/contracts';
import type { Database } from '@portcullis/platform/postgres';
import type { Logger } from '@portcullis/platform/runtime';

export interface ProverOptions {
  readonly database: Pick<Database, 'exclusively'>;
  readonly prove: () => Promise<LiveProof>;
  readonly keep: (proof: LiveProof) => Promise<void>;
  readonly log: Logger;
  readonly everySeconds: number;
}

/** One process at a time proves, whichever comes first. Any fixed number. */
const PROOF_LOCK = 1_886_547_814;

/** Shows once a minute that what is revoked is dead everywhere, and keeps what it saw. */
export class Prover {
  private timer: NodeJS.Timeout | null = null;
  private inHand: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ProverOptions) {}

  start(): void {
    this.timer = setInterval(() => {
      this.inHand = this.inHand.then(() => this.proveOnce());
    }, this.options.everySeconds * 1_000);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.inHand;
  }

  /** Never throws: a proof that cannot be tried is tried again a minute later. */
  async proveOnce(): Promise<void> {
    const { database, prove, keep, log } = this.options;
    try {
      await database.exclusively(PROOF_LOCK, async () => {
        const proof = await prove();
        await keep(proof);
        if (proof.acceptedAfter > 0) log.error('a revoked token was taken by a verifier after its revoke had returned', { ...proof });
        else if (proof.seenDead < proof.verifiers) log.warn('not every verifier has said that a revoked token is dead there', { ...proof });
      });
    } catch (error) {
      log.warn('that revokes are in force everywhere could not be shown this time', { err: error });
    }
  }
}
