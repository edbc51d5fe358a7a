import type { AuthorityName } from '@portcullis/contracts';
import { newId, type RandomBytes } from '@portcullis/kernel';
import type { NatsDoor } from '@portcullis/platform/nats-client';
import type { Database } from '@portcullis/platform/postgres';
import type { Logger, Shutdown } from '@portcullis/platform/runtime';
import type { RecordedChange } from './change-log.js';
import type { Recover } from './recover.js';
import type { Receipt } from './receipt.js';

export interface AuthorityParts {
  readonly name: AuthorityName;
  readonly database: Database;
  readonly door: NatsDoor;
  /** What operators call this process. */
  readonly instance: string;
  readonly log: Logger;
  readonly shutdown: Shutdown;
  readonly randomBytes: RandomBytes;
  readonly recover: Recover;
}

/** One process of an authority, as verifiers and callers of power-taking calls meet it. */
export class Authority {
  private constructor(private readonly parts: AuthorityParts) {}

  static start(parts: AuthorityParts): Promise<Authority> {
    return Promise.resolve(new Authority(parts));
  }

  /**
   * To be called after the commit. Resolves when no verifier grants any more what the changes took; with `respondAsync` at once, with a receipt
   * that is pending. Holds no connection, transaction or work slot meanwhile.
   * @param changes of one call; none where what took the power was over long ago
   * @throws Fault `unavailable` when it is unknown whether the changes are still there: to be called again, which finds out
   */
  enforce(_tenantId: string, changes: readonly RecordedChange[], respondAsync: boolean): Promise<Receipt> {
    const parts = changes.map(({ target: _, ...position }) => position);
    const verifiers = { live: 0, confirmed: 0, fenced: 0 };
    return Promise.resolve({ id: newId('rcp', this.parts.randomBytes), parts, verifiers, durationMs: 0, pending: respondAsync && changes.length > 0 });
  }

  /** What became of a call, for whoever asks later. Null: unknown, or more than 7 days ago. */
  receipt(_tenantId: string, _id: string): Promise<Receipt | null> {
    return Promise.resolve(null);
  }
}
