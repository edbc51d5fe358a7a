import { EventEmitter } from 'node:events';
import { createLogger } from './log.js';
import { exitOnUncaught, Shutdown } from './shutdown.js';

function world(env: Record<string, string> = {}) {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    instance: 'spec',
    level: 'debug',
    destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  const stdin = Object.assign(new EventEmitter(), { resume: () => undefined });
  const codes: number[] = [];
  let exited!: () => void;
  const exit = new Promise<void>((resolve) => (exited = resolve));
  const target = Object.assign(new EventEmitter(), {
    stdin,
    env,
    exit(code: number) {
      codes.push(code);
      exited();
    },
  });
  return { log, lines, target, codes, exit };
}

describe('shutdown', () => {
  it('closes what was opened last first, each after the other, and exits with 0', async () => {
    const { log, target, codes, exit } = world();
    const shutdown = new Shutdown({ log, process: target });
    const order: string[] = [];
    for (const name of ['database', 'nats', 'app']) {
      shutdown.onStop(name, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push(name);
      });
    }
    target.emit('SIGTERM');
    await exit;
    expect(order).toEqual(['app', 'nats', 'database']);
    expect(codes).toEqual([0]);
  });

  it('is not what SIGHUP asks for: a process that has no file to read again goes on', () => {
    const { log, lines, target, codes } = world();
    new Shutdown({ log, process: target });
    expect(target.emit('SIGHUP')).toBe(true);
    expect(codes).toEqual([]);
    expect(lines).toMatchObject([{ msg: 'asked to read files again' }]);
  });

  it('goes on when a part does not stop, says which, and exits with 1', async () => {
    const { log, lines, target, codes, exit } = world();
    const shutdown = new Shutdown({ log, process: target });
    let closed = false;
    shutdown.onStop('database', () => void (closed = true));
    shutdown.onStop('app', () => Promise.reject(new Error('stuck')));
    target.emit('SIGINT');
    await exit;
    expect(closed).toBe(true);
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'a part did not stop', step: 'app' }));
    expect(codes).toEqual([1]);
  });

  it('begins when a part is lost for good, and exits with 1; a part that was closed by it is not lost', async () => {
    const ended = async (end: (target: ReturnType<typeof world>['target'], lose: () => void) => void) => {
      const { log, target, codes, exit } = world();
      let lose!: () => void;
      const lost = new Promise<void>((resolve) => (lose = resolve));
      const shutdown = new Shutdown({ log, process: target });
      shutdown.endWhenLost('nats', lost);
      shutdown.onStop('nats', () => {
        lose();
        return lost;
      });
      end(target, lose);
      await exit;
      return codes;
    };
    expect(await ended((_, lose) => lose())).toEqual([1]);
    expect(await ended((target) => target.emit('SIGTERM'))).toEqual([0]);
  });

  it('does not wait for ever: after the limit it names the part that hangs and exits with 1', async () => {
    const { log, lines, target, codes, exit } = world();
    const shutdown = new Shutdown({ log, limitMs: 20, process: target });
    shutdown.onStop('nats', () => new Promise(() => undefined));
    target.emit('SIGTERM');
    await exit;
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'stopping took too long', step: 'nats' }));
    expect(codes).toEqual([1]);
  });

  it('exits at once on a second signal', () => {
    const { log, target, codes } = world();
    new Shutdown({ log, limitMs: 20, process: target }).onStop('nats', () => new Promise(() => undefined));
    target.emit('SIGTERM');
    target.emit('SIGINT');
    expect(codes).toEqual([1]);
  });

  it('ends with its standard input only where that was asked for', async () => {
    const asked = world({ PORTCULLIS_STOP_ON_STDIN_END: '1' });
    new Shutdown({ log: asked.log, process: asked.target });
    asked.target.stdin.emit('end');
    await asked.exit;
    expect(asked.codes).toEqual([0]);

    const notAsked = world();
    new Shutdown({ log: notAsked.log, process: notAsked.target });
    expect(notAsked.target.stdin.listenerCount('end')).toBe(0);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('says why and exits with 1 on %s', (event) => {
    const { log, lines, target, codes } = world();
    exitOnUncaught(log, target);
    target.emit(event, new Error('surprise'));
    expect(lines).toMatchObject([{ level: 'fatal', event, err: { message: 'surprise' } }]);
    expect(codes).toEqual([1]);
  });
});
