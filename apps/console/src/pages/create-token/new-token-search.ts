/** `?preset=acme-dns-01` or `?access=restricted`: what the page begins with. Neither: with the choice. */
export interface NewTokenSearch {
  readonly preset?: string;
  readonly access?: 'full' | 'restricted';
}

/** What of an address the page for a new token understands. */
export function newTokenSearch({ preset, access }: Record<string, unknown>): NewTokenSearch {
  if (typeof preset === 'string' && /^[a-z0-9-]{1,64}$/.test(preset)) return { preset };
  return access === 'full' || access === 'restricted' ? { access } : {};
}
