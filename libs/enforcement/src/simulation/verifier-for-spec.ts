import type { Shard } from '@portcullis/kernel';
import { over, type TimeInterval } from '../authority-time.js';
import { mayJoin } from '../joining.js';
import { DRIFT, type Change, type Moment, type Position } from '../terms.js';
import type { AuthorityProcess } from './authority-for-spec.js';
import { AUTHORITIES, SHARDS, tenantOf, type AccountFact, type AuthorityName, type CredentialFact, type ListFact, type Part } from './facts-for-spec.js';
import { leasedFrom } from './mutants-for-spec.js';
import { isWithin, newSide, type Side, type Used, type Verdict, type VerifierParts } from './sides-for-spec.js';
import type { Read } from './statements-for-spec.js';
import { Fault, FAULTS, Process, type Steps } from './world-for-spec.js';

const READ_TIMEOUT_MS = 1_000;
const UNKNOWN_MS = 1_000;
/** What clocks that differ by a hundredth may make of a second or two, in milliseconds. */
export const TIME_TOLERANCE_MS = 60;

/** One process that answers from memory: the steps of README.md around two cells' views. */
export class VerifierProcess extends Process {
  private readonly sides: Record<AuthorityName, Side>;
  private readonly unknown = new Map<string, Moment>();
  private readonly verdicts = new Map<string, { readonly part: Part; readonly verdict: Verdict }>();
  readonly startedMs: number;
  private hasEnded = false;
  private isHearing = false;

  constructor(readonly parts: VerifierParts, label: string, readonly id: string, rates: Process['rates']) {
    super(parts.world, label);
    this.rates = rates;
    this.startedMs = parts.world.nowMs;
    const side = (name: AuthorityName): Side =>
      newSide(name, parts.view(name, { verifier: id, name: parts.host, shards: SHARDS, mostRemembered: parts.mostRemembered }));
    this.sides = { tokens: side('tokens'), permissions: side('permissions') };
    for (const name of AUTHORITIES) this.start(this.renewals(this.sides[name]));
    this.subscribe(parts.subscribesAfterMs);
  }

  get host(): string {
    return this.parts.host;
  }

  private subscribe(afterMs: number): void {
    // Before the rule is kept, leases are asked for at once.
    if (this.world.omits('V4 subscribe')) for (const name of AUTHORITIES) this.sides[name].view.hears();
    this.timer(afterMs, () => {
      this.isHearing = true;
      for (const name of AUTHORITIES) {
        this.sides[name].view.hears();
        this.start(this.renew(this.sides[name]));
      }
    });
  }

  /** Whether it may answer from memory for everything. */
  get isLive(): boolean {
    return AUTHORITIES.every((name) => SHARDS.every((shard) => this.holds(this.sides[name], shard)));
  }

  positionOf(name: AuthorityName, shard: Shard): Position | null {
    return this.sides[name].view.positionOf(shard);
  }

  hear(name: AuthorityName, changes: readonly Change[], from: AuthorityProcess): void {
    if (this.hasEnded || !this.isHearing) return;
    const side = this.sides[name];
    for (const change of changes) {
      const reaction = side.view.changed(change);
      if (reaction.act === 'renew') this.start(this.renew(side));
      if (reaction.act !== 'confirm') continue;
      this.hasApplied(side, change);
      this.parts.network.send(this, from, 'confirms to', () => from.confirmed(this.id, change.shard, reaction.position));
    }
  }

  /** Gives its leases back, and asks for new ones after so long; null: never again. */
  giveBack(againAfterMs: number | null): void {
    for (const name of AUTHORITIES) {
      const { view } = this.sides[name];
      const all = { verifier: this.id, n: Number.MAX_SAFE_INTEGER };
      const end = this.world.omits('A4 end before telling') ? all : this.world.omits('A4 end by number') ? { ...view.hearsNoMore(), n: all.n } : view.hearsNoMore();
      const authority = this.parts.authority(name);
      if (authority !== null) this.parts.network.send(this, authority, 'gives back to', () => authority.start(authority.end(end), undefined, () => undefined));
    }
    this.isHearing = false;
    if (againAfterMs !== null) this.subscribe(againAfterMs);
    else if (this.world.omits('A4 end before telling')) this.timer(50, () => (this.hasEnded = true));
    else this.hasEnded = true;
  }

  /** A request with this token, which asks for the feature. */
  *verify(publicId: string, digest = publicId): Steps<Verdict> {
    const { oracle } = this.parts;
    const beganMs = this.world.nowMs;
    const arrivedMs = this.monotonicMs;
    const verdict = this.hasEnded ? 'unavailable' : yield* this.judged(publicId, digest, arrivedMs, beganMs);
    this.world.note?.(`${this.label} answers ${verdict} to ${publicId} of ${beganMs.toFixed(1)}`);
    if (verdict === 'unavailable') oracle.counts.unavailable += 1;
    return verdict;
  }

  private *judged(publicId: string, digest: string, arrivedMs: number, beganMs: number): Steps<Verdict> {
    const [tokens, permissions] = [this.sides.tokens, this.sides.permissions];
    for (let attempt = 0; attempt < 4; attempt++) {
      try {
        const unknownAt = this.unknown.get(this.world.omits('V9 digest') ? publicId : digest);
        if (unknownAt !== undefined && (isWithin(UNKNOWN_MS, unknownAt, this.moment) || this.world.omits('V9 second'))) return 'unknown';
        const known = this.verdicts.get(publicId);
        if (known !== undefined && this.mayAnswer(tokens, known.part)) return this.decided(known.verdict, publicId, [{ side: tokens, part: known.part, isKept: true }], beganMs);
        const asked = this.moment;
        const [credential] = yield* this.facts(tokens, [`token/${publicId}`], null, publicId, arrivedMs);
        if (credential === undefined || digest !== publicId) {
          // From when it was asked: the answer may have lain about while this process stood still.
          this.unknown.set(this.world.omits('V9 digest') ? publicId : digest, asked);
          return 'unknown';
        }
        const { account } = credential.part.fact as CredentialFact;
        const owner = yield* this.facts(permissions, [`account/${account}`, `list/${tenantOf(account)}`], account, publicId, arrivedMs);
        // In one go from here on: nothing is awaited any more.
        const used = [credential, ...owner];
        if (used.length < 3 || !used.every((one) => this.mayStillBeUsed(one))) continue;
        const verdict = this.verdictOn(used.map(({ part }) => part));
        if (this.world.omits('V8')) this.verdicts.set(publicId, { part: credential.part, verdict });
        return this.decided(verdict, publicId, used, beganMs);
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        if (!this.world.omits('V5 fail closed')) return 'unavailable';
        const stale = [tokens.kept.get(`token/${publicId}`), ...permissions.kept.values()].filter((part) => part !== undefined);
        if (stale[0]?.key !== `token/${publicId}`) return 'unavailable';
        const { account } = stale[0].fact as CredentialFact;
        const all = [stale[0], permissions.kept.get(`account/${account}`), permissions.kept.get(`list/${tenantOf(account)}`)];
        if (all.some((part) => part === undefined)) return 'unavailable';
        return this.decided(this.verdictOn(all as Part[]), publicId, (all as Part[]).map((part) => ({ side: part.key.startsWith('token') ? tokens : permissions, part, isKept: true })), beganMs);
      }
    }
    return 'unavailable';
  }

  /** From memory, or read: with others where that may be. */
  private *facts(side: Side, keys: readonly string[], account: string | null, publicId: string, arrivedMs: number): Steps<Used[]> {
    const kept = keys.map((key) => side.kept.get(key));
    if (kept.every((part) => part !== undefined && this.mayAnswer(side, part))) return kept.map((part) => ({ side, part: part!, isKept: true }));
    const { parts } = yield* this.read(side, account, publicId, arrivedMs);
    return parts.map((part) => ({ side, part, isKept: false }));
  }

  private *read(side: Side, account: string | null, publicId: string, arrivedMs: number): Steps<Read> {
    const key = account ?? publicId;
    const under = side.reads.get(key);
    const joins = under !== undefined && (mayJoin(under.sentMs, arrivedMs) || this.world.omits('V7'));
    return (yield (resume, fail) => {
      const take = (outcome: Read | Fault): void => (outcome instanceof Fault ? fail(outcome) : resume(outcome));
      if (joins) {
        under.joined.push(take);
        return;
      }
      const read: { sentMs: number | null; joined: ((outcome: Read | Fault) => void)[] } = { sentMs: null, joined: [take] };
      side.reads.set(key, read);
      const end = (outcome: Read | Fault): void => {
        if (side.reads.get(key) === read) side.reads.delete(key);
        if (!(outcome instanceof Fault)) for (const part of outcome.parts) this.keep(side, part);
        for (const each of read.joined) each(outcome);
      };
      this.start(this.send(side, account, publicId, read), end, end);
    }) as Read;
  }

  private *send(side: Side, account: string | null, publicId: string, read: { sentMs: number | null }): Steps<Read> {
    yield* this.passes(this.parts.random.between(0, 1));
    const authority = this.parts.authority(side.name);
    if (authority === null) throw FAULTS.noAuthority;
    read.sentMs = this.monotonicMs;
    const answer = yield* this.parts.network.call(this, authority, 'reads from', READ_TIMEOUT_MS, () => authority.read(account, publicId));
    side.time.heard(answer.atMs, read.sentMs, this.monotonicMs);
    return answer;
  }

  private keep(side: Side, part: Part): void {
    if (side.view.mayKeep(part.stamp) || this.world.omits('V3 fill')) side.kept.set(part.key, part);
  }

  private mayAnswer(side: Side, part: Part): boolean {
    // Without the rule a change drops what is kept, and what is filled in is not looked at.
    if (this.world.omits('V3 fill')) return this.holds(side, part.stamp.shard);
    return side.view.mayAnswer(part.stamp, this.time);
  }

  private mayStillBeUsed({ side, part, isKept }: Used): boolean {
    if (isKept) return this.world.omits('V1 again') || this.mayAnswer(side, part);
    return side.view.mayUse(part.stamp) || this.world.omits('V3 fill');
  }

  private holds(side: Side, shard: Shard): boolean {
    return side.view.holds(shard, this.time);
  }

  /** By both clocks; a lease of 2 s lasts by them 0.98 of that. */
  private get time(): Moment {
    return this.now(this.world.omits('0.98') ? DRIFT : 1);
  }

  private now(rate = 1): Moment {
    const { monotonicMs, wallMs } = this.moment;
    return { monotonicMs: monotonicMs * rate, wallMs: this.world.omits('V1 both clocks') ? monotonicMs * rate : wallMs * rate };
  }

  private verdictOn([credential, account, list]: readonly Part[]): Verdict {
    const { isRevoked, expiresAtMs } = credential!.fact as CredentialFact;
    if (isRevoked) return 'revoked';
    const times = AUTHORITIES.map((name) => this.sides[name].time.at(this.monotonicMs)).filter((time): time is TimeInterval => time !== null);
    const { earliestMs, latestMs } = over(times);
    const nowMs = this.world.omits('V6 own clock') ? this.moment.wallMs - 1e12 + 1e9 : this.world.omits('V6 later end') ? earliestMs : latestMs;
    if (nowMs >= expiresAtMs) return 'expired';
    if ((account!.fact as AccountFact).isSuspended) return 'suspended';
    return (list!.fact as ListFact).hasFeature ? 'accepted' : 'no_feature';
  }

  /** The moment of deciding: the oracle looks on. */
  private decided(verdict: Verdict, publicId: string, used: readonly Used[], beganMs: number): Verdict {
    const { oracle } = this.parts;
    for (const one of used) if (one.isKept) this.lookedAt(one);
    const { account, expiresAtMs } = used[0]!.part.fact as CredentialFact;
    const [token, owner, list] = [`token/${publicId}`, `account/${account}`, `list/${tenantOf(account)}`];
    if (verdict === 'accepted') {
      oracle.accepts(this, publicId, [token, owner, list], beganMs);
      const cell = this.parts.authority('tokens')?.parts.cell;
      const lateMs = cell === undefined ? 0 : cell.clockMs - (this.world.nowMs - beganMs) - expiresAtMs;
      if (lateMs > TIME_TOLERANCE_MS) oracle.violated(`${this.label} accepted ${publicId} ${lateMs} ms after its end`);
    } else if (verdict !== 'expired') oracle.refuses(this, verdict === 'revoked' ? token : verdict === 'suspended' ? owner : list, beganMs);
    return verdict;
  }

  /** A dead lease or a stale fact never answers, by what the oracle knows. */
  private lookedAt({ side, part: { key, stamp } }: Used): void {
    const { oracle } = this.parts;
    const leasedForMs = this.world.nowMs - (side.leasedAt.get(stamp.shard) ?? -Infinity);
    if (leasedForMs > 2_000) oracle.violated(`${this.label} answered from memory ${leasedForMs} ms after it asked for its lease on ${side.name}`);
    for (const target of stamp.targets) {
      const at = side.applied.get(target);
      if (at?.epoch === stamp.epoch && at.rev > stamp.rev) oracle.violated(`${this.label} answered by ${key} of ${stamp.rev}, which had changed at ${at.rev}`);
    }
    const position = side.view.positionOf(stamp.shard);
    if (position !== null && position.epoch > stamp.epoch) oracle.violated(`${this.label} answered by ${key} of an epoch that is over`);
  }

  private hasApplied(side: Side, change: Change): void {
    const before = side.applied.get(change.target);
    if (before === undefined || change.epoch > before.epoch || change.rev > before.rev) side.applied.set(change.target, change);
    if (this.world.omits('V3 fill')) for (const [key, { stamp }] of side.kept) if (stamp.targets.includes(change.target)) side.kept.delete(key);
  }

  private *renewals(side: Side): Steps<void> {
    for (;;) {
      this.start(this.renew(side), undefined, () => undefined);
      yield* this.passes(this.parts.random.between(400, 600));
    }
  }

  private *renew(side: Side): Steps<void> {
    if (this.hasEnded) return;
    const authority = this.parts.authority(side.name);
    const sentMs = this.monotonicMs;
    const request = authority === null ? null : side.view.renewal(this.time);
    if (authority === null || request === null) return;
    side.sentAt.set(request.n, this.world.nowMs);
    let more = false;
    try {
      const answer = yield* this.parts.network.call(this, authority, 'renews with', 3_000, () => authority.renew(request));
      if ('refusedForMs' in answer) return;
      side.time.heard(answer.atMs, sentMs, this.monotonicMs);
      more = side.view.renewed(answer.reply);
      if (this.world.omits('V1 from sending')) leasedFrom(side.view, this.time);
      for (const grant of answer.reply.shards) {
        side.leasedAt.set(grant.shard, Math.max(side.leasedAt.get(grant.shard) ?? 0, side.sentAt.get(request.n)!));
        const position = side.view.positionOf(grant.shard);
        if (position?.epoch === grant.epoch) for (const change of grant.changes) if (change.rev <= position.rev) this.hasApplied(side, change);
      }
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
    }
    if (more) yield* this.renew(side);
  }
}
