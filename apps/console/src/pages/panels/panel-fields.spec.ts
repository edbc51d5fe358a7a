import { asHost, faultsOf, fieldsOf, isUnencrypted, noFields, requestOf, type PanelFields } from './panel-fields.js';

const fields = (more: Partial<PanelFields> = {}): PanelFields => ({ ...noFields('ten_1'), url: 'https://panel.example.com:2083', ...more });

describe('where a panel is', () => {
  it('goes out as the server takes it', () => {
    expect(requestOf(fields({ url: ' https://panel.example.com:2083 ', hosts: ['https://Panel.Example.com/'] }))).toEqual({ kind: 'cpanel', url: 'https://panel.example.com:2083', whmUrl: null, hosts: ['panel.example.com'] });
    expect(requestOf(fields({ whmUrl: 'https://panel.example.com:2087' }))).toMatchObject({ whmUrl: 'https://panel.example.com:2087' });
    expect(requestOf(fields({ kind: 'powerdns', whmUrl: 'https://left.example' }))).toMatchObject({ kind: 'powerdns', whmUrl: null });
  });

  it('comes back as it was said', () => {
    const tenant = { id: 'ten_1', panelKind: 'cpanel', panelUrl: 'https://a.example', whmUrl: null, hosts: ['a.example'] } as unknown as Parameters<typeof fieldsOf>[0];
    expect(fieldsOf(tenant)).toEqual({ tenant: 'ten_1', kind: 'cpanel', url: 'https://a.example', whmUrl: '', hosts: ['a.example'] });
  });

  it.each<[Partial<PanelFields>, object]>([
    [{}, {}],
    [{ tenant: null, url: '' }, { tenant: 'missing', url: 'missing' }],
    [{ url: 'panel.example.com' }, { url: 'address' }],
    [{ url: 'ftp://panel.example.com' }, { url: 'address' }],
    [{ url: 'https://root:x@panel.example.com' }, { url: 'address' }],
    [{ url: 'https://panel.example.com/?x' }, { url: 'address' }],
    [{ whmUrl: 'whm' }, { whmUrl: 'address' }],
    [{ kind: 'powerdns', whmUrl: 'whm' }, {}],
    [{ hosts: ['panel.example.com', 'two words'] }, { hosts: 'host' }],
  ])('%j is told what is wrong with it', (more, faults) => expect(faultsOf(fields(more))).toEqual(faults));

  it('is warned of where others can read the credential on its way', () => {
    expect(['http://panel.example.com', 'https://panel.example.com', 'http://127.0.0.1:2082', 'http://localhost', 'http'].map(isUnencrypted)).toEqual([true, false, false, false, false]);
  });
});

it('takes a host name as it is pasted', () => expect(asHost(' HTTPS://CPanel.Example.com/. ')).toBe('cpanel.example.com'));
