import { z } from 'zod';
import * as f from '../fields.js';

export const tenantRef = z.union([f.id('ten'), f.slug], 'must be the slug or the id of a tenant');
export const accountRef = z.union([f.id('acc'), f.username], 'must be the user name or the id of an account');
export const tenantParams = z.strictObject({ tenant: tenantRef });
export const accountParams = z.strictObject({ tenant: tenantRef, account: accountRef });

/** No keyword can tell a cursor of ours from anything else of its shape. */
export const givenBefore = { 'x-rule': 'must be what the answer before gave as next, to the same question' };
export const noQuery = z.strictObject({});
export const pageQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(200).default(50),
  /** Opaque, and good for the same list with the same filters only. */
  cursor: z.string().regex(/^[A-Za-z0-9_-]{1,300}$/, 'must be what the page before gave as next').meta(givenBefore).optional(),
});

/** The scheme-word and the header's user end up in one HTTP header: letters that could end it are refused. */
export const panelUser = z.string().regex(/^[A-Za-z0-9._@+-]{1,64}$/, 'must be 1-64 letters, digits or . _ @ + -');
export const panelSecret = z.string().regex(/^[\u0021-\u007e]{1,512}$/, 'must be 1-512 printable ASCII characters without blanks');

export const somethingToChange = (body: object): boolean => Object.keys(body).length > 0;
export const nothingToChange = { message: 'must change something' };
/** The same rule, as a document states it. */
export const changesSomething = { minProperties: 1 };

/** What is asked about records has to make sense: a record stands in its zone, under the zone's name or the very one. */
export function recordsStandInZone({ resources = [], zone }: { resources?: readonly string[] | undefined; zone?: string | undefined }): boolean {
  if (zone === undefined) return true;
  const names = resources.flatMap((text) => /^record:(.*)\/[^/]*$/.exec(text)?.[1] ?? []);
  return names.every((name) => name === zone || name.endsWith(`.${zone}`));
}
export const strayRecord = { path: ['zone'], message: 'must be a zone that every record of resources can stand in' };
