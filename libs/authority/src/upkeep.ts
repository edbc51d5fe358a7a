import { reaches, RENEW_MS, Standstill, type Position } from '@portcullis/enforcement';
import { SHARD_COUNT, shard as asShard, type Shard } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { Epochs } from './epochs.js';
import type { Histories } from './histories.js';
import type { Leases } from './leases.js';
import type { Recover } from './recover.js';
import type { Time } from './time.js';

export interface UpkeepOptions {
  readonly epochs: Epochs;
  readonly leases: Leases;
  readonly histories: Histories;
  /** An epoch was seen. */
  readonly notice: (epoch: number) => void;
  readonly recover: Recover;
  readonly log: Logger;
  readonly time: Time;
}

const EVERY_MS = 500;
/** Each time one shard is trimmed: all of them in about five minutes. */
const SELDOM_MS = 5_000;
/** Until then every verifier has said how far it has come. */
const RECOVER_AFTER_MS = 2 * RENEW_MS;
const FAILED_FOR_MS = 1_000;
/** What is missing may come soon, from an audit that is behind; each time it is looked for again after twice as long, up to this. */
const UNDECIDED_AT_MOST_MS = 30_000;

/** What every process of an authority does now and then: finds dead leases, lost histories and what is too old, and sees to it (rules A4, A7 and A12). */
export class Upkeep {
  private readonly standstill = new Standstill();
  private readonly seen = new Map<Shard, Position>();
  private inHand: Promise<void> = Promise.resolve();
  private recovering: Promise<void> | null = null;
  private recoverFromMs: number;
  private undecidedForMs = FAILED_FOR_MS;
  private seldomFromMs = -Infinity;
  private nextToTrim = 0;
  private stopped = false;
  private callOff = (): void => undefined;

  constructor(private readonly options: UpkeepOptions) {
    this.recoverFromMs = options.time.nowMs() + RECOVER_AFTER_MS;
  }

  /** Resolves after the first round. */
  start(): Promise<void> {
    return this.queue(() => this.round()).then(() => this.goOn());
  }

  /** History may have been lost. @param ahead as `Epochs.begin` */
  lost(ahead: Position | null): void {
    void this.queue(async () => {
      await this.begin(ahead);
      await this.round();
    });
  }

  /** A verifier has come so far. */
  saw(shard: Shard, position: Position): void {
    const before = this.seen.get(shard);
    if (before === undefined || !reaches(before, position)) this.seen.set(shard, position);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.callOff();
    await this.inHand;
    await this.recovering;
  }

  private goOn(): void {
    if (this.stopped) return;
    this.callOff = this.options.time.after(EVERY_MS, () => void this.queue(() => this.round()).then(() => this.goOn()));
  }

  private async round(): Promise<void> {
    const { leases, epochs, notice, time } = this.options;
    let read = await leases.read([]);
    if (!read.isSame) {
      await this.begin(null);
      read = await leases.read([]);
      if (!read.isSame) return;
    }
    notice(read.epoch);
    await leases.fence(this.standstill.observe(read.rows, time.nowMs()));
    if (await epochs.isRecovering()) this.recover();
    else await this.seldom();
  }

  private async begin(ahead: Position | null): Promise<void> {
    const epoch = await this.options.epochs.begin(ahead);
    if (epoch === null) return;
    this.recoverFromMs = this.options.time.nowMs() + RECOVER_AFTER_MS;
    this.undecidedForMs = FAILED_FOR_MS;
    this.options.notice(epoch);
    this.options.log.warn('the database was started anew, or is another one: an epoch has begun', { epoch, ahead });
  }

  /** In the background: whoever is found dead meanwhile is swept. */
  private recover(): void {
    const { epochs, recover, log, time } = this.options;
    if (this.recovering !== null || this.stopped || time.nowMs() < this.recoverFromMs) return;
    this.recovering = epochs.recover(recover, new Map(this.seen)).then(
      (outcome) => {
        if (outcome === 'serving') log.info('history is served');
        if (outcome === 'undecided') {
          this.recoverFromMs = time.nowMs() + this.undecidedForMs;
          this.undecidedForMs = Math.min(2 * this.undecidedForMs, UNDECIDED_AT_MOST_MS);
        }
      },
      (error: unknown) => {
        log.error('what was lost is not brought back yet', { err: error });
        this.recoverFromMs = time.nowMs() + FAILED_FOR_MS;
      },
    );
    void this.recovering.then(() => (this.recovering = null));
  }

  private async seldom(): Promise<void> {
    const { epochs, histories, time } = this.options;
    if (time.nowMs() < this.seldomFromMs) return;
    this.seldomFromMs = time.nowMs() + SELDOM_MS;
    await epochs.remember();
    await histories.trim(asShard(this.nextToTrim));
    this.nextToTrim = (this.nextToTrim + 1) % SHARD_COUNT;
  }

  /** One after the other. */
  private queue(work: () => Promise<void>): Promise<void> {
    this.inHand = this.inHand.then(() => (this.stopped ? undefined : work())).catch((error: unknown) => this.options.log.warn('the upkeep of leases was put off', { err: error }));
    return this.inHand;
  }
}
