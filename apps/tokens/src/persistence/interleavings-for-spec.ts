import { assert, type Result } from '@portcullis/kernel';
import type { Database, NamedStatement, Transaction } from '@portcullis/platform/postgres';

/** What a store needs of a database; here each statement waits to be let go. */
export type Door = Pick<Database, 'commit' | 'inTenant' | 'read'>;

/** One of two calls that meet. It opens one transaction, through the door that it is given. */
export type Call = (door: Door) => Promise<unknown>;

/** Which of two sides goes next, asked only where both can. */
export type Choose = () => 0 | 1;

export interface Meeting {
  /** What each call answered. A fault is an answer here. */
  readonly answers: readonly [unknown, unknown];
  /** Each statement that was let go, such as `A1 B1 A2`; `A2…` where it had to wait for the other side's lock. */
  readonly history: string;
}

interface Step {
  readonly run: () => Promise<unknown>;
  readonly settle: (outcome: Promise<unknown>) => void;
}

/** One call, stopped before each of its statements and before its end. */
class Side {
  readonly steps: Step[] = [];
  answer: unknown;
  finished = false;
  pid = 0;
  /** A statement that was let go and waits for a lock. */
  waiting: Promise<void> | null = null;
  taken = 0;
  private moved = (): void => undefined;

  constructor(
    readonly name: string,
    private readonly database: Door,
    call: Call,
  ) {
    void call(this.door()).then(
      (answer) => this.end(answer),
      (fault: unknown) => this.end(fault),
    );
  }

  get canGo(): boolean {
    return !this.finished && this.waiting === null;
  }

  /** Until it stands before its next statement, or is done. No time passes but what its own code takes. */
  async standing(): Promise<void> {
    while (this.steps.length === 0 && !this.finished) await new Promise<void>((resolve) => (this.moved = resolve));
  }

  private end(answer: unknown): void {
    this.answer = answer;
    this.finished = true;
    this.moved();
  }

  private stop<T>(run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.steps.push({ run, settle: (outcome) => void (outcome as Promise<T>).then(resolve, reject) });
      this.moved();
    });
  }

  private door(): Door {
    const stepped = async (tx: Transaction): Promise<Transaction> => {
      const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      this.pid = row!.pid;
      return { manager: tx.manager, query: (sql, values, limitMs) => this.stop(() => tx.query(sql, values, limitMs)) };
    };
    /** The commit, or the roll-back of a refusal, is a step of its own. */
    const last = () => this.stop(() => Promise.resolve());
    const { database } = this;
    return {
      commit: <Outcome extends Result<unknown, unknown>>(tenantId: string, work: (tx: Transaction) => Promise<Outcome>) =>
        database.commit(tenantId, async (tx) => {
          const outcome = await work(await stepped(tx));
          await last();
          return outcome;
        }),
      inTenant: (tenantId, work) =>
        database.inTenant(tenantId, async (tx) => {
          const outcome = await work(await stepped(tx));
          await last();
          return outcome;
        }),
      read: (statement, values) => database.read(statement, values),
    };
  }
}

/**
 * Runs two calls over two connections, one statement at a time, in the order that `choose` gives. A statement that waits
 * for the other side's lock is known by what Postgres says of it, never by the time it takes; then the other side goes on.
 * @throws Error when both wait for each other
 */
export async function meet(database: Door, monitor: Database, calls: readonly [Call, Call], choose: Choose): Promise<Meeting> {
  const sides = [new Side('A', database, calls[0]), new Side('B', database, calls[1])] as const;
  const history: string[] = [];
  for (const side of sides) await side.standing();
  for (;;) {
    const able = sides.filter((side) => side.canGo);
    if (able.length === 0) break;
    const side = able.length === 2 ? sides[choose()] : able[0]!;
    const other = side === sides[0] ? sides[1] : sides[0];
    history.push(await go(side, other, monitor));
    // What it let go of may be what the other one waited for.
    if (other.waiting !== null && (await outcomeOf(other, side, monitor)) === 'done') await arrived(other);
  }
  if (sides.some((side) => !side.finished)) throw new Error(`both wait for each other: ${history.join(' ')}`);
  return { answers: [sides[0].answer, sides[1].answer], history: history.join(' ') };
}

/** Lets the next statement go, and sees it done or waiting. */
async function go(side: Side, other: Side, monitor: Database): Promise<string> {
  const step = side.steps.shift();
  assert(step, 'a side that can go stands before a statement');
  const running = step.run();
  step.settle(running);
  side.waiting = running.then(
    () => undefined,
    () => undefined,
  );
  const label = `${side.name}${++side.taken}`;
  if ((await outcomeOf(side, other, monitor)) === 'waits') return `${label}…`;
  await arrived(side);
  return label;
}

async function arrived(side: Side): Promise<void> {
  side.waiting = null;
  await side.standing();
}

async function outcomeOf(side: Side, other: Side, monitor: Database): Promise<'done' | 'waits'> {
  let done = false;
  void side.waiting!.then(() => (done = true));
  for (;;) {
    const [row] = await monitor.read<{ waits: boolean }>(WAITS, [side.pid, other.pid]);
    if (done) return 'done';
    if (row!.waits && !other.finished) return 'waits';
  }
}

const WAITS: NamedStatement = { name: 'waits', text: 'SELECT $2 = ANY (pg_blocking_pids($1)) AS waits' };

/**
 * Tries every order once: depth first, each run repeating the last one but for its last choice that had another way. The same
 * choices must lead to the same places, or orders would be missed: that is seen, where fewer of them are asked for.
 */
export async function inEveryOrder(run: (choose: Choose) => Promise<void>): Promise<number> {
  const taken: (0 | 1)[] = [];
  for (let count = 1; ; count++) {
    let at = 0;
    await run(() => {
      if (at === taken.length) taken.push(0);
      return taken[at++]!;
    });
    assert(at === taken.length, 'the same choices lead to the same places');
    while (taken.at(-1) === 1) taken.pop();
    if (taken.length === 0) return count;
    taken[taken.length - 1] = 1;
  }
}

/**
 * Tries some orders, which the same seed gives again: first one call after the other, both ways, then such as change sides
 * now and then. Sides that change with every statement are always in the middle of things, and miss what an end does.
 */
export async function inSomeOrders(count: number, seed: number, run: (choose: Choose) => Promise<void>): Promise<number> {
  let state = seed;
  // mulberry32
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let done = 0; done < count; done++) {
    let side: 0 | 1 = done % 2 === 0 ? 0 : 1;
    await run(() => {
      if (done >= 2 && random() < SWITCH) side = side === 0 ? 1 : 0;
      return side;
    });
  }
  return count;
}

const SWITCH = 0.25;
