import type { Leaf } from '@portcullis/access';
import { parseStrictJson } from '@portcullis/kernel';
import type { ResourceParameter } from './catalogue-row.js';
import type { PanelCall } from './call.js';
import { cronLeaves } from './cron-leaves.js';
import { isObject } from './json-body.js';
import { foldedDomain, listed, namedLeaf, UNREAD_NAME, UNREAD_REQUEST } from './leaf-name.js';
import { isCronEdit, isZoneEdit } from './leaf-parameters.js';
import { ANYTHING, belowLeaves, fileopLeaves, joinedLeaves, pathLeaf, pathLeaves } from './path-leaves.js';
import { mailLeaves } from './mail-leaves.js';
import type { Parameter } from './parameters.js';
import { zoneLeaves } from './zone-leaves.js';

/** The account on which a call acts, as far as it is known. */
export interface CallPlace {
  readonly user: string | null;
  /** Completes what names no domain. */
  readonly mainDomain: string | null;
}

/**
 * What a call touches: whatever any panel may take for a name of it. None: it is about the whole account. Of a call on
 * behalf of an account each leaf says so, and there is always one.
 */
export function leavesOf(call: PanelCall, place: CallPlace): readonly Leaf[] {
  const { account } = call;
  if (call.handler === 'tokens') return account === null ? [] : [{ ...namedLeaf('account', account), account }];
  const leaves = distinct([...(specialLeaves(call, place) ?? tableLeaves(call, place)), ...respeltLeaves(call), ...fileLeaves(call), ...mailLeaves(call)]);
  if (account === null) return leaves;
  return (leaves.length > 0 ? leaves : [namedLeaf('account', account)]).map((leaf) => ({ ...leaf, account }));
}

/**
 * A name under another spelling of its parameter alone, `DOMAIN` or `domain-0`, is none to a panel that knows only the
 * plain one: without it, many functions are about the whole account.
 */
function respeltLeaves({ resources, arguments: given }: PanelCall): Leaf[] {
  const respelt = resources.some(({ parameter }) => given.first(parameter) === undefined && given.named(parameter).length > 0);
  return respelt ? [UNREAD_REQUEST] : [];
}

/**
 * A file in place of a text: some panels take its name for the value of the parameter, others do not see the parameter at all, and
 * so act on something else. Only the files of an upload are what they seem.
 */
function fileLeaves({ module, function: name, resources, arguments: given }: PanelCall): Leaf[] {
  const isUpload = module === 'Fileman' && name === 'upload_files';
  const named = new Set(resources.flatMap(({ parameter }) => given.named(parameter)));
  return given.all.some((one) => one.as === 'file' && (!isUpload || named.has(one))) ? [UNREAD_REQUEST] : [];
}

/** What they change is not what their parameters name: the whole account, or what a file says that they read. */
const ACCOUNT_WIDE: ReadonlySet<string> = new Set([
  'PassengerApps::edit_application', 'WebDisk::set_homedir', 'CSVImport::doimport', 'Team::add_team_user', 'Team::edit_team_user',
  ...['restore_databases', 'restore_email_filters', 'restore_email_forwarders', 'restore_files'].map((name) => `Backup::${name}`),
]);

/** They act on all that lies below a directory, or open it: a grant for the directory alone does not cover them. */
const WHOLE_TREES: ReadonlySet<string> = new Set([
  'Restore::restore_file', 'VersionControl::create', 'VersionControl::delete', 'VersionControl::update', 'VersionControlDeployment::create',
  ...['Ftp::add_ftp', 'Ftp::set_homedir', 'SubDomain::addsubdomain', 'AddonDomain::addaddondomain', 'SiteTemplates::publish'],
  ...['DirectoryIndexes::set_indexing', 'DirectoryPrivacy::configure_directory_protection', 'ImageManager::create_thumbnails', 'PassengerApps::ensure_deps'],
]);

function specialLeaves(call: PanelCall, { user }: CallPlace): Leaf[] | null {
  if (ACCOUNT_WIDE.has(`${call.module}::${call.function}`)) return [];
  const zone = isZoneEdit(call);
  if (zone !== null) return zoneLeaves(call, zone);
  const cron = isCronEdit(call);
  if (cron !== null) return cronLeaves(call, cron);
  if (call.api === 'uapi' && call.module === 'Fileman') {
    const uploads = call.function === 'upload_files' ? call.arguments.all.filter(({ as }) => as === 'file').map(({ value }) => value) : [];
    const files = [...uploads, ...(resourcesNamed(call, 'file') ? values(call, 'file') : [])];
    const directories = values(call, 'dir');
    // The second file of one name gets another, which nobody has named.
    if (new Set(uploads).size < uploads.length) files.push(ANYTHING);
    if (files.length > 0) return joinedLeaves(directories.length > 0 ? directories : [''], files, user);
  }
  return null;
}

function tableLeaves(call: PanelCall, place: CallPlace): Leaf[] {
  const { arguments: given } = call;
  // A domain that completes a name is told with it.
  const completed = call.resources.some(({ kind, parameter }) => completes(kind) && given.named(parameter).length > 0) && resourcesNamed(call, 'domain');
  const named = call.resources
    .filter(({ kind, parameter }) => !(completed && kind === 'domain' && parameter === 'domain'))
    .flatMap((resource) => given.named(resource.parameter).flatMap((one) => valueLeaves(call, resource, one, place)));
  const paths = WHOLE_TREES.has(`${call.module}::${call.function}`) ? call.resources.filter(({ kind }) => kind === 'path') : [];
  const below = paths.flatMap(({ parameter }) => values(call, parameter)).flatMap((value) => belowLeaves(value, place.user));
  return [...named, ...below, ...impliedLeaves(call, place)];
}

function valueLeaves(call: PanelCall, { kind, parameter }: ResourceParameter, { value, as }: Parameter, place: CallPlace): Leaf[] {
  switch (kind) {
    case 'path':
      return parameter === 'actions' ? actionLeaves(value, place) : as === 'file' ? [] : pathLeaves(value, place.user);
    case 'mailbox':
    case 'ftp_user':
      return listed(value).flatMap((name) => addressLeaves(call, kind, name, place));
    case 'domain':
      return listed(value).flatMap((name) => domainLeaves(call, parameter, name, place));
    case 'zone':
      return listed(value).map((name) => namedLeaf('zone', foldedDomain(name)));
    case 'cron_line':
      return [{ kind: 'unread', of: 'cron_line', zone: null }];
    default:
      return listed(value).map((name) => namedLeaf(kind, name));
  }
}

/** `local@domain`, or a local part that `domain` or else the main domain completes. Where both name a domain, either may count. */
function addressLeaves(call: PanelCall, kind: 'mailbox' | 'ftp_user', text: string, { mainDomain }: CallPlace): Leaf[] {
  if (!/^[!-~]+$/.test(text)) return [UNREAD_NAME];
  const name = text.toLowerCase();
  const at = name.lastIndexOf('@');
  const local = at < 0 ? name : name.slice(0, at);
  const given = resourcesNamed(call, 'domain') ? values(call, 'domain').flatMap(listed) : [];
  const written = [...given, ...(at < 0 ? [] : [name.slice(at + 1)])];
  // An empty `domain` is as good as none.
  const meant = written.filter((domain) => domain !== '');
  if (meant.length < written.length || meant.length === 0) meant.push(mainDomain ?? '');
  return meant.map(foldedDomain).map((domain) => (namedLeaf('domain', domain).kind === 'domain' ? namedLeaf(kind, `${local}@${domain}`) : UNREAD_NAME));
}

/** Parameters of domain functions that may be a bare label, and what completes it. */
function domainLeaves(call: PanelCall, parameter: string, text: string, { mainDomain }: CallPlace): Leaf[] {
  const name = foldedDomain(text);
  const main = mainDomain === null ? '' : foldedDomain(mainDomain);
  const isLabel = parameter === 'subdomain' ? call.module === 'AddonDomain' || call.module === 'Park' : parameter === 'domain' && call.module === 'SubDomain';
  const whole = namedLeaf('domain', name);
  // The elder form `label_main.example` names a subdomain of it, and looks like any other domain.
  const elder = /^(?:full)?subdomain$/.test(parameter) && name.includes('_') ? [main !== '' && name.endsWith(`_${main}`) ? namedLeaf('domain', `${name.slice(0, -main.length - 1)}.${main}`) : UNREAD_NAME] : [];
  if (!isLabel) return [whole, ...elder];
  const roots = resourcesNamed(call, 'rootdomain') ? values(call, 'rootdomain').map(foldedDomain) : [];
  const under = [...(roots.length > 0 ? roots : [main])];
  return [...under.flatMap((root) => (root !== '' && name.endsWith(`.${root}`) ? [whole] : [namedLeaf('domain', `${name}.${root}`)])), ...elder, ...(name.includes('.') ? [whole] : [])];
}

/** The keys of `{"/path":"what to do"}`. */
function actionLeaves(value: string, { user }: CallPlace): Leaf[] {
  const json = parseStrictJson(value);
  return json.ok && isObject(json.value) ? Object.keys(json.value).map((path) => pathLeaf(path, user)) : [UNREAD_NAME];
}

/** What a call touches without naming it. */
function impliedLeaves(call: PanelCall, place: CallPlace): Leaf[] {
  const { user } = place;
  const { api, module, function: name, arguments: given } = call;
  switch (`${api} ${module}::${name}`) {
    case 'api2 Fileman::fileop':
      return fileopLeaves(call, user);
    case 'uapi Ftp::add_ftp':
      return given.named('homedir').length > 0 ? [] : values(call, 'user').flatMap((one) => [one, one.toLowerCase()]).map((one) => `public_html/${one.replace(/@.*$/s, '')}`).flatMap((path) => [pathLeaf(path, user), ...belowLeaves(path, user)]);
    case 'uapi Ftp::set_homedir':
      return given.named('homedir').some(({ value }) => value !== '') ? [] : [UNREAD_NAME];
    case 'api2 AddonDomain::deladdondomain':
      return values(call, 'fullsubdomain').flatMap((one) => domainLeaves(call, 'fullsubdomain', one, place));
    case 'uapi Mime::add_redirect':
    case 'uapi Mime::delete_redirect':
      // Of no domain it is one of them all.
      return given.named('domain').length > 0 ? [] : [UNREAD_NAME];
    case 'uapi LangPHP::php_ini_set_user_basic_directives':
    case 'uapi LangPHP::php_ini_set_user_content':
    case 'uapi LangPHP::php_ini_get_user_basic_directives':
    case 'uapi LangPHP::php_ini_get_user_content':
      // Of any other type it is the file of the whole home.
      return values(call, 'type').length === 1 && given.first('type') === 'vhost' ? [] : [UNREAD_NAME];
    case 'uapi Ftp::delete_ftp':
      // It takes the user's directory along, wherever that is.
      return given.named('destroy').some(({ value }) => value !== '' && value !== '0') ? [UNREAD_NAME] : [];
    default:
      return [];
  }
}

function completes(kind: ResourceParameter['kind']): boolean {
  return kind === 'mailbox' || kind === 'ftp_user';
}

function resourcesNamed({ resources }: PanelCall, parameter: string): boolean {
  return resources.some((one) => one.parameter === parameter);
}

function values(call: PanelCall, name: string): string[] {
  return call.arguments.named(name).map(({ value }) => value);
}

function distinct(leaves: readonly Leaf[]): Leaf[] {
  return [...new Map(leaves.map((leaf) => [JSON.stringify(leaf), leaf])).values()];
}
