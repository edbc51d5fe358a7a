import { variablesOf } from './command-line.js';

describe('the command line', () => {
  it('sets what its flags stand for', () => {
    expect(variablesOf(['--tls-cert', 'a.pem', '--tls-key=b.pem', '--trusted-proxies', '10.0.0.0/8,192.0.2.1'])).toEqual({
      PORTCULLIS_TLS_CERT_FILE: 'a.pem',
      PORTCULLIS_TLS_KEY_FILE: 'b.pem',
      PORTCULLIS_TRUSTED_PROXIES: '10.0.0.0/8,192.0.2.1',
    });
  });

  it('may be empty', () => expect(variablesOf([])).toEqual({}));

  it.each([[['--trust-everybody']], [['loose']], [['--tls-cert']]])('takes nothing else: %p', (args) => expect(() => variablesOf(args)).toThrow(/argument|option/i));
});
