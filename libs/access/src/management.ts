import type { AccessClass, OperationFacts } from './operation.js';
import type { PrincipalKind } from './principal.js';

interface ManagementFacts {
  readonly access: AccessClass;
  /** Who may ever hold it. What a token may do with it ends at its owner: see `management-scope.ts`. */
  readonly holders: readonly PrincipalKind[];
}

const everyone: readonly PrincipalKind[] = ['account', 'service', 'tenant', 'operator'];
const providers: readonly PrincipalKind[] = ['service', 'tenant', 'operator'];
const platform: readonly PrincipalKind[] = ['service', 'operator'];

/**
 * Portcullis' own operations. A service may hold any of them, but only by name, and only from a maker that holds it
 * too.
 * `create_token` is secret as the panel's `Tokens::create_full_access` is: its answer holds a credential.
 */
const CATALOGUE = {
  'Portcullis::create_token': { access: 'secret', holders: everyone },
  'Portcullis::list_tokens': { access: 'read', holders: everyone },
  'Portcullis::read_token': { access: 'read', holders: everyone },
  'Portcullis::edit_token': { access: 'write', holders: everyone },
  // Whoever regenerates a token gets a secret of it.
  'Portcullis::regenerate_token': { access: 'secret', holders: everyone },
  'Portcullis::revoke_token': { access: 'write', holders: everyone },
  // Many at once: whoever may revoke them one by one does not hold it by that.
  'Portcullis::revoke_tokens': { access: 'write', holders: everyone },
  // Of tokens whose whole text the caller has, whosever they are.
  'Portcullis::report_leak': { access: 'write', holders: everyone },
  'Portcullis::create_session': { access: 'secret', holders: everyone },
  'Portcullis::open_session': { access: 'secret', holders: everyone },
  'Portcullis::read_session': { access: 'read', holders: everyone },
  'Portcullis::end_session': { access: 'write', holders: everyone },
  'Portcullis::explain': { access: 'read', holders: everyone },
  'Portcullis::read_catalogue': { access: 'read', holders: everyone },
  'Portcullis::read_denial': { access: 'read', holders: everyone },
  // Whoever takes power may look whether it is gone; a receipt names no token and no account.
  'Portcullis::read_receipt': { access: 'read', holders: everyone },
  // It lists receipts of the whole tenant.
  'Portcullis::read_enforcement': { access: 'read', holders: providers },
  'Portcullis::verify': { access: 'read', holders: providers },
  // An account's token reaches what is about its account alone.
  'Portcullis::read_audit': { access: 'read', holders: everyone },
  'Portcullis::create_tenant': { access: 'write', holders: providers },
  'Portcullis::list_tenants': { access: 'read', holders: providers },
  'Portcullis::read_tenant': { access: 'read', holders: providers },
  'Portcullis::edit_tenant': { access: 'write', holders: providers },
  // The panel's address says where upstream credentials are sent, and host names lead other people's clients here.
  'Portcullis::edit_panel': { access: 'write', holders: platform },
  'Portcullis::read_policy': { access: 'read', holders: providers },
  'Portcullis::edit_policy': { access: 'write', holders: providers },
  'Portcullis::read_feature_list': { access: 'read', holders: providers },
  'Portcullis::edit_feature_list': { access: 'write', holders: providers },
  'Portcullis::create_account': { access: 'write', holders: providers },
  'Portcullis::list_accounts': { access: 'read', holders: providers },
  'Portcullis::read_account': { access: 'read', holders: everyone },
  // Names and types alone, so that whoever makes a grant can pick them; what stands in a record is the panel's to tell.
  'Portcullis::list_records': { access: 'read', holders: everyone },
  'Portcullis::edit_account': { access: 'write', holders: providers },
  'Portcullis::delete_account': { access: 'write', holders: providers },
  'Portcullis::edit_upstream': { access: 'write', holders: providers },
  'Portcullis::rekey': { access: 'write', holders: platform },
  'Portcullis::list_shards': { access: 'read', holders: platform },
  'Portcullis::accept_loss': { access: 'write', holders: platform },
} as const satisfies Record<`Portcullis::${string}`, ManagementFacts>;

export type ManagementOperation = keyof typeof CATALOGUE;

const FACTS: ReadonlyMap<string, OperationFacts> = new Map(
  Object.entries(CATALOGUE).map(([name, { access }]) => [name, { name, access, features: [], known: true }]),
);
const HOLDERS: ReadonlyMap<string, readonly PrincipalKind[]> = new Map(
  Object.entries(CATALOGUE).map(([name, { holders }]) => [name, holders]),
);

export const MANAGEMENT_OPERATIONS = Object.keys(CATALOGUE) as readonly ManagementOperation[];

/** What panels call our own operations. A grant may use either name. */
const ALIASES: ReadonlyMap<string, ManagementOperation> = new Map([
  ['Tokens::create_full_access', 'Portcullis::create_token'],
  ['Tokens::list', 'Portcullis::list_tokens'],
  ['Tokens::rename', 'Portcullis::edit_token'],
  ['Tokens::revoke', 'Portcullis::revoke_token'],
  ['WHM::api_token_create', 'Portcullis::create_token'],
  ['WHM::api_token_get_details', 'Portcullis::read_token'],
  ['WHM::api_token_list', 'Portcullis::list_tokens'],
  ['WHM::api_token_revoke', 'Portcullis::revoke_token'],
  ['WHM::api_token_update', 'Portcullis::edit_token'],
]);

/** The one name of an operation, whichever it is called by. */
export function canonicalOperation(name: string): string {
  return ALIASES.get(name) ?? name;
}

/** Every name of an operation: its own, then what panels call it by. */
export function namesOf(canonicalName: string): readonly string[] {
  return [canonicalName, ...[...ALIASES].flatMap(([alias, name]) => (name === canonicalName ? [alias] : []))];
}

/** What panels call our own operations by in a module of theirs. */
export function aliasesIn(module: string): string[] {
  return [...ALIASES.keys()].filter((name) => name.startsWith(`${module}::`));
}

/** Null for a name that is not in the catalogue. */
export function managementOperation(name: ManagementOperation): OperationFacts;
export function managementOperation(name: string): OperationFacts | null;
export function managementOperation(name: string): OperationFacts | null {
  return FACTS.get(name) ?? null;
}

/** Whether a token of this kind may ever hold the operation; false for a name that is not in the catalogue. */
export function mayEverHold(kind: PrincipalKind, operationName: string): boolean {
  return HOLDERS.get(operationName)?.includes(kind) ?? false;
}
