import { openKeyring, type KeyringHost } from './keyring.js';
import { createLogger } from './log.js';

const k1 = Buffer.alloc(32, 1).toString('base64');
const k2 = Buffer.alloc(32, 2).toString('base64');
const one = { current: 'k1', keys: { k1 } };
const two = { current: 'k2', keys: { k1, k2 }, retired: ['k1'] };

function world(file: unknown, mode = 0o600) {
  const state = { text: JSON.stringify(file), mode, now: 0, reads: 0, hangup: () => {}, lines: [] as string[] };
  const host: KeyringHost = {
    read() {
      state.reads++;
      if (state.text === ' ') return { ...state, text: '' };
      if (state.text === '') throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return state;
    },
    elapsedMs: () => state.now,
    onHangup: (listener) => void (state.hangup = listener),
  };
  const destination = { write: (line: string) => void state.lines.push(line) };
  const log = createLogger({ instance: 'tokens-1', level: 'info', destination });
  return { state, open: (onChange?: () => void) => openKeyring({ path: '/keys/tokens.json', log, host, ...(onChange && { onChange }) }) };
}

describe('a keyring', () => {
  it('says that its file says something else, once that holds, and not when it says the same or nothing right', () => {
    const { state, open } = world(one);
    const told: string[] = [];
    const keyring = open(() => void told.push(keyring.current));
    for (const text of [JSON.stringify(one), JSON.stringify(two), '{', JSON.stringify(two)]) {
      state.text = text;
      state.hangup();
    }
    expect(told).toEqual(['k2']);
  });

  it('holds the keys of its file', () => {
    const keyring = world(two).open();
    expect([keyring.current, [...keyring.keys.keys()], [...keyring.retired]]).toEqual(['k2', ['k1', 'k2'], ['k1']]);
    expect(Buffer.from(keyring.keys.get('k1')!).toString('base64')).toBe(k1);
  });

  it.each([
    ['is missing', ''],
    ['is empty', ' '],
    ['is not JSON', `{"current":"k1","keys":{"k1":"${k1}"`],
    ['holds a key in the place of an id', JSON.stringify({ current: 'k1', keys: { [k1]: 'k1' } })],
    ['holds a key in the place of a word', JSON.stringify({ ...one, [k1]: 1 })],
  ])('does not open when its file %s, and says so without quoting it', (_, text) => {
    const { state, open } = world(one);
    state.text = text;
    expect(open).toThrow(/keyring file \/keys\/tokens.json/);
    expect(open).not.toThrow(new RegExp(k1.slice(0, 12)));
  });

  it('takes what its file says on SIGHUP', () => {
    const { state, open } = world(one);
    const keyring = open();
    state.text = JSON.stringify(two);
    expect(keyring.current).toBe('k1');
    state.hangup();
    expect(keyring.current).toBe('k2');
  });

  it.each(['', '{', JSON.stringify({ current: 'k9', keys: { k1 } })])('keeps its keys when the file became %j, and logs no content', (text) => {
    const { state, open } = world(one);
    const keyring = open();
    state.text = text;
    state.hangup();
    expect(keyring.current).toBe('k1');
    expect(state.lines.join('')).toContain('the keys read before stay');
    expect(state.lines.join('')).not.toContain(k1);
  });

  it('reads its file again when it meets a key it does not know, and not for one it knows', () => {
    const { state, open } = world(one);
    const keyring = open();
    state.text = JSON.stringify(two);
    state.now = 1_000;
    keyring.learn(['k1']);
    expect(state.reads).toBe(1);
    keyring.learn(['k1', 'k2']);
    expect(keyring.current).toBe('k2');
  });

  it('reads its file no more than once a second for unknown keys, however many are met', () => {
    const { state, open } = world(one);
    const keyring = open();
    for (state.now = 0; state.now < 3_000; state.now += 100) keyring.learn(['k9']);
    expect(state.reads).toBe(3); // at the start, after 1 s and after 2 s
  });

  it('says once of each key that it looked for in vain', () => {
    const { state, open } = world(one);
    const keyring = open();
    for (state.now = 0; state.now < 5_000; state.now += 500) keyring.learn(['k8', 'k9']);
    const warned = state.lines.map((line) => JSON.parse(line) as { level: string; keyId?: string }).filter(({ level }) => level === 'warn');
    expect(warned.map(({ keyId }) => keyId)).toEqual(['k8', 'k9']);
  });

  it.each([
    [0o644, true],
    [0o660, true],
    [0o604, true],
    [0o640, false],
    [0o600, false],
    [0o400, false],
  ])('warns of mode %o: %s', (mode, warns) => {
    const { state, open } = world(one, mode);
    open();
    expect(state.lines.some((line) => line.includes('open to others'))).toBe(warns);
  });
});
