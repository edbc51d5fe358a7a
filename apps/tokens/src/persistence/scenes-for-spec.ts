import { newId, type Result } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import type { Token } from '../domain/token.js';
import type { TokenRef } from '../use-cases/ports.js';
import { inEveryOrder, inSomeOrders, meet, type Call, type Meeting } from './interleavings-for-spec.js';
import type { TokenWorld } from './token-world-for-spec.js';

const SLICE = 20;

/** What is left of a token: what its rows, events and changes say together. */
export interface Remains {
  readonly version: number;
  readonly revoked: boolean;
  readonly current: number;
  readonly inOverlap: number;
  readonly ended: number;
  readonly told: readonly string[];
}

export async function remains(tokens: TokenWorld, ref: TokenRef): Promise<Remains> {
  const [token] = await tokens.rows<{ version: number; revoked: boolean }>('SELECT version, revoked_at IS NOT NULL AS revoked FROM token WHERE id = $1', [ref.id]);
  const [secrets] = await tokens.rows<{ current: string; in_overlap: string; ended: string }>(
    `SELECT count(*) FILTER (WHERE ends_at IS NULL) AS current, count(*) FILTER (WHERE ends_at > clock_timestamp()) AS in_overlap,
            count(*) FILTER (WHERE ends_at <= clock_timestamp()) AS ended FROM credential WHERE token_id = $1`,
    [ref.id],
  );
  const told = (await tokens.told(ref.id)).map(({ type }) => type).filter((type) => type !== 'token.created');
  return {
    version: token!.version,
    revoked: token!.revoked,
    current: Number(secrets!.current),
    inOverlap: Number(secrets!.in_overlap),
    ended: Number(secrets!.ended),
    told,
  };
}

/** Of whatever happened: what was told is what was numbered, without a gap, and each of them made a version. */
async function holdsTogether(tokens: TokenWorld, ref: TokenRef, before: number, remaining: Remains, meeting: Meeting): Promise<void> {
  const changes = await tokens.rows<{ rev: string }>('SELECT rev FROM change WHERE target_id = $1 ORDER BY rev', [ref.id]);
  const revs = changes.map(({ rev }) => Number(rev));
  expect({ meeting, revs, rev: await tokens.rev() }).toEqual({ meeting, revs: revs.map((_, at) => before + 1 + at), rev: before + revs.length });
  expect({ meeting, told: remaining.told.length }).toEqual({ meeting, told: revs.length });
  expect({ meeting, version: remaining.version }).toEqual({ meeting, version: 1 + revs.length });
  expect({ meeting, current: remaining.current }).toEqual({ meeting, current: 1 });
  expect(remaining.inOverlap).toBeLessThanOrEqual(1);
}

export const codeOf = (answer: unknown): string => {
  const result = answer as Result<unknown, { code: string }>;
  return result.ok === true ? 'ok' : result.ok === false ? result.refusal.code : String(answer);
};

/** A token, and the public id of its first secret. */
export interface Presentable extends TokenRef {
  readonly publicId: string;
}

export interface Scene {
  /** A new token, and two calls about it. */
  readonly set: () => Promise<{ ref: TokenRef; calls: readonly [Call, Call] }>;
  /** The states that may be left, each by name. */
  readonly states: Readonly<Record<string, Partial<Remains>>>;
  /** The answers that may be given, in any order. */
  readonly answers: readonly string[];
  /** Versions and events without a change: nothing of power is touched. */
  readonly withoutChanges?: true;
  /** The token that is left, where only the outcome tells which. */
  readonly left?: (ref: TokenRef) => Promise<TokenRef>;
  /** More that must hold. */
  readonly after?: (ref: TokenRef, meeting: Meeting) => Promise<void>;
  /** Of orders. */
  readonly many?: true;
}

/** Where scenes are played: many times, each in another order. */
export class Stage {
  /** Where the id of a new token sorts, beside its caller's. */
  private sorts: 'before' | 'after' = 'before';

  constructor(
    private readonly tokens: TokenWorld,
    /** Every order of every scene; otherwise, of a scene with many, some that the seed gives. */
    private readonly long: boolean,
    private readonly seed: number,
  ) {}

  async newToken(overrides: Partial<Token> = {}, beside: string = this.tokens.caller.tokenId): Promise<Presentable> {
    const inPlace = (id: string) => (this.sorts === 'before' ? id < beside : id > beside);
    let id = newId('tok', randomBytes);
    while (!inPlace(id)) id = newId('tok', randomBytes);
    const { tenantId, accountId, publicId } = await this.tokens.holder({ ...overrides, id });
    return { tenantId, accountId, id, publicId };
  }

  /** In every order, or in a slice of them: one of the states is left, one of the pairs of answers given, and all holds together. */
  async play(name: string, scene: Scene): Promise<void> {
    const seen = new Map<string, number>();
    const run = async (choose: () => 0 | 1): Promise<void> => {
      const outcome = await this.once(scene, choose);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    };
    const every = this.long || !scene.many;
    let count = 0;
    // Rows are locked in the order of their ids: both ways round, each for itself.
    for (const place of ['before', 'after'] as const) {
      this.sorts = place;
      count += every ? await inEveryOrder(run) : await inSomeOrders(SLICE, this.seed, run);
    }
    const lines = [...seen].map(([outcome, times]) => `    ${times} × ${outcome}`).join('\n');
    process.stdout.write(`${name}: ${every ? `all ${count} orders` : `${count} orders, seed ${this.seed}`}\n${lines}\n`);
  }

  private async once(scene: Scene, choose: () => 0 | 1): Promise<string> {
    const { tokens } = this;
    const { ref: meant, calls } = await scene.set();
    const before = await tokens.rev();
    const meeting = await meet(tokens.database, tokens.monitor, calls, choose);
    const ref = (await scene.left?.(meant)) ?? meant;
    const remaining = await remains(tokens, ref);
    const state = Object.entries(scene.states).find(([, wanted]) => fits(remaining, wanted))?.[0];
    expect({ meeting, remaining, state }).toEqual({ meeting, remaining, state: expect.any(String) as string });
    const answers = meeting.answers.map(codeOf).sort().join(' + ');
    expect({ meeting, answers: scene.answers.includes(answers) ? answers : `not foreseen: ${answers}` }).toEqual({ meeting, answers });
    if (!scene.withoutChanges) await holdsTogether(tokens, ref, before, remaining, meeting);
    await scene.after?.(ref, meeting);
    return `${state}, ${answers}`;
  }
}

function fits(remaining: Remains, wanted: Partial<Remains>): boolean {
  return Object.entries(wanted).every(([field, value]) => JSON.stringify(remaining[field as keyof Remains]) === JSON.stringify(value));
}
