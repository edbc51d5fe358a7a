import { Fault } from '@portcullis/kernel';
import { createLogger, type LogLevel } from './log.js';
import { nestLogger } from './nest-logger.js';

function kept(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = createLogger({ instance: 'tokens-1', level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

const token = `pcla1${'x'.repeat(48)}`;

describe('the log', () => {
  it('writes one JSON object a line: level, time, instance, msg and the facts', () => {
    const { log, last } = kept();
    log.info('started', { port: 8080 });
    const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(last()).toEqual({ level: 'info', time, instance: 'tokens-1', msg: 'started', port: 8080 });
  });

  it('is silent below its level', () => {
    const { log, lines } = kept('warn');
    log.info('nobody reads this');
    expect(lines).toEqual([]);
  });

  it('repeats the facts of a child on each of its lines', () => {
    const { log, last } = kept();
    log.child({ requestId: 'req_1' }).warn('slow');
    expect(last()).toMatchObject({ requestId: 'req_1', msg: 'slow' });
  });

  it('tells of an error its name, message, stack, kind and cause, and copies nothing else', () => {
    const { log, last } = kept();
    const cause = Object.assign(new Error('duplicate key'), { detail: 'hunter2', parameters: ['hunter2'] });
    log.error('failed', { err: new Fault('no database', 'unavailable', { cause }) });
    expect(last()['err']).toEqual({
      name: 'Fault',
      message: 'no database',
      kind: 'unavailable',
      stack: expect.any(String) as string,
      cause: { name: 'Error', message: 'duplicate key', stack: expect.any(String) as string },
    });
    log.error('odd', { err: 'just text' });
    expect(last()['err']).toEqual({ name: 'string', message: 'just text' });
  });

  it('tells of an error of Postgres its SQLSTATE and where it came up, and none of its texts, which quote values', () => {
    const { log, lines, last } = kept();
    const quoting = new Error('invalid input syntax for type json: "hunter2\n    at hunter2"');
    const cause = Object.assign(quoting, { severity: 'ERROR', code: '22P02', detail: 'Token "hunter2" is invalid.' });
    log.error('failed', { err: new Error('no row', { cause }) });
    expect(last()['err']).toMatchObject({ cause: { message: 'SQLSTATE 22P02', stack: expect.stringContaining('log.spec') as string } });
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('never writes a token or a password of a URL, wherever it hides', () => {
    const { log, lines, last } = kept();
    const url = 'postgres://app:hunter2@db/x';
    const err = new Error(`${url} refused ${token}`, { cause: new Error(token) });
    log.info(`seen ${token}`, { note: token, url, err });
    log.child({ note: token }).info('child');
    log.info('named', { secret: 's3cr3t', request: { password: 's3cr3t', authorization: 's3cr3t' } });
    log.info('nested', { deep: { deeper: [`https://u:hunter2@h/`, { token }] }, mail: 'a@b', at: 'https://h' });
    expect(last()).toMatchObject({ mail: 'a@b', at: 'https://h' });
    expect(lines.join('')).not.toMatch(/xxxx|hunter2|s3cr3t/);
  });

  it('redacts by name at any place that it looks at, and in children, and repeats plain facts as they are', () => {
    const { log, lines, last } = kept();
    log.info('plain', { requestId: 'req_1', route: null, status: 200, durationMs: 0.5, again: true, none: undefined });
    const { time: _, ...plain } = last();
    expect(plain).toEqual({ level: 'info', instance: 'tokens-1', msg: 'plain', requestId: 'req_1', route: null, status: 200, durationMs: 0.5, again: true });
    log.info('one', { body: 's3cr3t' });
    log.info('two', { one: { cookie: 's3cr3t' } });
    log.child({ query: 's3cr3t' }).info('three', { status: 200 });
    log.child({ any: { digest: 's3cr3t' } }).child({ requestId: 'req_1' }).info('four');
    log.child({ requestId: 'req_1' }).info('five', { credential: 's3cr3t' });
    expect(last()).toMatchObject({ requestId: 'req_1', credential: '[redacted]' });
    expect(lines).toHaveLength(6);
    expect(lines.join('')).not.toContain('s3cr3t');
  });

  it('takes in what Nest says, as JSON and with the part that speaks', () => {
    const { log, last } = kept();
    const nest = nestLogger(log);
    nest.log('started', 'NestApplication');
    expect(last()).toMatchObject({ level: 'debug', msg: 'started', context: 'NestApplication' });
    nest.error('it broke', 'Error: at x', 'ExceptionsHandler');
    expect(last()).toMatchObject({ level: 'error', msg: 'it broke', context: 'ExceptionsHandler' });
    expect(last()).toMatchObject({ stack: 'Error: at x' });
    nest.error(new Fault('gone', 'timeout'), 'ExceptionsHandler');
    expect(last()).toMatchObject({ msg: 'gone', context: 'ExceptionsHandler', err: { kind: 'timeout' } });
    nest.warn({ any: 'object' });
    expect(last()).toMatchObject({ level: 'warn', context: 'Nest' });
  });
});
