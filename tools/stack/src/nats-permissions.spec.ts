import { NATS_PERMISSIONS, NATS_USERS, type NatsUser } from './nats-permissions.js';

/** NATS's own rule: `*` stands for one token, `>` for one or more at the end. */
function covers(pattern: string, subject: string): boolean {
  const [wanted, given] = [pattern.split('.'), subject.split('.')];
  for (const [at, token] of wanted.entries()) {
    if (token === '>') return given.length > at;
    if (given[at] === undefined || (token !== '*' && token !== given[at])) return false;
  }
  return wanted.length === given.length;
}

const may = (user: NatsUser, what: 'publish' | 'subscribe', subject: string): boolean =>
  NATS_PERMISSIONS[user][what].some((pattern) => covers(pattern, subject));
const whoMay = (what: 'publish' | 'subscribe', subject: string): NatsUser[] =>
  NATS_USERS.filter((user) => user !== 'operator' && may(user, what, subject));

describe('NATS permissions', () => {
  it.each(['tokens', 'permissions', 'audit'] as const)('let only the gateway ask %s, and only it listen', (service) => {
    expect(whoMay('publish', `portcullis.rpc.${service}.17.read_health`)).toEqual(['gateway']);
    expect(whoMay('subscribe', `portcullis.rpc.${service}.17.read_health`)).toEqual([service]);
  });

  it('let tokens ask permissions what is laid down for a tenant, the authorities ask audit what they did, and nothing else', () => {
    expect(whoMay('publish', 'portcullis.rpc.permissions.17.read_policy')).toEqual(['gateway', 'tokens']);
    expect(whoMay('publish', 'portcullis.rpc.audit.17.read_changes')).toEqual(['gateway', 'tokens', 'permissions']);
    expect(NATS_PERMISSIONS.tokens.publish.filter((subject) => subject.startsWith('portcullis.rpc'))).toHaveLength(2);
    expect(NATS_PERMISSIONS.permissions.publish.filter((subject) => subject.startsWith('portcullis.rpc'))).toHaveLength(1);
    expect(may('tokens', 'publish', 'portcullis.rpc.permissions.17.put_policy')).toBe(false);
  });

  it('let only the authorities tell what happened, so that no gateway can forge a revocation', () => {
    expect(whoMay('publish', 'portcullis.events.ten_1.token.revoked')).toEqual(['tokens', 'permissions']);
    expect(whoMay('publish', 'portcullis.denials.ten_1')).toEqual(['gateway']);
  });

  it.each(NATS_USERS.filter((user) => user !== 'operator'))('let %s read no answers but its own', (user) => {
    const inboxes = NATS_USERS.filter((other) => may(user, 'subscribe', `_INBOX_${other}.x.1`));
    expect(inboxes).toEqual([user]);
    expect(may(user, 'subscribe', '_INBOX.x.1')).toBe(false);
    expect(may(user, 'publish', '_INBOX_gateway.x.1')).toBe(false);
  });

  it('let the authorities read back what they told, message by message, and nobody what was denied', () => {
    expect(whoMay('publish', '$JS.API.STREAM.MSG.GET.EVENTS')).toEqual(['tokens', 'permissions']);
    expect(whoMay('publish', '$JS.API.STREAM.MSG.GET.DENIALS')).toEqual([]);
  });

  it.each(['EVENTS', 'DENIALS'])('let nobody change, delete or purge %s, and only audit consume it', (stream) => {
    for (const verb of ['STREAM.UPDATE', 'STREAM.DELETE', 'STREAM.PURGE', 'STREAM.MSG.DELETE'])
      expect(whoMay('publish', `$JS.API.${verb}.${stream}`)).toEqual([]);
    expect(whoMay('publish', `$JS.API.CONSUMER.CREATE.${stream}.audit`)).toEqual(['audit']);
    expect(whoMay('publish', `$JS.API.CONSUMER.MSG.NEXT.${stream}.audit`)).toEqual(['audit']);
    expect(whoMay('publish', `$JS.ACK.${stream}.audit.1.2.3.4.5`)).toEqual(['audit']);
  });

  it('let those make a stream who need it, and gateways ask nothing of JetStream', () => {
    expect(whoMay('publish', '$JS.API.STREAM.CREATE.EVENTS')).toEqual(['tokens', 'permissions', 'audit']);
    expect(whoMay('publish', '$JS.API.STREAM.CREATE.DENIALS')).toEqual(['audit']);
    expect(whoMay('publish', '$JS.API.STREAM.CREATE.OTHER')).toEqual([]);
    expect(NATS_PERMISSIONS.gateway.publish.filter((subject) => subject.startsWith('$'))).toEqual([]);
  });

  it.each(['tokens', 'permissions'] as const)('let only %s tell verifiers what has changed there, and hear that it is in force', (authority) => {
    expect(whoMay('publish', `portcullis.changes.${authority}.17`)).toEqual([authority]);
    expect(whoMay('subscribe', `portcullis.changes.${authority}.17`)).toEqual(['gateway']);
    expect(whoMay('publish', `portcullis.leases.${authority}`)).toEqual(['gateway']);
    expect(whoMay('subscribe', `portcullis.leases.${authority}`)).toEqual([authority]);
    expect(whoMay('publish', `portcullis.confirmations.${authority}.${authority}-1`)).toEqual(['gateway']);
    expect(whoMay('subscribe', `portcullis.confirmations.${authority}.${authority}-1`)).toEqual([authority]);
  });

  it('let tokens alone ask verifiers what they take, and nobody tell processes how their hosts behave', () => {
    expect(whoMay('publish', 'portcullis.probes')).toEqual(['tokens']);
    expect(whoMay('subscribe', 'portcullis.proofs.tokens-1')).toEqual(['tokens']);
    expect(whoMay('publish', 'portcullis.control.gateway-1')).toEqual([]);
  });

  it('let nobody listen to everything', () => {
    expect(whoMay('subscribe', 'portcullis.events.ten_1.token.revoked')).toEqual([]);
  });
});
