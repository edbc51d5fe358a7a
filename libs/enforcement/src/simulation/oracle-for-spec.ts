import { Violation, type World } from './world-for-spec.js';

/** A process that answers, of a host that has one after the other: or two at once, for a while. */
export interface Answerer {
  readonly label: string;
  readonly host: string;
  readonly startedMs: number;
}

interface Item {
  /** By the order in which transactions committed. */
  takenAs: number;
  givenAs: number;
  /** A call that took it has returned; null: none, or it was undone. */
  takenBack: { readonly returnedMs: number; readonly as: number } | null;
  givenBack: { readonly returnedMs: number; readonly as: number } | null;
  /** Whatever was done up to here was lost. */
  undoneAs: number;
}

/** Sees everything at once, and says when the promise is broken. Items are what power hangs on: a token, an account, a feature list. */
export class Oracle {
  private commits = 0;
  private givenLostAs = 0;
  private readonly items = new Map<string, Item>();
  /** Host → tokens that it refused since they were revoked, and when it did first. */
  private readonly refused = new Map<string, Map<string, { readonly by: Answerer; readonly atMs: number }>>();
  readonly counts = { accepted: 0, refused: 0, unavailable: 0, taken: 0, undone: 0 };

  constructor(private readonly world: World) {}

  item(name: string): Item {
    let item = this.items.get(name);
    if (item === undefined) this.items.set(name, (item = { takenAs: 0, givenAs: 0, takenBack: null, givenBack: null, undoneAs: 0 }));
    return item;
  }

  /** In a transaction: these are taken now, or were found so; or given. @returns for `returned` */
  committed(names: readonly string[], takes: boolean): number {
    this.commits += 1;
    for (const name of names) this.item(name)[takes ? 'takenAs' : 'givenAs'] = this.commits;
    return this.commits;
  }

  returned(names: readonly string[], takes: boolean, as: number): void {
    this.counts.taken += takes ? 1 : 0;
    for (const name of names) {
      const item = this.item(name);
      const which = takes ? 'takenBack' : 'givenBack';
      // Lost while it waited: a call cannot tell that from being lost just after.
      if (as <= (takes ? item.undoneAs : this.givenLostAs)) continue;
      // The earlier it returned, the more it promises.
      if (item[which] === null || item[which].as < (takes ? item.givenAs : item.takenAs)) item[which] = { returnedMs: this.world.nowMs, as };
    }
  }

  /** Lost with a disk before anybody was told: the one way a revoke is undone. */
  undone(names: readonly string[]): void {
    for (const name of names) {
      const item = this.item(name);
      item.takenBack = null;
      item.undoneAs = this.commits;
      for (const tokens of this.refused.values()) tokens.delete(name);
      this.counts.undone += 1;
    }
  }

  /** What was given may be lost with a disk, and is not brought back. */
  givenLost(): void {
    this.givenLostAs = this.commits;
    for (const item of this.items.values()) item.givenBack = null;
  }

  accepts(by: Answerer, token: string, names: readonly string[], beganMs: number): void {
    this.counts.accepted += 1;
    for (const name of names) {
      const { takenBack, givenAs } = this.item(name);
      if (takenBack !== null && takenBack.returnedMs < beganMs && givenAs < takenBack.as) {
        this.violated(`${by.label} accepted ${token} at ${this.world.nowMs} on a request of ${beganMs}: ${name} was taken, and the call returned at ${takenBack.returnedMs}`);
      }
    }
    const refusal = this.refused.get(by.host)?.get(`token/${token}`);
    if (refusal === undefined || refusal.atMs >= beganMs) return;
    // What a twin that stood still had not heard yet is another matter.
    if (refusal.by.label !== by.label && by.startedMs < refusal.atMs) return;
    this.violated(`${by.label} accepted ${token} on a request of ${beganMs}, after ${refusal.by.label} had refused it at ${refusal.atMs}`);
  }

  refuses(by: Answerer, name: string, beganMs: number): void {
    this.counts.refused += 1;
    const { givenBack, takenAs } = this.item(name);
    if (givenBack !== null && givenBack.returnedMs < beganMs && takenAs < givenBack.as) {
      this.violated(`${by.label} refused for ${name} at ${this.world.nowMs} on a request of ${beganMs}: it was given back, and the call returned at ${givenBack.returnedMs}`);
    }
    if (!name.startsWith('token/')) return;
    const tokens = this.refused.get(by.host) ?? new Map<string, { by: Answerer; atMs: number }>();
    if (!tokens.has(name)) this.refused.set(by.host, tokens.set(name, { by, atMs: this.world.nowMs }));
  }

  violated(what: string): never {
    this.world.note?.(`VIOLATED: ${what}`);
    throw new Violation(what);
  }
}
