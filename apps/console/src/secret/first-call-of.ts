import { hasFeature, hasPreset, resourcesOf, type Rights } from './abilities.js';

/** A reading call that a feature opens, to try a token with. */
const BY_FEATURE: Readonly<Record<string, (domain: string) => string>> = {
  zoneedit: (domain) => `DNS/parse_zone?zone=${domain}`,
  popaccts: () => 'Email/list_pops',
  forwarders: (domain) => `Email/list_forwarders?domain=${domain}`,
  mysql: () => 'Mysql/list_databases',
  postgres: () => 'Postgresql/list_databases',
  ftpaccts: () => 'Ftp/list_ftp',
  filemanager: () => 'Fileman/list_files?dir=/public_html',
  backup: () => 'Backup/list_backups',
  sslinstall: () => 'SSL/installed_hosts',
  sslmanager: () => 'SSL/list_certs',
  bandwidth: () => 'Bandwidth/query?grouping=domain',
};

/** What a preset reads first. */
function ofPreset(rights: Rights, domain: string): string | null {
  const zone = resourcesOf(rights, 'zone')[0] ?? domain;
  const directory = (resourcesOf(rights, 'path')[0] ?? '/public_html').replace(/\/\*\*$/, '') || '/';
  const mailbox = resourcesOf(rights, 'mailbox')[0] ?? `*@${domain}`;
  const [box = '*', at = domain] = mailbox.split('@');
  if (hasPreset(rights, 'acme-dns-01', 'dynamic-dns', 'dns-manager')) return `DNS/parse_zone?zone=${zone}`;
  if (hasPreset(rights, 'certificate-installer')) return `SSL/installed_host?domain=${resourcesOf(rights, 'domain')[0] ?? domain}`;
  if (hasPreset(rights, 'mailboxes')) return box === '*' ? `Email/list_pops_with_disk?domain=${at}` : `Email/get_pop_quota?email=${encodeURIComponent(box)}&domain=${at}`;
  if (hasPreset(rights, 'databases')) return 'Mysql/get_server_information';
  if (hasPreset(rights, 'files-deploy', 'backup-reader')) return `Fileman/list_files?dir=${encodeURI(directory)}`;
  if (hasPreset(rights, 'read-only-monitoring')) return 'Quota/get_quota_info';
  return null;
}

/**
 * The call to try a token with, as it stands behind `/t/{tenant}/`: one that reads, and that the token may make as far as can be told from its
 * grants; `execute/Module/function` where nothing can.
 */
export function firstCall(rights: Rights, domain: string): string {
  if (rights.access === 'full') return 'execute/DomainInfo/list_domains';
  const preset = ofPreset(rights, domain);
  if (preset !== null) return `execute/${preset}`;
  const feature = Object.keys(BY_FEATURE).find((one) => hasFeature(rights, one));
  if (feature !== undefined) return `execute/${BY_FEATURE[feature]!(resourcesOf(rights, 'zone')[0] ?? resourcesOf(rights, 'domain')[0] ?? domain)}`;
  const operations = rights.grants.flatMap(({ operation, effect }) => (effect === 'deny' || operation === undefined || operation.startsWith('Portcullis::') || operation.endsWith('*') ? [] : [operation]));
  const reading = operations.find((operation) => /::(?:list|get|parse|fetch)/.test(operation)) ?? operations[0];
  if (reading === undefined) return 'execute/Module/function';
  const zone = resourcesOf(rights, 'zone')[0];
  return `execute/${reading.replace('::', '/')}${reading === 'DNS::parse_zone' ? `?zone=${zone ?? domain}` : ''}`;
}
