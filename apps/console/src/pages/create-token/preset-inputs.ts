import type { Preset } from '../../api/catalogue.js';

/**
 * What is asked of people for a preset, in their words. Where they are not enough, as for presets that came later, resources are asked for by
 * their kind, such as `path`.
 */
export type InputName = 'domain' | 'hosts' | 'host' | 'types' | 'zones' | 'domains' | 'mailboxes' | 'prefix' | 'directories' | `kind:${string}`;
/** What was picked or typed, by input. One that takes a single text has a list of it. */
export type Picks = Readonly<Partial<Record<InputName, readonly string[]>>>;

export interface PresetInput {
  readonly name: InputName;
  readonly required: boolean;
}

const need = (...names: readonly InputName[]): readonly PresetInput[] => names.map((name) => ({ name, required: true }));

/** What a preset asks for, in the order in which it is asked. */
export function presetInputs({ name, kinds }: Preset): readonly PresetInput[] {
  switch (name) {
    case 'acme-dns-01':
      return need('domain', 'hosts');
    case 'dynamic-dns':
      return need('domain', 'host', 'types');
    case 'dns-manager':
      return need('zones');
    case 'certificate-installer':
      return need('domains');
    case 'mailboxes':
      return [...need('domain'), { name: 'mailboxes', required: false }];
    case 'databases':
      return need('prefix');
    case 'files-deploy':
      return need('directories');
    case 'backup-reader':
      return [...need('directories'), { name: 'domains', required: false }];
    default:
      return kinds.map(({ kind, required }) => ({ name: `kind:${kind}`, required }));
  }
}

/** `WWW.Example.com.` → `www.example.com`: as domains are named everywhere here. */
export const asDomain = (text: string): string => text.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/[/.]+$/, '');
/** The name that a challenge is put under: `*.example.com` and `example.com` have the same. */
const challenged = (host: string): string => asDomain(host).replace(/^\*\./, '').replace(/^_acme-challenge\./, '');
const unique = (all: readonly string[]): readonly string[] => [...new Set(all)];

/** `public_html/shop/` → `path:/public_html/shop/**`: that directory and all below it. */
const below = (directory: string): string => `path:/${directory.trim().replace(/^\/+|(?:\/\*\*)?\/*$/g, '')}/**`.replace('path://', 'path:/');

/** The resources that a grant of the preset names. */
export function presetResources(preset: Preset, picks: Picks): readonly string[] {
  const all = (name: InputName): readonly string[] => picks[name] ?? [];
  const domain = all('domain').map(asDomain);
  const zone = domain.map((name) => `zone:${name}`);
  switch (preset.name) {
    case 'acme-dns-01':
      return unique([...zone, ...all('hosts').map((host) => `record:_acme-challenge.${challenged(host)}/TXT`)]);
    case 'dynamic-dns':
      return unique([...zone, ...all('host').flatMap((host) => all('types').map((type) => `record:${asDomain(host)}/${type}`))]);
    case 'dns-manager':
      return unique(all('zones').map((name) => `zone:${asDomain(name)}`));
    case 'certificate-installer':
      return unique(all('domains').map((name) => `domain:${asDomain(name)}`));
    case 'mailboxes': {
      const boxes = all('mailboxes').map((box) => `mailbox:${box.includes('@') ? box.trim().toLowerCase() : `${box.trim().toLowerCase()}@${domain[0] ?? ''}`}`);
      // A list of mailboxes shows all of the domain, so it comes with all of them only.
      return boxes.length > 0 ? unique(boxes) : domain.flatMap((name) => [`mailbox:*@${name}`, `domain:${name}`]);
    }
    case 'databases':
      return all('prefix').flatMap((prefix) => [`database:${prefix.trim()}*`, `db_user:${prefix.trim()}*`]);
    case 'files-deploy':
      return unique(all('directories').map(below));
    case 'backup-reader':
      return unique([...all('directories').map(below), ...all('domains').map((name) => `domain:${asDomain(name)}`)]);
    default:
      return preset.kinds.flatMap(({ kind }) => all(`kind:${kind}`).map((text) => (text.startsWith(`${kind}:`) ? text : `${kind}:${text.trim()}`)));
  }
}

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/;

/** What is wrong with an input, by the key of its text; null: nothing. The server has the last word. */
export type InputFault = 'missing' | 'domain' | 'outside' | 'mailbox' | 'prefix' | 'directory' | 'wide';

export function inputFault({ name, required }: PresetInput, picks: Picks, preset: Preset): InputFault | null {
  const texts = (picks[name] ?? []).filter((text) => text.trim() !== '');
  if (texts.length === 0) return required ? 'missing' : null;
  const domain = asDomain(picks.domain?.[0] ?? '');
  const isWithin = (host: string): boolean => domain === '' || host === domain || host.endsWith(`.${domain}`);
  switch (name) {
    case 'domain':
    case 'zones':
    case 'domains':
      return texts.every((text) => DOMAIN.test(asDomain(text))) ? null : 'domain';
    case 'hosts':
    case 'host': {
      const hosts = texts.map(challenged);
      if (!hosts.every((host) => DOMAIN.test(host))) return 'domain';
      return hosts.every(isWithin) ? null : 'outside';
    }
    case 'mailboxes':
      return texts.every((text) => /^[a-z0-9._+=-]{1,64}(?:@[^@]+)?$/i.test(text.trim())) ? null : 'mailbox';
    case 'prefix':
      return texts.every((text) => /^[A-Za-z0-9_.@+-]{1,128}$/.test(text.trim())) ? null : 'prefix';
    case 'directories': {
      if (!texts.every((text) => /^[^\p{Cc}*?\\]*(?:\/\*\*)?$/u.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text))) return 'directory';
      const pattern = preset.kinds.find(({ kind }) => kind === 'path')?.pattern ?? null;
      return pattern === null || texts.every((text) => new RegExp(pattern, 'u').test(below(text).slice('path:'.length))) ? null : 'wide';
    }
    default:
      return null;
  }
}

/** Hosts follow their domain for as long as nobody chose others. */
export function picksAfter(picks: Picks, name: InputName, texts: readonly string[]): Picks {
  const next: Picks = { ...picks, [name]: texts };
  if (name !== 'domain' || picks.hosts === undefined) return next;
  const before = picks.domain?.[0] ?? '';
  const isUntouched = picks.hosts.length === 0 || (picks.hosts.length === 1 && picks.hosts[0] === before);
  return isUntouched ? { ...next, hosts: texts.filter((text) => text.includes('.')) } : next;
}
