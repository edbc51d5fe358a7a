import { startPanel, type Panel } from '../panel.js';
import { terraformProvider, type TerraformOptions } from './terraform-provider.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const NIGHTLY = { command: '/usr/bin/true # "nightly"', minute: '0', hour: '3', day: '*', month: '*', weekday: '*' };

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com' }] });
});
afterEach(() => panel.close());

function client(over: Partial<TerraformOptions> = {}) {
  return terraformProvider({ baseUrl: panel.url, user: 'alice', token: TOKEN, ...over });
}

const sent = () => panel.calls().map(({ method, url, body }) => `${method} ${url} ${body.toString()}`.trim());

function answering(status: number, body: string) {
  return client({ fetch: async () => new Response(body, { status }) });
}

describe('the Terraform provider', () => {
  it('makes a token, renames it and revokes it', async () => {
    const { tokens } = client();
    const expiresAt = Math.floor(Date.now() / 1000) + 86_400;
    const made = await tokens.create('deploy', expiresAt);
    expect(made).toMatchObject({ secret: expect.stringMatching(/^\w{32}/) as string, token: { name: 'deploy', expires_at: expiresAt } });
    await tokens.rename('deploy', 'deploy-2');
    expect(await tokens.read('deploy-2')).toMatchObject({ has_full_access: 1 });
    await tokens.destroy('deploy-2');
    expect(await tokens.read('deploy-2')).toBeUndefined();
    expect(sent()).toEqual([
      'GET /execute/Tokens/list',
      `POST /execute/Tokens/create_full_access expires_at=${expiresAt}&name=deploy`,
      'GET /execute/Tokens/list',
      'POST /execute/Tokens/rename name=deploy&new_name=deploy-2',
      'GET /execute/Tokens/list',
      'POST /execute/Tokens/revoke name=deploy-2',
      'GET /execute/Tokens/list',
    ]);
  });

  it('makes a cron line, edits it by its key and removes it by its number', async () => {
    const { cron } = client();
    const key = await cron.create(NIGHTLY);
    expect(await cron.read()).toMatchObject([{ ...NIGHTLY, linekey: key }]);
    await cron.update(key, { ...NIGHTLY, hour: '4' });
    const [line] = await cron.read();
    expect(line).toMatchObject({ hour: '4' });
    await cron.destroy(line!.linekey);
    expect(await cron.read()).toEqual([]);
    const head = 'cpanel_jsonapi_apiversion=2&cpanel_jsonapi_func=';
    expect(sent().slice(0, 3)).toEqual([
      'POST /json-api/cpanel command=%2Fusr%2Fbin%2Ftrue+%23+%22nightly%22&' +
        `${head}add_line&cpanel_jsonapi_module=Cron&cpanel_jsonapi_user=alice&day=%2A&hour=3&minute=0&month=%2A&weekday=%2A`,
      `GET /json-api/cpanel?${head}fetchcron&cpanel_jsonapi_module=Cron&cpanel_jsonapi_user=alice`,
      expect.stringContaining(`linekey=${key}`),
    ]);
  });

  it('asks for the version, the features and the user first', async () => {
    expect(await client().probe()).toMatchObject({
      version: expect.stringMatching(/^\d+/) as string,
      features: { zoneedit: 1 },
      user: { user: 'alice' },
    });
  });

  it('sends one request at a time', async () => {
    let open = 0;
    const counting = client({
      fetch: async (...args) => {
        expect(++open).toBe(1);
        const response = await fetch(...args);
        open -= 1;
        return response;
      },
    });
    await Promise.all([counting.probe(), counting.tokens.read('x'), counting.probe()]);
    expect(panel.calls()).toHaveLength(7);
  });

  it('shows the number of any other status, and the words of a refusal', async () => {
    await expect(client({ token: 'WRONG' }).tokens.read('x')).rejects.toThrow('HTTP 401');
    await expect(client({ token: 'WRONG' }).cron.read()).rejects.toThrow('HTTP 403');
    const uapi = answering(200, '{"status":0,"data":null,"errors":["No."],"messages":["Sorry."]}');
    await expect(uapi.tokens.read('x')).rejects.toThrow('No.; Sorry.');
    const api2 = answering(200, '{"cpanelresult":{"data":[{"reason":"No.","statusmsg":"Sorry."}],"event":{"result":0}}}');
    await expect(api2.cron.read()).rejects.toThrow('No.; Sorry.');
    await expect(answering(200, '{"cpanelresult":{"data":{"reason":"No."}}}').cron.read()).rejects.toThrow(/unmarshal/);
  });

  it('goes nowhere in the clear but to this machine', () => {
    expect(() => client({ baseUrl: 'http://gateway.example' })).toThrow('host must use https');
  });
});
