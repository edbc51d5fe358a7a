/**
 * What a route understands of its address, and nothing else of it: TanStack keeps what `validate` leaves out as it stood there, so that a page
 * would be given what was found to make no sense, such as another site to go on to.
 */
export const onlyValid =
  <Search extends object>(validate: (raw: Record<string, unknown>) => Search) =>
  (raw: Record<string, unknown>): Search => ({ ...Object.fromEntries(Object.keys(raw).map((key) => [key, undefined])), ...validate(raw) });
