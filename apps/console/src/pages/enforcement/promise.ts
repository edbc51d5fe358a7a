import type { Enforcement } from '../../api/enforcement.js';

/**
 * Whether what is revoked is dead everywhere once the revoke has returned, as far as the live proof tells. `silent`: nobody took the dead token,
 * and somebody did not say so, as one that is restarted. `untried`: nothing has been tried for a while, and nobody knows. `failed`: the last proof
 * went well, and one of the last hour did not.
 */
export type PromiseState = 'holds' | 'broken' | 'silent' | 'failed' | 'untried';

/** A proof is made once a minute: after so long one is missing. */
const OVERDUE_MS = 3 * 60_000;

export function promiseState({ last, lastHour }: Enforcement['proof'], nowMs: number): PromiseState {
  if (last === null || last.revokeMs === null || last.verifiers === 0) return 'untried';
  if (last.acceptedAfter > 0) return 'broken';
  if (nowMs - Date.parse(last.at) > OVERDUE_MS) return 'untried';
  if (last.seenDead < last.verifiers) return 'silent';
  return lastHour.failed > 0 ? 'failed' : 'holds';
}

type Authority = Enforcement['authorities'][number];
type AuthorityName = Authority['authority'];
type VerifierStatus = Authority['verifiers'][number];

/** A process that answers from memory, and how far it has come with the changes of each authority; undefined: it has no lease there. */
export interface VerifierRow {
  readonly name: string;
  readonly id: string;
  readonly at: Readonly<Partial<Record<AuthorityName, VerifierStatus>>>;
}

/** Each process once, in order of their names. */
export function verifierRows(authorities: Enforcement['authorities']): readonly VerifierRow[] {
  const rows = new Map<string, VerifierRow>();
  for (const { authority, verifiers } of authorities) {
    for (const verifier of verifiers) {
      const row = rows.get(verifier.id) ?? { name: verifier.name, id: verifier.id, at: {} };
      rows.set(verifier.id, { ...row, at: { ...row.at, [authority]: verifier } });
    }
  }
  return [...rows.values()].sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }) || one.id.localeCompare(other.id));
}

/** When it was heard of last, by any authority. */
export const heardAt = ({ at }: VerifierRow): string => Object.values(at).map(({ renewedAt }) => renewedAt).sort().at(-1) ?? '';

/** Who may not answer from memory for now, each once, with the later of its ends. */
export function refusedVerifiers(authorities: Enforcement['authorities']): readonly { readonly name: string; readonly until: string }[] {
  const until = new Map<string, string>();
  for (const { name, until: end } of authorities.flatMap(({ refused }) => refused)) if (end > (until.get(name) ?? '')) until.set(name, end);
  return [...until].map(([name, end]) => ({ name, until: end }));
}

/** How many shards both authorities serve; fewer than all: after a database was put back, the others wait. */
export const SHARDS = 64;
export const shardsServing = (authorities: Enforcement['authorities']): number => Math.min(...authorities.map(({ epoch, shardsServing: serving }) => (epoch === null ? 0 : serving)));

/** A bar of the histogram: how many revokes took at most so long, and longer than the bar before. `upToMs` null: however long. */
export interface Bar {
  readonly upToMs: number | null;
  readonly tokens: number;
  readonly permissions: number;
}

export function bars({ tokens, permissions }: Enforcement['revokeToDead']): readonly Bar[] {
  const countAt = (buckets: typeof tokens.buckets, bound: number | null): number => buckets.find(({ upToMs }) => upToMs === bound)?.count ?? 0;
  const bounds = [...new Set([...tokens.buckets, ...permissions.buckets].map(({ upToMs }) => upToMs))].sort((one, other) => (one ?? Infinity) - (other ?? Infinity));
  return bounds.map((upToMs) => ({ upToMs, tokens: countAt(tokens.buckets, upToMs), permissions: countAt(permissions.buckets, upToMs) }));
}
