import type { Shard } from '@portcullis/kernel';
import { isRefused, NO_STRIKES, strike } from '../demotion.js';
import type { ShardHistory } from '../renewal.js';
import type { Change, LeaseRow, RenewalRequest } from '../terms.js';
import { accountTarget, barrierTarget, listTarget, shardOf, tenantOf, tokenTarget, type Part, type Power, type TokenPlan } from './facts-for-spec.js';
import type { Cell, Disk, Taken } from './cell-for-spec.js';
import type { Oracle } from './oracle-for-spec.js';
import { FAULTS, type Process } from './world-for-spec.js';

/** What each statement of an authority does to its disk: see `Cell.transact`. */

/** Without rule A4: leases in memory. */
const leasesOfProcesses = new WeakMap<Process, Map<string, LeaseRow>>();

/** A repeat takes a change that is not there any more for long over: it must be, by more than a lease. */
const TRIMMED_AFTER_MS = 2_500;

/** How many changes of a shard go with one renewal, and how many are kept though they are old. */
export interface Sizes {
  readonly page: number;
  readonly kept: number;
}

export interface Committed {
  readonly epoch: number;
  readonly changes: readonly Change[];
  readonly items: readonly string[];
  readonly takes: boolean;
  /** See `Oracle.committed`. */
  readonly as: number;
}

/** Which row a power is in, whom it is about, and whether it is so already. */
function placeOf(disk: Disk, power: Power) {
  switch (power.kind) {
    case 'revoke': {
      const row = disk.tokens.get(power.token);
      return {
        shard: shardOf(tenantOf(power.account)), target: tokenTarget(power.account, power.token), row: `token/${power.token}`,
        items: [`token/${power.token}`], takes: true, isThere: row !== undefined, isSo: row?.isRevoked === true,
      };
    }
    case 'bulk': {
      const tokens = [...disk.tokens].filter(([, { account }]) => account === power.owner || tenantOf(account) === power.owner);
      const tenant = power.owner.startsWith('ten') ? power.owner : tenantOf(power.owner);
      return {
        shard: shardOf(tenant), target: barrierTarget(power.owner), row: `cutOff/${power.owner}`,
        items: tokens.map(([token]) => `token/${token}`), takes: true, isThere: true, isSo: disk.cutOffs.get(power.owner)?.serial === disk.serial,
      };
    }
    case 'suspend':
    case 'lift': {
      const row = `account/${power.account}`;
      const takes = power.kind === 'suspend';
      return { shard: shardOf(tenantOf(power.account)), target: accountTarget(power.account), row, items: [row], takes, isThere: true, isSo: disk.taken.get(row) === takes };
    }
    case 'narrow':
    case 'widen': {
      const row = `list/${power.tenant}`;
      const takes = power.kind === 'narrow';
      return { shard: shardOf(power.tenant), target: listTarget(power.tenant), row, items: [row], takes, isThere: true, isSo: disk.taken.get(row) === takes };
    }
  }
}

function write(cell: Cell, row: string, takes: boolean, serial: number): void {
  const { disk } = cell;
  const [kind, name] = row.split('/') as [string, string];
  if (kind === 'token') {
    const token = disk.tokens.get(name);
    if (token !== undefined) disk.tokens.set(name, { ...token, isRevoked: true });
  } else if (kind === 'cutOff') disk.cutOffs.set(name, { serial, atMs: cell.clockMs });
  else disk.taken.set(row, takes);
}

/** The guarded write, the outbox row, the counter and the change: one transaction (rules A1 and A6). */
export function change(cell: Cell, oracle: Oracle, power: Power, kept: number, only: 'all' | 'row' | 'change' = 'all'): Committed {
  cell.guard();
  const { disk } = cell;
  const { shard, target, row, items, takes, isThere, isSo } = placeOf(disk, power);
  if (!isThere) throw FAULTS.noSuchToken;
  const counter = disk.counters.get(shard)!;
  if (counter.lostAfter !== null) throw FAULTS.notServing;
  const { epoch } = counter;
  const before = disk.changes.get(shard)!;
  if (isSo && only !== 'change') {
    const last = before.findLast((one) => one.target === target);
    return { epoch: cell.highestEpoch, changes: last === undefined || cell.world.omits('A6') ? [] : [last], items, takes, as: oracle.committed(items, takes) };
  }
  const { serial } = disk;
  if (only !== 'change') write(cell, row, takes, serial);
  if (only === 'row') return { epoch: cell.highestEpoch, changes: [], items, takes, as: oracle.committed(items, takes) };
  const made = { shard, epoch, rev: counter.rev + 1, target, atMs: cell.world.nowMs };
  const trimmed = before.slice(0, Math.max(0, before.length + 1 - kept)).filter(({ atMs }) => atMs < cell.world.nowMs - TRIMMED_AFTER_MS);
  const trimmedTo = Math.max(counter.trimmedTo, ...trimmed.filter((one) => one.epoch === epoch).map(({ rev }) => rev));
  disk.changes.set(shard, [...before.slice(trimmed.length), made]);
  disk.counters.set(shard, { ...counter, rev: made.rev, trimmedTo });
  if (takes) disk.outbox = [...disk.outbox, { ...made, row, serial, items }];
  return { epoch: cell.highestEpoch, changes: [made], items, takes, as: only === 'change' ? 0 : oracle.committed(items, takes) };
}

export function isCutOff(disk: Disk, account: string, { serial, mintedMs }: { serial: number; mintedMs: number }, byTime = false): boolean {
  return [account, tenantOf(account)].some((owner) => {
    const cutOff = disk.cutOffs.get(owner);
    return cutOff !== undefined && (byTime ? mintedMs <= cutOff.atMs : serial <= cutOff.serial);
  });
}

/** Whether a token may make another now. The rows that say so stay locked to the end of the transaction (rule A8). */
export function mayMint({ disk }: Cell, { maker }: TokenPlan): boolean {
  if (maker === null) return true;
  const row = disk.tokens.get(maker);
  return row !== undefined && !row.isRevoked && !isCutOff(disk, row.account, row);
}

export function mint(cell: Cell, { publicId, account, livesMs }: TokenPlan): void {
  cell.guard();
  const { disk } = cell;
  if (disk.counters.get(shardOf(tenantOf(account)))!.lostAfter !== null) throw FAULTS.notServing;
  if (disk.tokens.has(publicId)) return;
  disk.serial += 1;
  disk.tokens.set(publicId, { account, serial: disk.serial, mintedMs: cell.clockMs, isRevoked: false, expiresAtMs: cell.tellTime() + livesMs });
}

function leasesOf({ disk, world }: Cell, by: Process): Map<string, LeaseRow> {
  if (!world.omits('A4 in the database')) return disk.leases;
  const own = leasesOfProcesses.get(by) ?? new Map<string, LeaseRow>();
  leasesOfProcesses.set(by, own);
  return own;
}

/** Rule A3, its first half. @returns `old`: not written, so not to be answered */
export function writeLease(cell: Cell, by: Process, { verifier, name, n, shards }: RenewalRequest): 'written' | 'old' | 'refused' {
  cell.guard();
  if (isRefused(cell.disk.strikes.get(name) ?? NO_STRIKES, cell.clockMs) && !cell.world.omits('A10')) return 'refused';
  const leases = leasesOf(cell, by);
  const before = leases.get(verifier);
  if (before !== undefined && n <= before.n && !cell.world.omits('A3 rising number')) return 'old';
  const asked = shards.map(({ shard, position }) => [shard, position] as const);
  leases.set(verifier, { verifier, name, n, applied: new Map(cell.world.omits('A3 growing shards') ? asked : [...(before?.applied ?? []), ...asked]) });
  return 'written';
}

/** Rule A3, its second half. */
export function readHistories(cell: Cell, { shards }: RenewalRequest, page: number): { histories: ShardHistory[]; epoch: number; atMs: number } {
  const histories: ShardHistory[] = [];
  for (const { shard, position } of shards) {
    const { epoch, rev, trimmedTo, lostAfter } = cell.disk.counters.get(shard)!;
    if (lostAfter !== null && !cell.world.omits('A11 reads')) continue;
    const after = position?.epoch === epoch ? position.rev : Infinity;
    histories.push({ shard, epoch, rev, trimmedTo, changes: cell.disk.changes.get(shard)!.filter((one) => one.epoch === epoch && one.rev > after).slice(0, page) });
  }
  return { histories, epoch: cell.highestEpoch, atMs: cell.tellTime() };
}

export interface Leases {
  readonly rows: readonly LeaseRow[];
  readonly epoch: number;
  /** Whether something is to be brought back still. */
  readonly isRecovering: boolean;
}

export function readLeases(cell: Cell, by: Process): Leases {
  cell.guard();
  return { rows: [...leasesOf(cell, by).values()], epoch: cell.highestEpoch, isRecovering: [...cell.disk.counters.values()].some(({ lostAfter }) => lostAfter !== null) };
}

export function deleteLeases(cell: Cell, by: Process, dead: readonly Pick<LeaseRow, 'verifier' | 'n'>[], isEnd = false): void {
  const leases = leasesOf(cell, by);
  for (const { verifier, n } of dead) {
    const seen = leases.get(verifier)?.n;
    if (seen === n || (isEnd && seen !== undefined && seen < n) || cell.world.omits('A2 fence by number')) leases.delete(verifier);
  }
}

export function strikeHosts(cell: Cell, names: Iterable<string>): void {
  const { strikes } = cell.disk;
  for (const name of names) strikes.set(name, strike(strikes.get(name) ?? NO_STRIKES, cell.clockMs));
}

export interface Read {
  readonly parts: readonly Part[];
  readonly atMs: number;
}

/** Facts and the place in history that they were read at, in one snapshot. */
export function readFacts(cell: Cell, account: string | null, publicId: string, stampedAs?: ReadonlyMap<Shard, { epoch: number; rev: number }>): Read {
  if (!cell.world.omits('A7 guarded reads')) cell.guard();
  const disk = cell.world.omits('V5 primary') ? cell.standby() : cell.disk;
  const row = account === null ? disk.tokens.get(publicId) : undefined;
  const of = account ?? row?.account;
  if (of === undefined) return { parts: [], atMs: cell.tellTime() };
  const tenant = tenantOf(of);
  const shard = shardOf(tenant);
  const { epoch, rev, lostAfter } = disk.counters.get(shard)!;
  if (lostAfter !== null && !cell.world.omits('A11 reads')) throw FAULTS.notServing;
  const stamp = { shard, ...(stampedAs?.get(shard) ?? { epoch, rev }) };
  const atMs = cell.tellTime();
  if (row !== undefined) {
    const fact = { publicId, account: of, isRevoked: row.isRevoked || isCutOff(disk, of, row, cell.world.omits('A8 by serial')), expiresAtMs: row.expiresAtMs };
    const targets = [tokenTarget(of, publicId), barrierTarget(of), barrierTarget(tenant)];
    return { parts: [{ key: `token/${publicId}`, fact, stamp: { ...stamp, targets } }], atMs };
  }
  return {
    parts: [
      { key: `account/${of}`, fact: { isSuspended: disk.taken.get(`account/${of}`)! }, stamp: { ...stamp, targets: [accountTarget(of)] } },
      { key: `list/${tenant}`, fact: { hasFeature: !disk.taken.get(`list/${tenant}`)! }, stamp: { ...stamp, targets: [listTarget(tenant)] } },
    ],
    atMs,
  };
}

/** What was lost is done again, and then everything is served (rule A12). */
export function recover(cell: Cell, oracle: Oracle, lost: readonly Taken[]): void {
  cell.guard();
  const { disk, world } = cell;
  if (!world.omits('A12')) {
    for (const { row, serial, items } of lost) {
      write(cell, row, true, serial);
      disk.serial = Math.max(disk.serial, serial);
      oracle.committed(items, true);
    }
  }
  for (const [shard, counter] of disk.counters) disk.counters.set(shard, { ...counter, lostAfter: null });
  world.note?.(`${cell.name} serves again, ${lost.length} brought back`);
}
