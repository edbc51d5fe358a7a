import { ApiFailure } from '../../api/api.js';

/** Fields of the form that the server can name, as they are named in the request. */
export type Field = 'name' | 'expiresAt' | 'ipAllowlist';

const BY_CODE: Readonly<Record<string, Field>> = { name_taken: 'name', expiry_in_past: 'expiresAt', never_valid: 'expiresAt', escalating_too_long: 'expiresAt' };

/** What a problem says of single fields. What it says of others stands in the alert. */
export function fieldOf(error: Error | null): Readonly<Partial<Record<Field, string>>> {
  const problem = error instanceof ApiFailure ? error.problem : null;
  if (problem === null) return {};
  const byCode = BY_CODE[problem.code];
  const byPointer = (problem.errors ?? []).flatMap(({ pointer, detail }) => {
    const field = (['name', 'expiresAt', 'ipAllowlist'] as const).find((one) => pointer === `/${one}` || pointer.startsWith(`/${one}/`));
    return field === undefined ? [] : [[field, detail] as const];
  });
  return { ...(byCode !== undefined && { [byCode]: problem.detail }), ...Object.fromEntries(byPointer) };
}
