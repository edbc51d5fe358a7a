import { canonicalOperation, MANAGEMENT_OPERATIONS, managementOperation, mayEverHold, namesOf } from './management.js';
import { isManagement } from './operation.js';
import { PRINCIPAL_KINDS } from './principal.js';

describe('the catalogue of management operations', () => {
  const heldBy = (kind: (typeof PRINCIPAL_KINDS)[number]) => MANAGEMENT_OPERATIONS.filter((name) => mayEverHold(kind, name));

  it('lists operations of Portcullis only, each known and without a feature', () => {
    expect(MANAGEMENT_OPERATIONS.length).toBeGreaterThan(0);
    for (const name of MANAGEMENT_OPERATIONS) {
      expect(isManagement(name)).toBe(true);
      expect(managementOperation(name)).toMatchObject({ name, features: [], known: true });
    }
  });

  it('lets an operator hold everything', () => {
    expect(heldBy('operator')).toEqual(MANAGEMENT_OPERATIONS);
  });

  it('keeps from a tenant only where the panel is, the keys, and what a database has lost', () => {
    expect(MANAGEMENT_OPERATIONS.filter((name) => !mayEverHold('tenant', name))).toEqual([
      ...['Portcullis::edit_panel', 'Portcullis::rekey', 'Portcullis::list_shards', 'Portcullis::accept_loss'],
    ]);
  });

  it('leaves an account its own tokens and a look at itself', () => {
    expect(heldBy('account')).toEqual([
      'Portcullis::create_token',
      'Portcullis::list_tokens',
      'Portcullis::read_token',
      'Portcullis::edit_token',
      'Portcullis::regenerate_token',
      'Portcullis::revoke_token',
      'Portcullis::revoke_tokens',
      'Portcullis::report_leak',
      'Portcullis::create_session',
      'Portcullis::open_session',
      'Portcullis::read_session',
      'Portcullis::end_session',
      'Portcullis::explain',
      'Portcullis::read_catalogue',
      'Portcullis::read_denial',
      'Portcullis::read_receipt',
      'Portcullis::read_audit',
      'Portcullis::read_account',
      'Portcullis::list_records',
    ]);
  });

  it('treats whatever answers with a credential as handing out a secret', () => {
    expect(MANAGEMENT_OPERATIONS.filter((name) => managementOperation(name).access === 'secret')).toEqual([
      'Portcullis::create_token',
      'Portcullis::regenerate_token',
      'Portcullis::create_session',
      'Portcullis::open_session',
    ]);
  });

  it.each(['Portcullis::no_such', 'Portcullis::', 'portcullis::verify', 'DNS::parse_zone', 'constructor', '__proto__', ''])('does not know %j, and nobody holds it', (name) => {
    expect(managementOperation(name)).toBeNull();
    expect(PRINCIPAL_KINDS.filter((kind) => mayEverHold(kind, name))).toEqual([]);
  });
});

describe('the names of an operation', () => {
  it.each([
    ['Portcullis::create_token', ['Portcullis::create_token', 'Tokens::create_full_access', 'WHM::api_token_create']],
    ['DNS::parse_zone', ['DNS::parse_zone']],
    ['Portcullis::verify', ['Portcullis::verify']],
  ])('%s are its own and those of panels, all of one operation', (name, names) => {
    expect(namesOf(name)).toEqual(names);
    expect(new Set(namesOf(name).map(canonicalOperation))).toEqual(new Set([name]));
  });
});

describe('isManagement', () => {
  it.each([
    ['Portcullis::verify', true],
    ['Portcullis::no_such', true],
    ['PortcullisX::verify', false],
    ['portcullis::verify', false],
    ['DNS::Portcullis', false],
  ])('of %s is %s', (name, expected) => {
    expect(isManagement(name)).toBe(expected);
  });
});
