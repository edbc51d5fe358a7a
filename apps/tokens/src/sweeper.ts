import type { TenantId } from '@portcullis/kernel';
import type { Database } from '@portcullis/platform/postgres';
import type { Logger } from '@portcullis/platform/runtime';
import type { Remains, TenantPlace } from './use-cases/ports.js';

export interface SweeperOptions {
  readonly database: Pick<Database, 'exclusively'>;
  readonly remains: Remains;
  readonly sweepTenant: (place: TenantPlace, goOn: () => boolean) => Promise<number>;
  readonly markCutOffs: (tenantId: TenantId, goOn: () => boolean) => Promise<void>;
  readonly log: Logger;
  /** How often everything is swept. */
  readonly everySeconds: number;
}

/** One sweep at a time works per database. Any fixed number. */
const SWEEP_LOCK = 1_937_204_593;
const FORGET_EVERY_MS = 60_000;
/** A secret is kept for 10 minutes: whoever wrote one is looked at until that is over. */
const FORGET_ROUNDS = 12;

/**
 * Clears what is over: every minute the secrets that this process kept for repeated requests (at its start those of all
 * tenants, for processes that were killed), has tokens say that they were cut off (likewise), and from time to time, in one process of all, whatever is left of every tenant.
 */
export class Sweeper {
  /** Tenants that this process wrote for, and how many more rounds look at them. */
  private readonly written = new Map<TenantId, number>();
  private readonly timers: NodeJS.Timeout[] = [];
  private inHand: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    this.timers.push(
      setInterval(() => this.queue(() => this.forgetWritten()), FORGET_EVERY_MS),
      setInterval(() => this.queue(() => this.sweepAll()), this.options.everySeconds * 1_000),
    );
    for (const timer of this.timers) timer.unref();
    this.queue(() => this.forgetAll());
  }

  /** To be told of each commit. */
  wrote(tenantId: TenantId): void {
    this.written.set(tenantId, FORGET_ROUNDS);
  }

  /** To be told of each cut-off: its tokens shall say so themselves soon. */
  cutOff(tenantId: TenantId): void {
    this.queue(() => this.mark(tenantId));
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.stopped = true;
    await this.inHand;
  }

  async forgetWritten(): Promise<void> {
    for (const [tenantId, rounds] of [...this.written]) {
      if (rounds > 1) this.written.set(tenantId, rounds - 1);
      else this.written.delete(tenantId);
      await this.forget(tenantId);
    }
  }

  async forgetAll(): Promise<void> {
    for (const { tenantId } of await this.options.remains.tenants()) {
      await this.forget(tenantId);
      await this.mark(tenantId);
    }
  }

  async sweepAll(): Promise<void> {
    const { database, remains, sweepTenant, log } = this.options;
    // Another process is at it: what it clears need not be cleared again.
    await database.exclusively(SWEEP_LOCK, async () => {
      let cleared = 0;
      for (const place of await remains.tenants()) {
        cleared += (await this.tried('dead tokens are kept for longer', place.tenantId, () => sweepTenant(place, this.goOn))) ?? 0;
      }
      log.info('swept', { cleared });
    });
  }

  private readonly goOn = (): boolean => !this.stopped;

  private async mark(tenantId: TenantId): Promise<void> {
    await this.tried('tokens say later that they were cut off', tenantId, () => this.options.markCutOffs(tenantId, this.goOn));
  }

  private async forget(tenantId: TenantId): Promise<void> {
    await this.tried('secrets of repeated requests are kept for longer', tenantId, () => this.options.remains.forgetRequests(tenantId));
  }

  /** What fails for one tenant says nothing of the others. */
  private async tried<T>(consequence: string, tenantId: TenantId, work: () => Promise<T>): Promise<T | null> {
    if (this.stopped) return null;
    try {
      return await work();
    } catch (error) {
      this.options.log.warn(consequence, { tenantId, err: error });
      return null;
    }
  }

  /** One after the other, and nobody waits for it but `stop`. */
  private queue(work: () => Promise<void>): void {
    this.inHand = this.inHand.then(work).catch((error: unknown) => this.options.log.warn('the sweep was put off', { err: error }));
  }
}
