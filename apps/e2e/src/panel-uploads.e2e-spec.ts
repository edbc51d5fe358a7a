import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { apiOf } from './clients/api.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const MIB = 1024 * 1024;

interface Target {
  readonly provider: Provider;
  readonly token: Issued;
}
let panel: Panel;
/** Takes bodies of any length, and keeps a digest of them only. */
let bare: BarePanel;
let digest: Hash;
let ended: boolean;
let own: ExtraGateway;
let stored: Target;
let digested: Target;

beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  bare = await startBarePanel();
  own = await extraGateway();
  [stored, digested] = await Promise.all([panel.url, bare.url].map(target)) as [Target, Target];
});
beforeEach(() => {
  panel.clearExecuted();
  digest = createHash('sha256');
  ended = false;
  bare.answer = (request, response) => {
    request.on('data', (chunk: Buffer) => digest.update(chunk));
    request.once('end', () => {
      ended = true;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{},"errors":null,"messages":null,"metadata":{},"status":1,"warnings":null}');
    });
  };
});
afterAll(async () => void (await Promise.all([panel.close(), bare.close(), own.stop()])));

async function target(url: string): Promise<Target> {
  const provider = await makeProvider(operator);
  await connectPanel(operator, provider, url);
  await operator.put(`${provider.path}/feature-lists/plan`, { features: ['filemanager'] });
  const grants = [{ operation: 'Fileman::upload_files', resources: ['path:/public_html/site/**'] }];
  return { provider, token: await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants }) };
}

const part = (disposition: string): string => `--longenough\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
const DIR = `${part('name="dir"')}public_html/site\r\n`;
const file = (name: string): string => part(`name="file-1"; filename="${name}"`);
const END = '\r\n--longenough--\r\n';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends the pieces one by one, none before the one in front of it has gone, and its answer, or null where the connection broke. */
async function upload({ provider, token }: Target, pieces: Iterable<string | Buffer>): Promise<Answer | null> {
  const { hostname, port } = new URL(own.url);
  const headers = { authorization: `cpanel alice:${token.secret}`, 'content-type': 'multipart/form-data; boundary=longenough' };
  const sent = httpRequest({ hostname, port, method: 'POST', path: `/t/${provider.slug}/execute/Fileman/upload_files`, headers, agent: false });
  let isOver = false;
  const answered = new Promise<Answer | null>((resolve) => {
    const end = (answer: Answer | null): void => {
      isOver = true;
      resolve(answer);
    };
    sent.on('error', () => end(null));
    sent.once('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.once('end', () => end({ status: answer.statusCode!, body })).once('error', () => end(null));
    });
  });
  for (const piece of pieces) {
    if (isOver) break;
    if (!sent.write(piece)) await Promise.race([once(sent, 'drain'), answered]);
  }
  sent.end();
  return answered;
}

function residentBytes(): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${own.pid}/status`, 'utf8'))![1]) * 1024;
}

describe('an upload that is longer than what is held', () => {
  it.each([1, 6])('reaches the panel byte for byte: %i MiB', async (mib) => {
    const content = randomBytes(mib * MIB);
    const whole = Buffer.concat([Buffer.from(DIR + file('a.bin')), content, Buffer.from(END)]);
    panel.clearCalls();
    expect(await upload(stored, [whole])).toMatchObject({ status: 200, body: expect.stringContaining('"status":1') as string });
    expect(panel.calls()).toHaveLength(1);
    expect(panel.calls()[0]!.body.equals(whole)).toBe(true);
    expect(panel.executed()).toMatchObject([{ function: 'upload_files', touched: ['path:/public_html/site/a.bin'] }]);
  });

  it('goes through as it comes: memory stays bounded', async () => {
    const block = randomBytes(MIB);
    const expected = createHash('sha256');
    const pieces = function* (blocks: number): Generator<string | Buffer> {
      yield DIR + file('a.bin');
      for (let at = 0; at < blocks; at++) yield block;
      yield END;
    };
    // Once to warm up: buffers that a process keeps are not counted as growth.
    expect(await upload(digested, pieces(20))).toMatchObject({ status: 200 });
    const before = residentBytes();
    digest = createHash('sha256');
    for (const piece of pieces(160)) expected.update(piece);
    expect(await upload(digested, pieces(160))).toMatchObject({ status: 200 });
    expect(digest.digest('hex')).toBe(expected.digest('hex'));
    expect(residentBytes() - before).toBeLessThan(96 * MIB);
  });

  const LONG = 'x'.repeat(700_000);
  it.each<[string, string[]]>([
    ['a directory behind its file', [DIR, file('a.bin'), LONG, `\r\n${part('name="dir"')}.ssh\r\n`, file('b'), END]],
    ['any field behind its file', [DIR, file('a.bin'), LONG, `\r\n${part('name="overwrite"')}1${END}`]],
    ['a file with a path', [DIR, file('a.bin'), LONG, `\r\n${file('../../.ssh/authorized_keys')}x${END}`]],
    ['a second file of the same name', [DIR, file('../a.bin'), LONG, `\r\n${file('a.bin')}x${END}`]],
    ['no end', [DIR, file('a.bin'), LONG]],
    ['half an end', [DIR, file('a.bin'), LONG, '\r\n--longenough']],
    ['a part in line feeds', [DIR, file('a.bin'), LONG, '\n--longenough\nContent-Disposition: form-data; name="dir"\n\n.ssh', END]],
    ['a boundary in the file', [DIR, file('a.bin'), LONG, '\r\n--longenoughx\r\n', END]],
    ['more behind its end', [DIR, file('a.bin'), LONG, END, `${DIR}${file('b')}x${END}`]],
    ['its directory behind 700 KB', [file('a.bin'), LONG, `\r\n${DIR}`.slice(0, -2), END]],
    ['another directory', [DIR.replace('site', '../.ssh'), file('a.bin'), LONG, END]],
    ['a head that never ends', [DIR, `${file('a.bin').slice(0, -2)}X: `, LONG, LONG]],
    ['a field that never ends', [`${part('name="dir"')}`, LONG, LONG]],
  ])('stores nothing where it holds %s, and its client hears why', async (_what, pieces) => {
    const answer = await upload(stored, pieces);
    // A gateway that closes while more is sent may be heard as a broken connection.
    if (answer !== null) expect(answer.body).toMatch(/"status":0/);
    expect(panel.executed()).toEqual([]);
    bare.heads.length = 0;
    await upload(digested, pieces);
    expect(ended).toBe(false);
  });

  it('that is denied in the middle is told so in the words of the panel’s API', async () => {
    const answer = await upload(stored, [DIR, file('a.bin'), LONG, `\r\n${part('name="dir"')}.ssh${END}`]);
    expect(answer).toMatchObject({ status: 200 });
    expect(JSON.parse(answer!.body)).toMatchObject({ status: 0, data: null, errors: ['What an upload is to do must stand before its first file.'] });
  });
});
