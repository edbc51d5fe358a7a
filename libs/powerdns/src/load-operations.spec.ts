import { loadOperations } from './load-operations.js';
import { parseOperations } from './operations.js';

const operations = loadOperations();

describe('the table of what is passed on', () => {
  it('gives no grant by module what hands out private keys', () => {
    expect(['read_key', 'create_key'].map((name) => operations.operationNamed(`PowerDNS::${name}`).access)).toEqual(['secret', 'secret']);
  });

  it('tells reading from writing', () => {
    for (const name of ['discover', 'read_zone', 'read_metadata', 'list_keys']) expect(operations.operationNamed(`PowerDNS::${name}`)).toMatchObject({ access: 'read', known: true });
    for (const name of ['edit_records', 'edit_zone', 'create_zone', 'delete_zone', 'rectify_zone', 'edit_metadata', 'edit_key', 'delete_key']) {
      expect(operations.operationNamed(`PowerDNS::${name}`)).toMatchObject({ access: 'write', known: true });
    }
  });

  it('knows no other operation and no other module', () => {
    for (const name of ['list_zones', 'notify_zone', 'retrieve_zone']) expect(operations.operationNamed(`PowerDNS::${name}`).known).toBe(false);
    expect(operations.operationNamed('DNS::parse_zone').known).toBe(false);
    expect([operations.knownModule('PowerDNS'), operations.knownModule('DNS'), operations.knownModule('powerdns')]).toEqual([true, false, false]);
  });
});

describe('a table that is not as it must be', () => {
  const heading = 'method\tpath\toperation\taccess\tsubject\tquery\n';
  it.each([
    ['', 'line 1'],
    [heading, 'line 2: there are no'],
    [`${heading}GET\t/api\tdiscover\tread\tnone\t-`, 'no end'],
    [`${heading}GET\t/api\tdiscover\tread\tnone\n`, '5 columns'],
    [`${heading}HEAD\t/api\tdiscover\tread\tnone\t-\n`, 'method cannot be "HEAD"'],
    [`${heading}GET\t/api/*\tdiscover\tread\tnone\t-\n`, 'path cannot be'],
    [`${heading}GET\t/api\tdiscover\tall\tnone\t-\n`, 'access cannot be'],
    [`${heading}GET\t/api/{zone}\tdiscover\tread\tnone\t-\n`, 'does not fit'],
    [`${heading}GET\t/api\tdiscover\tread\tzone\t-\n`, 'does not fit'],
    [`${heading}GET\t/api\tdiscover\tread\tmetadata\t-\n`, 'does not fit'],
    [`${heading}GET\t/api\tdiscover\tread\tnone\t-\nGET\t/api\tother\tread\tnone\t-\n`, 'twice'],
    [`${heading}GET\t/api\tdiscover\tread\tnone\t-\nGET\t/b\tdiscover\twrite\tnone\t-\n`, 'differs'],
  ])('stops the start: case %#', (text, words) => {
    expect(() => parseOperations(text)).toThrow(words);
  });
});
