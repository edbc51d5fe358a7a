import { z } from 'zod';
import { parseConfig } from './config.js';

const schema = z.object({
  PORTCULLIS_PORT: z.coerce.number().int().min(1).max(65535).default(8080),
  PORTCULLIS_NATS_URL: z.string().startsWith('nats://').describe('a URL such as nats://user:password@host:4222'),
  PORTCULLIS_LOG_LEVEL: z.enum(['info', 'debug']).default('info'),
});

describe('configuration', () => {
  it('is typed, defaulted and cannot be changed', () => {
    const config = parseConfig(schema, { PORTCULLIS_NATS_URL: 'nats://h:4222', PORTCULLIS_PORT: '9000', HOME: '/' });
    expect(config).toEqual({
      ok: true,
      value: { PORTCULLIS_PORT: 9000, PORTCULLIS_NATS_URL: 'nats://h:4222', PORTCULLIS_LOG_LEVEL: 'info' },
    });
    expect(config.ok && Object.isFrozen(config.value)).toBe(true);
  });

  it('takes a variable that is set to nothing as not set', () => {
    const config = parseConfig(schema, { PORTCULLIS_NATS_URL: 'nats://h', PORTCULLIS_PORT: '' });
    expect(config.ok && config.value.PORTCULLIS_PORT).toBe(8080);
  });

  it('names every bad variable and what is expected, and never what was there', () => {
    const config = parseConfig(schema, {
      PORTCULLIS_PORT: 'hunter2',
      PORTCULLIS_NATS_URL: 'http://u:hunter2@h',
      PORTCULLIS_LOG_LEVEL: 'hunter2',
    });
    const problems = config.ok ? [] : config.refusal;
    expect(problems).toEqual([
      { variable: 'PORTCULLIS_PORT', expected: expect.stringContaining('expected number') as string },
      { variable: 'PORTCULLIS_NATS_URL', expected: 'a URL such as nats://user:password@host:4222' },
      { variable: 'PORTCULLIS_LOG_LEVEL', expected: expect.stringContaining('"info"|"debug"') as string },
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('takes from a file what is not to stand in the environment, without the line end', () => {
    const env = { PORTCULLIS_NATS_URL_FILE: '/run/secrets/nats-url' };
    const config = parseConfig(schema, env, (path) => (path === '/run/secrets/nats-url' ? 'nats://u:p@h:4222\n' : ''));
    expect(config.ok && config.value.PORTCULLIS_NATS_URL).toBe('nats://u:p@h:4222');
  });

  it('does not choose between a variable and its file, and says so when the file cannot be read', () => {
    const missing = (): string => {
      throw new Error('ENOENT');
    };
    const both = parseConfig(schema, { PORTCULLIS_NATS_URL: 'nats://h', PORTCULLIS_NATS_URL_FILE: '/x' }, () => 'nats://other');
    expect(both.ok ? [] : both.refusal).toEqual([{ variable: 'PORTCULLIS_NATS_URL', expected: 'this or PORTCULLIS_NATS_URL_FILE, not both' }]);
    const none = parseConfig(schema, { PORTCULLIS_NATS_URL_FILE: '/x' }, missing);
    expect(none.ok ? [] : none.refusal).toEqual([{ variable: 'PORTCULLIS_NATS_URL_FILE', expected: 'the path of a file that can be read' }]);
  });

  it('leaves alone a variable of the schema that itself ends in _FILE', () => {
    const named = z.object({ PORTCULLIS_KEYRING: z.string().optional(), PORTCULLIS_KEYRING_FILE: z.string() });
    const config = parseConfig(named, { PORTCULLIS_KEYRING_FILE: '/keys' }, () => 'content');
    expect(config).toEqual({ ok: true, value: { PORTCULLIS_KEYRING_FILE: '/keys' } });
  });
});
