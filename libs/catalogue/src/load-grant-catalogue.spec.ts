import { canonicalOperation, escalations, type Grant } from '@portcullis/access';
import { loadGrantCatalogue } from './load-grant-catalogue.js';

const catalogue = loadGrantCatalogue();

describe('the catalogue that comes with this version', () => {
  it('has the presets that are promised', () => {
    expect(catalogue.presets.map(({ name }) => name)).toEqual([
      'acme-dns-01', 'dynamic-dns', 'dns-manager', 'certificate-installer', 'mailboxes', 'databases', 'files-deploy', 'backup-reader', 'read-only-monitoring',
    ]);
    for (const { name, title } of catalogue.presets) expect(catalogue.presetNamed(name, catalogue.version)?.title).toBe(title);
  });

  it('lets few features roll, and those only read', () => {
    const rolling = catalogue.features.filter((feature) => feature.rolling).map(({ name }) => name);
    expect(rolling).toEqual(['bandwidth', 'serverstatus', 'show-bandwidth', 'status']);
    expect(catalogue.operations.filter(({ features, access }) => features.some((feature) => rolling.includes(feature)) && access !== 'read')).toEqual([]);
  });

  it('calls everything an escalation that a privilege with that risk opens, unless it only looks', () => {
    const risky = catalogue.features.filter(({ risk }) => risk === 'escalates').flatMap(({ name }) => catalogue.panel.openedBy(name));
    expect(risky.length).toBeGreaterThan(10);
    const missed = risky.filter(({ name, access }) => access !== 'read' && catalogue.escalationOf(name) === null);
    // Our own store serves these: to edit or revoke a token hands nothing out, and an edit stays within the caller's own rights.
    expect(missed.map(({ name }) => name)).toEqual(['WHM::api_token_revoke', 'WHM::api_token_update']);
  });

  it('calls it no escalation to read', () => {
    const reading = catalogue.operations.filter(({ access }) => access === 'read').filter(({ name }) => catalogue.escalationOf(name) !== null);
    expect(reading).toEqual([]);
  });

  const escalating = (...grants: Grant[]) => escalations({ access: 'restricted', grants, catalogueVersion: 1 }, catalogue.operations, catalogue).map(({ operation }) => operation);

  it.each<[Grant, number]>([
    [{ operation: 'Portcullis::create_token' }, 1],
    [{ operation: 'Tokens::create_full_access' }, 1],
    [{ operation: 'Session::create_temp_user' }, 1],
    [{ feature: 'cron' }, 2],
    [{ feature: 'cron', access: 'read' }, 0],
    [{ feature: 'filemanager' }, 3],
    [{ operation: 'Email::*' }, 3],
    [{ feature: 'passwd' }, 1],
    [{ feature: 'cpanel-api', resources: ['account:alice'] }, 2],
    [{ feature: 'zoneedit' }, 0],
    [{ feature: 'popaccts' }, 0],
    [{ feature: 'mysql' }, 0],
    [{ feature: 'sslinstall' }, 0],
  ])('%j escalates by %i operations', (grant, count) => expect(escalating(grant)).toHaveLength(count));

  it.each<Grant>([
    { feature: 'cron', resources: ['cron_line:/usr/bin/php -q a.php'] },
    { feature: 'filemanager', resources: ['path:/public_html/**'] },
    { operation: 'Email::*', resources: ['mailbox:*@example.com', 'domain:example.com'] },
    { feature: 'ftpaccts', resources: ['ftp_user:web@example.com', 'domain:example.com', 'path:/public_html/**'] },
    { operation: 'VersionControl::*', resources: ['path:/repositories/**'] },
  ])('%j is bounded by its resources', (grant) => expect(escalating(grant)).toEqual([]));

  it('no preset escalates, whatever it is given on', () => {
    for (const { name, kinds } of catalogue.presets) expect(escalating({ preset: name, ...(kinds.length > 0 && { resources: kinds.map(({ example }) => example) }) })).toEqual([]);
  });

  it('tells of every operation that is known by each of its names', () => {
    for (const { name } of catalogue.operations) expect({ name, known: catalogue.operationNamed(name).known, canonical: canonicalOperation(name) }).toEqual({ name, known: true, canonical: name });
    expect(catalogue.operationNamed('Tokens::create_full_access')).toMatchObject({ name: 'Portcullis::create_token', access: 'secret' });
  });
});
