/** A one-time link opens the console at `…/console/#link=pcll…`. */
const LINK = /^#link=([A-Za-z0-9]{10,64})$/;

/**
 * The text of the link that the page was opened by, taken out of the address and of the history; null: there is none. What stands behind `#`
 * is never sent to a server.
 */
export function takeLink(location: Pick<Location, 'hash' | 'pathname' | 'search'>, history: Pick<History, 'replaceState'>): string | null {
  const text = LINK.exec(location.hash)?.[1] ?? null;
  if (location.hash.startsWith('#link=')) history.replaceState(null, '', location.pathname + location.search);
  return text;
}

/**
 * Redeems a link at once, and only once, however often the page asks. Answers why it could not be, the first time that is asked for; then null,
 * so that whoever signs in otherwise goes on.
 */
export function redeemOnce(link: string | null, redeem: (link: string) => Promise<void>): () => Promise<Error | null> {
  let outcome: Promise<Error | null> = link === null ? Promise.resolve(null) : redeem(link).then(() => null, (error: Error) => error);
  return async () => {
    const failure = await outcome;
    outcome = Promise.resolve(null);
    return failure;
  };
}
