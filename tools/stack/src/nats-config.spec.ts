import { natsConfig } from './nats-config.js';

const config = { port: 4333, serverName: 'portcullis-test', storeDir: '/var/lib/with "quotes"' };
const passwords = { gateway: 'g', tokens: 't', permissions: 'p', audit: 'a', operator: 'o' };

describe('the configuration of nats-server', () => {
  it('listens on loopback only, and opens no monitoring port', () => {
    const text = natsConfig({ ...config, passwords });
    expect(text).toContain('listen: "127.0.0.1:4333"');
    expect(text).not.toMatch(/^\s*"?(http|https|monitor_port|http_port|leafnodes|websocket|mqtt)"?\s*[:{]/m);
  });

  it('quotes a folder name as JSON does', () => {
    expect(natsConfig({ ...config, passwords: null })).toContain('"store_dir":"/var/lib/with \\"quotes\\""');
  });

  it('gives each user its password and its permissions; only services may answer', () => {
    const text = natsConfig({ ...config, passwords });
    const { users } = JSON.parse(text.slice(text.indexOf('authorization: ') + 'authorization: '.length)) as {
      users: { user: string; password: string; permissions: { allow_responses?: object } }[];
    };
    expect(users.map(({ user, password }) => [user, password])).toEqual(Object.entries(passwords));
    expect(
      users.filter(({ permissions }) => permissions.allow_responses !== undefined).map(({ user }) => user),
    ).toEqual(['tokens', 'permissions', 'audit']);
  });

  it('asks nobody for a log-in where there are no passwords', () => {
    expect(natsConfig({ ...config, passwords: null })).not.toContain('authorization');
  });
});
