/**
 * An address at the root of a host, as the panel's routes know it: slashes in front count as one, and what is left over from browser
 * sessions means nothing. For every request, before it is routed.
 */
export function panelRoute(url: string): string {
  return url.replace(/^\/+(?:cpsess[0-9]+\/+)?(?=(?:execute|json-api|login)\/|api(?:[/?]|$))/, '/');
}

/** Whether a route's pattern, or a raw address, belongs to the panel's door. */
export function isPanelRoute(route: string): boolean {
  return /^\/(?:(?:t|execute|json-api|login)\/|api(?:[/?]|$))/.test(route);
}
