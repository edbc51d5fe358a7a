import type { Api } from './clients/api.js';

export interface Question {
  readonly operation: string;
  readonly resources?: readonly string[];
  readonly zone?: string;
  readonly ip?: string;
}

/** The ids of those of an owner's tokens that may do it, page by page. */
export async function whichOf(api: Api, path: string, { operation, resources = [], zone, ip }: Question, filters: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const query = new URLSearchParams({ operation, limit: '200', ...filters, ...(resources[0] !== undefined && { resource: resources[0] }), ...(zone !== undefined && { zone }), ...(ip !== undefined && { ip }) });
  const found: string[] = [];
  for (;;) {
    const answer = await api.get(`${path}?${query.toString()}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { items, next } = answer.body as { items: { id: string }[]; next: string | null };
    found.push(...items.map(({ id }) => id));
    if (next === null) return found;
    query.set('cursor', next);
  }
}
