import { parseConfig } from '@portcullis/platform/runtime';
import { gatewayConfig, tlsFilesOf } from './config.js';

const LEAST = {
  PORTCULLIS_INSTANCE: 'gateway-1',
  PORTCULLIS_NATS_URL: 'nats://127.0.0.1:4222',
  PORTCULLIS_LISTEN: '127.0.0.1:8080',
  PORTCULLIS_PUBLIC_URL: 'https://api.example.com',
  PORTCULLIS_KEYRING_FILE: 'keys.json',
};

function read(more: Record<string, string>) {
  const config = parseConfig(gatewayConfig, { ...LEAST, ...more });
  if (!config.ok) throw new Error(config.refusal.map(({ variable }) => variable).join());
  return config.value;
}

describe("the gateway's configuration", () => {
  it('slows addresses down unless it is told otherwise, trusts nobody and goes to no private address', () => {
    expect(read({})).toMatchObject({
      PORTCULLIS_ADDRESS_RATE_LIMIT: { requests: 6000, seconds: 60 },
      PORTCULLIS_FAILURE_LIMIT: { requests: 20, seconds: 60 },
      PORTCULLIS_TRUSTED_PROXIES: [],
      PORTCULLIS_PRIVATE_PANELS: [],
    });
  });

  it('takes other limits, none, proxies and private panels', () => {
    const config = read({ PORTCULLIS_ADDRESS_RATE_LIMIT: 'off', PORTCULLIS_FAILURE_LIMIT: '5/10', PORTCULLIS_TRUSTED_PROXIES: '10.0.0.0/8, ::1', PORTCULLIS_PRIVATE_PANELS: '10.1.0.0/16,fd00:1::/32' });
    expect(config).toMatchObject({
      PORTCULLIS_ADDRESS_RATE_LIMIT: null,
      PORTCULLIS_FAILURE_LIMIT: { requests: 5, seconds: 10 },
      PORTCULLIS_TRUSTED_PROXIES: ['10.0.0.0/8', '::1'],
      PORTCULLIS_PRIVATE_PANELS: ['10.1.0.0/16', 'fd00:1::/32'],
    });
  });

  it.each([
    ['PORTCULLIS_ADDRESS_RATE_LIMIT', '0/60'],
    ['PORTCULLIS_ADDRESS_RATE_LIMIT', '60'],
    ['PORTCULLIS_FAILURE_LIMIT', '5/0'],
    ['PORTCULLIS_TRUSTED_PROXIES', 'loopback'],
    ['PORTCULLIS_TRUSTED_PROXIES', '10.0.0.1/8'],
    ['PORTCULLIS_PRIVATE_PANELS', 'all'],
    ['PORTCULLIS_PRIVATE_PANELS', '10.0.0.1/8'],
  ])('refuses %s=%s', (variable, text) => expect(() => read({ [variable]: text })).toThrow(variable));

  it('names both files of TLS or none', () => {
    expect(tlsFilesOf(read({}))).toBeNull();
    expect(tlsFilesOf(read({ PORTCULLIS_TLS_CERT_FILE: 'a', PORTCULLIS_TLS_KEY_FILE: 'b' }))).toEqual({ certificate: 'a', key: 'b' });
    expect(() => tlsFilesOf(read({ PORTCULLIS_TLS_CERT_FILE: 'a' }))).toThrow('both of them or neither');
  });
});
