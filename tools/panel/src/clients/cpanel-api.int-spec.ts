import { startPanel, type Panel } from '../panel.js';
import { cpanelApi, parseUapi, parseWhm } from './cpanel-api.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const ROOT_TOKEN = 'ROOTTOKENROOTTOKENROOTTOKENROOT1';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com' }],
    whmUsers: [{ user: 'root', token: ROOT_TOKEN }],
  });
});
afterEach(() => panel.close());

const alice = () => cpanelApi({ baseUrl: panel.url, user: 'alice', token: TOKEN });
const root = () => cpanelApi({ baseUrl: panel.url, user: 'root', token: ROOT_TOKEN });
const sent = () => panel.calls().map(({ method, url, body }) => `${method} ${url} ${body.toString()}`);

describe('@cpanel/api on UAPI', () => {
  it.each(['form', 'json'] as const)('posts its arguments as %s', async (bodyAs) => {
    const box = { email: 'bob', password: 'Correct horse & 1', quota: 0, send_welcome_email: false };
    const made = await alice().uapi('Email', 'add_pop', box, bodyAs);
    expect(made).toMatchObject({ status: true, data: 'bob+example.com', errors: [] });
    expect(sent()).toEqual([
      bodyAs === 'form'
        ? 'POST /execute/Email/add_pop email=bob&password=Correct%20horse%20%26%201&quota=0&send_welcome_email=0'
        : 'POST /execute/Email/add_pop {"email":"bob","password":"Correct horse & 1","quota":0,"send_welcome_email":false}',
    ]);
  });

  it('gives the words of a refusal', async () => {
    const refused = await alice().uapi('DNS', 'parse_zone', { zone: 'other.example' });
    expect(refused).toMatchObject({ status: false, data: null, errors: ['You do not control a DNS zone named other.example.'] });
  });

  it('throws at a reply without its keys, and at a page', async () => {
    expect(() => parseUapi({ data: null, errors: ['No.'] })).toThrow(/without a status/);
    expect(() => parseUapi({ status: 0, errors: ['No.'] })).toThrow(/without data/);
    const wrong = cpanelApi({ baseUrl: panel.url, user: 'alice', token: 'WRONG' });
    await expect(wrong.uapi('DomainInfo', 'list_domains')).rejects.toThrow(SyntaxError);
  });

  it('reads paging and filtering from the metadata', () => {
    const metadata = { paginate: { total_pages: 2 }, filter: { records_before_filter: 9 } };
    expect(parseUapi({ status: 1, data: [], errors: null, messages: ['Hm.'], metadata })).toEqual({
      status: true,
      data: [],
      errors: [],
      messages: ['Hm.'],
      paging: { total_pages: 2 },
      filter: { records_before_filter: 9 },
    });
  });
});

describe('@cpanel/api on WHM', () => {
  it.each(['form', 'json'] as const)('puts api.version first and repeats acl, as %s', async (bodyAs) => {
    const made = await root().whm('api_token_create', { token_name: 'ci', acl: ['list-accts', 'acct-summary'] }, bodyAs);
    expect(made).toMatchObject({ status: true, errors: [], data: { name: 'ci', token: expect.any(String) as string } });
    expect(sent()).toEqual([
      bodyAs === 'form'
        ? 'POST /json-api/api_token_create api.version=1&token_name=ci&acl=list-accts&acl=acct-summary'
        : 'POST /json-api/api_token_create {"api.version":1,"token_name":"ci","acl":["list-accts","acct-summary"]}',
    ]);
  });

  it('unwraps a single list', async () => {
    const { data } = await root().whm('listaccts');
    expect(data).toEqual([expect.objectContaining({ user: 'alice', domain: 'example.com' })]);
  });

  it('gives the reason of a refusal, and throws where there is no result', async () => {
    const refused = await root().whm('suspendacct', { user: 'nobody' });
    expect(refused).toMatchObject({ status: false, errors: [expect.stringMatching(/./) as string] });
    expect(() => parseWhm({ cpanelresult: { error: 'Access denied' } })).toThrow(/without a result/);
    const wrong = cpanelApi({ baseUrl: panel.url, user: 'root', token: 'WRONG' });
    await expect(wrong.whm('listaccts')).rejects.toThrow(/without a result/);
  });
});
