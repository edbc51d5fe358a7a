import type { Base } from './draft.js';
import { asDomain, type Picks } from './preset-inputs.js';

/** As long as a name may be, less what makes it unique. */
const LONGEST = 50;
const ROOM_FOR_NUMBER = 4;

const BEGINNINGS: Readonly<Record<string, string>> = {
  'acme-dns-01': 'letsencrypt',
  'dynamic-dns': 'ddns',
  'dns-manager': 'dns',
  'certificate-installer': 'certificates',
  'files-deploy': 'deploy',
  'backup-reader': 'backup',
  'read-only-monitoring': 'monitoring',
};

/** `letsencrypt-www-example-com`: a name that says what the token is for, of the letters that names may have. */
export function nameFor(base: Base, picks: Picks): string {
  if (base.kind !== 'preset') return base.kind === 'full' ? 'full-access' : 'restricted';
  const { name } = base.preset;
  const about = [picks.hosts, picks.host, picks.domain, picks.zones, picks.domains, picks.prefix, picks.directories].find((texts) => texts?.some((text) => text.trim() !== ''))?.[0] ?? '';
  const words = asDomain(about).replace(/^\*\./, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return [BEGINNINGS[name] ?? name, words].filter((part) => part !== '').join('-').slice(0, LONGEST - ROOM_FOR_NUMBER).replace(/-+$/, '');
}

/** The name itself, or the first of `name-2`, `name-3`, … that no token has. Names differ by case, as they do for the server. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    const next = `${name}-${number}`;
    if (!taken.includes(next)) return next;
  }
}
