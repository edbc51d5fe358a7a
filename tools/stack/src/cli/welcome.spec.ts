import { welcome } from './welcome.js';

describe('the message of a stack that is ready', () => {
  const text = welcome(
    {
      info: {
        gateway: 'http://127.0.0.1:8080',
        gateways: ['http://127.0.0.1:8080', 'http://127.0.0.1:8081'],
        panel: 'http://127.0.0.1:9000',
        nats: 'nats://operator:nats-password@127.0.0.1:4333',
        postgres: 'postgres://postgres:postgres-password@127.0.0.1:5444/portcullis',
        console: 'http://127.0.0.1:8080/console',
        operatorToken: 'pclo1OPERATOR',
        demo: {
          tenant: 'demo',
          account: 'alice',
          domain: 'example.com',
          fullToken: 'pcla1FULL',
          restrictedToken: 'pcla1RESTRICTED',
        },
        pids: {},
      },
      demoTokens: {
        full: { id: 'tok_full', secret: 'pcla1FULL' },
        restricted: { id: 'tok_restricted', secret: 'pcla1RESTRICTED' },
      },
    },
    2345,
  );

  it('says where everything is and how to get in', () => {
    for (const part of [
      'Ready in 2.3 s',
      'http://127.0.0.1:8081',
      'pclo1OPERATOR',
      'pcla1FULL',
      'tenant demo, account alice',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('gives three commands that can be pasted as they are', () => {
    expect(text.split('\n').filter((line) => line.startsWith('    curl '))).toEqual([
      `    curl -s -H 'Authorization: cpanel alice:pcla1RESTRICTED' 'http://127.0.0.1:8080/t/demo/execute/DNS/parse_zone?zone=example.com'`,
      `    curl -s -H 'Authorization: cpanel alice:pcla1RESTRICTED' -d email=bob -d domain=example.com -d password=correct-horse 'http://127.0.0.1:8080/t/demo/execute/Email/add_pop'`,
      `    curl -s -H 'Authorization: Bearer pclo1OPERATOR' -X DELETE 'http://127.0.0.1:8080/v1/tenants/demo/accounts/alice/tokens/tok_restricted'`,
    ]);
  });

  it('says how to use the command line', () => {
    expect(text).toContain('\n    PORTCULLIS_URL=http://127.0.0.1:8080 PORTCULLIS_TOKEN=pclo1OPERATOR npx portcullis tokens list --tenant demo --account alice\n');
  });

  it('says how to open the console', () => {
    expect(text).toContain('\n    PORTCULLIS_URL=http://127.0.0.1:8080 PORTCULLIS_TOKEN=pclo1OPERATOR npx portcullis accounts link alice --tenant demo\n');
  });

  it('keeps the passwords of the servers to stack.json', () => {
    expect(text).not.toMatch(/nats-password|postgres-password/);
  });
});
