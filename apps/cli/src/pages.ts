import type { Outcome } from '@portcullis/client';
import { answered } from './connection.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface PageFlags {
  readonly limit?: number;
  readonly cursor?: string;
  readonly all?: true;
}

const MOST = 200;

/** The page that was asked for, or with `--all` everything as if it were one page. */
export async function pageOf<Item>(
  { limit, cursor, all }: PageFlags,
  read: (query: { limit?: number; cursor?: string }) => Promise<Outcome<Page<Item>>>,
): Promise<Page<Item>> {
  if (!all) return (await answered(read({ ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }))).data;
  const items: Item[] = [];
  let from = cursor ?? null;
  do {
    const page: Page<Item> = (await answered(read({ limit: limit ?? MOST, ...(from !== null && { cursor: from }) }))).data;
    items.push(...page.items);
    from = page.next;
  } while (from !== null);
  return { items, next: null };
}
