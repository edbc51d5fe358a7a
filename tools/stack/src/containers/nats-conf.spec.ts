import { NATS_PERMISSIONS, NATS_USERS, type NatsPermissions } from '../nats-permissions.js';
import { readDockerFile } from './files.js';

/** The users of the file, in their order, and what each may do. */
function usersOf(conf: string): { user: string; password: string; permissions: NatsPermissions }[] {
  const users = [...conf.matchAll(/user: (\w+), password: \$(\w+)\n([^]*?)(?=\n {4}\})/g)];
  return users.map(([, user, password, body]) => {
    const allowed = (what: string): string[] => {
      const [, list = ''] = new RegExp(`${what}: \\{\\s*allow: \\[([^\\]]*)\\]`).exec(body!) ?? [];
      return [...list.matchAll(/"([^"]+)"/g)].map(([, subject]) => subject!);
    };
    const [, max, seconds] = /allow_responses: \{ max: (\d+), expires: "(\d+)s" \}/.exec(body!) ?? [];
    const answers = max === undefined ? null : { max: Number(max), withinSeconds: Number(seconds) };
    return { user: user!, password: password!, permissions: { publish: allowed('publish'), subscribe: allowed('subscribe'), answers } };
  });
}

describe('docker/nats.conf', () => {
  const conf = readDockerFile('nats.conf');

  it('gives each user exactly what a development stack gives it', () => {
    const expected = NATS_USERS.map((user) => ({ user, password: `${user.toUpperCase()}_PASSWORD`, permissions: NATS_PERMISSIONS[user] }));
    expect(usersOf(conf)).toEqual(expected);
  });

  it('opens one port, and that with log-in only', () => {
    expect(conf).not.toMatch(/^\s*"?(http|https|monitor_port|http_port|leafnodes|websocket|mqtt|no_auth_user)"?\s*[:{]/m);
    expect(conf.match(/password: (?!\$[A-Z]+_PASSWORD)/g)).toBeNull();
  });
});
