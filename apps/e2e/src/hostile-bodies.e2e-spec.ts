import { gzipSync } from 'node:zlib';
import { FORM, JSON_TYPE, startHostileScene, type Attempt, type HostileScene } from './hostile-scene.js';

let scene: HostileScene;
beforeAll(async () => (scene = await startHostileScene()));
afterAll(() => scene.close());

const MULTIPART = 'Content-Type: multipart/form-data; boundary=b';
const part = (disposition: string, content: string, more = ''): string => `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}\r\n`;
const DIR = part('name="dir"', 'public_html/site');
const EVIL_DIR = part('name="dir"', '.ssh');
const FILE = part('name="file-1"; filename="a.txt"', 'x');
const END = '--b--\r\n';
const upload = (body: string, type = MULTIPART): Attempt => ({ method: 'POST', path: '/execute/Fileman/upload_files', headers: [type], body });

describe('an upload by a token for one directory', () => {
  it('is done there', async () => {
    expect(await scene.strike('path', upload(DIR + FILE + END))).toMatchObject({ beyond: [], done: 4 });
  });

  it.each<[string, string, string?]>([
    ['no directory', FILE + END],
    ['two directories', DIR + EVIL_DIR + FILE + END],
    ['two directories, the other order', EVIL_DIR + DIR + FILE + END],
    ['a directory behind the file', FILE + DIR + END],
    ['another directory behind the file', DIR + FILE + EVIL_DIR + END],
    ['a directory in another case', DIR + part('name="DIR"', '.ssh') + FILE + END],
    ['a numbered directory', part('name="dir-0"', 'public_html/site') + part('name="dir"', '.ssh') + FILE + END],
    ['a directory that is a file', DIR + part('name="dir"; filename=".ssh"', '.ssh') + FILE + END],
    ['a path as file name', DIR + part('name="file-1"; filename="../../.ssh/authorized_keys"', 'x') + END],
    ['two dots as file name', DIR + part('name="file-1"; filename=".."', 'x') + END],
    ['a backslash in the file name', DIR + part('name="file-1"; filename="..\\..\\x"', 'x') + END],
    ['an encoded path as file name', DIR + part('name="file-1"; filename="..%2f..%2fx"', 'x') + END],
    ['an absolute file name', DIR + part('name="file-1"; filename="/home/alice/.bashrc"', 'x') + END],
    ['a NUL in the file name', DIR + part('name="file-1"; filename="a\u0000/../../x"', 'x') + END],
    ['an escaped quote in the file name', DIR + part('name="file-1"; filename="a\\"; filename=\\"../../x"', 'x') + END],
    ['two file names', DIR + part('name="file-1"; filename="a.txt"; filename="../../x"', 'x') + END],
    ['an extended file name', DIR + part('name="file-1"; filename="a.txt"; filename*=UTF-8\'\'..%2f..%2fx', 'x') + END],
    ['only an extended file name', DIR + part('name="file-1"; filename*=UTF-8\'\'..%2f..%2fx', 'x') + END],
    ['an unquoted name', part('name=dir', '.ssh') + DIR + FILE + END],
    ['a name in two lines', DIR + '--b\r\nContent-Disposition: form-data;\r\n name="dir"\r\n\r\n.ssh\r\n' + FILE + END],
    ['two dispositions', DIR + '--b\r\nContent-Disposition: form-data; name="x"\r\nContent-Disposition: form-data; name="dir"\r\n\r\n.ssh\r\n' + FILE + END],
    ['line feeds only', `${DIR}${FILE}${END}`.replaceAll('\r\n', '\n')],
    ['a part in line feeds within the file', DIR + part('name="file-1"; filename="a.txt"', 'x\n--b\nContent-Disposition: form-data; name="dir"\n\n.ssh') + END],
    ['a boundary within the file', DIR + part('name="file-1"; filename="a.txt"', `x\r\n--b\r\nContent-Disposition: form-data; name="dir"\r\n\r\n.ssh`) + END],
    ['blanks behind the boundary', `${DIR}--b \t\r\nContent-Disposition: form-data; name="dir"\r\n\r\n.ssh\r\n${FILE}${END}`],
    ['no end', DIR + FILE],
    ['half a boundary as end', `${DIR}${FILE}--b`],
    ['more behind the end', DIR + FILE + END + EVIL_DIR + FILE + END],
    ['text before the first part', `x\r\n${EVIL_DIR}${FILE}${END}`],
    ['parts of another encoding', DIR + part('name="dir"', 'LnNzaA==', 'Content-Transfer-Encoding: base64\r\n') + FILE + END],
    ['parts within a part', DIR + part('name="x"', '--c\r\nContent-Disposition: form-data; name="dir"\r\n\r\n.ssh\r\n--c--', 'Content-Type: multipart/mixed; boundary=c\r\n') + FILE + END],
    ['two boundaries in its type', DIR + FILE + END, 'Content-Type: multipart/form-data; boundary=x; boundary=b'],
    ['a quoted boundary with an escape', DIR + FILE + END, 'Content-Type: multipart/form-data; boundary="\\b"'],
    ['an extended boundary', DIR + FILE + END, "Content-Type: multipart/form-data; boundary*=UTF-8''b"],
    ['no boundary', DIR + FILE + END, 'Content-Type: multipart/form-data'],
    ['another multipart type', DIR + FILE + END, 'Content-Type: multipart/mixed; boundary=b'],
    ['the type of a form', DIR + FILE + END, FORM],
    ['the type of JSON', DIR + FILE + END, JSON_TYPE],
    ['two types', DIR + FILE + END, `${FORM}\r\n${MULTIPART}`],
    ['two types, the other order', EVIL_DIR + FILE + END, `${MULTIPART}\r\n${FORM}`],
    ['the same file twice', DIR + FILE + FILE + END],
  ])('stores nothing elsewhere: %s', async (...[, body, type]) => {
    expect((await scene.strike('path', upload(body, type))).beyond).toEqual([]);
    const withQuery = { ...upload(body, type), path: '/execute/Fileman/upload_files?dir=.ssh' };
    expect((await scene.strike('path', withQuery)).beyond).toEqual([]);
  });
});

const BOB = 'email=bob&domain=alice.example&password=x';
const EVE = BOB.replace('bob', 'eve');
const add = (body: string, ...headers: string[]): Attempt => ({ method: 'POST', path: '/execute/Email/add_pop', headers, body });
const packed = gzipSync(EVE).toString('latin1');

describe('a body by a token for one mailbox', () => {
  it.each<[string, Attempt]>([
    ['a form as JSON', add(EVE, JSON_TYPE)],
    ['JSON as a form', add('{"email":"eve","domain":"alice.example","password":"x"}', FORM)],
    ['JSON as a form, twice read', add(`{"email":"eve","password":"x","y":"&${BOB}"}`, FORM)],
    ['a form as text', add(EVE, 'Content-Type: text/plain')],
    ['no type', add(EVE)],
    ['an empty type', add(EVE, 'Content-Type:')],
    ['a type that is none', add(EVE, 'Content-Type: application/x-www-form-urlencoded, application/json')],
    ['two types', add(`${BOB}&x={"email":"eve"}`, FORM, JSON_TYPE)],
    ['packed', add(packed, FORM, 'Content-Encoding: gzip')],
    ['packed, in another case', add(packed, FORM, 'content-encoding: GZIP')],
    ['packed, and not told', add(packed, FORM)],
    ['said to be packed, and not', add(EVE, FORM, 'Content-Encoding: identity, gzip')],
    ['in UTF-16', add(Buffer.from(EVE, 'utf16le').toString('latin1'), 'Content-Type: application/x-www-form-urlencoded; charset=utf-16')],
    ['in UTF-7', add(`${BOB}+ACY-email=eve`, 'Content-Type: application/x-www-form-urlencoded; charset=utf-7')],
    ['in two character sets', add(EVE, 'Content-Type: application/x-www-form-urlencoded; charset=utf-8; charset=utf-16')],
    ['in Latin-1', add(`${BOB}&email=\u00e9ve`, FORM)],
    ['behind a byte order mark', add(`\u00ef\u00bb\u00bf${EVE}`, FORM)],
    ['with a NUL', add(`${BOB}\u0000&email=eve`, FORM)],
    ['in two places, with a method override', { ...add(BOB, FORM, 'X-HTTP-Method-Override: GET'), path: `/execute/Email/add_pop?${EVE}` }],
    ['a fat GET', { ...add(EVE, FORM), method: 'GET' }],
    ['a fat HEAD', { ...add(EVE, FORM), method: 'HEAD' }],
    ['another method', { ...add(EVE, FORM), method: 'PUT' }],
    ['a method that nobody knows', { ...add(EVE, FORM), method: 'GETX' }],
    ['a rewritten address', { ...add(BOB, FORM, 'X-Original-URL: /execute/Email/list_pops', 'X-Rewrite-URL: /execute/Email/list_pops', 'X_Original_URL: /execute/Email/list_pops') }],
  ])('is read as what it is, or not at all: %s', async (_what, attempt) => {
    expect((await scene.strike('mailbox', attempt)).beyond).toEqual([]);
  });
});
