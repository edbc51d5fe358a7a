import type { Api } from './clients/api.js';

export interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A tenant's whole trail, oldest first. */
export async function trailOf(api: Api, tenant: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor = ''; ; ) {
    const answer = await api.get(`/v1/tenants/${tenant}/audit?limit=200${cursor}`);
    if (answer.status !== 200) throw new Error(`the trail answered ${answer.status}`);
    const { items, next } = answer.body as { items: Entry[]; next: string | null };
    entries.push(...items);
    if (next === null) return entries.reverse();
    cursor = `&cursor=${next}`;
  }
}

/** The types of all that is told of one thing, in the order in which it is told. */
export function toldOf(trail: readonly Entry[], subject: string): string[] {
  return trail.filter((entry) => entry.subject === subject).map(({ type }) => type);
}

export function expectGapless(trail: readonly Entry[]): void {
  expect(trail.map(({ seq }) => seq)).toEqual(trail.map((_, at) => at + 1));
  expect(new Set(trail.map(({ id }) => id)).size).toBe(trail.length);
}

/** Once each. What audit had in hand when it was killed comes again after the rest, so the two may change places. */
export function expectCreatedAndRevoked(trail: readonly Entry[], token: string): void {
  expect(toldOf(trail, token).toSorted()).toEqual(['token.created', 'token.revoked']);
}
