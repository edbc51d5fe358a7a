import { sharedStack } from '@portcullis/testkit';
import { onTheWire } from './clients/raw-http.js';
import { FORM, startHostileScene, type HostileScene } from './hostile-scene.js';

const { gateway } = sharedStack();
let scene: HostileScene;
beforeAll(async () => (scene = await startHostileScene()));
afterAll(() => scene.close());

const BOB = 'email=bob&domain=alice.example&password=x';
const EVE = BOB.replace('bob', 'eve');
const HEAD = 'Host: gw.example\r\nAuthorization: {authorization}\r\n';
const POST = `POST {prefix}/execute/Email/add_pop HTTP/1.1\r\n${HEAD}${FORM}\r\n`;
/** What somebody who ends the first request elsewhere would take for the second. */
const SECOND = `GET {prefix}/execute/Email/list_pops HTTP/1.1\r\n${HEAD}Connection: close\r\n\r\n`;
const chunk = (text: string, more = ''): string => `${text.length.toString(16)}${more}\r\n${text}\r\n`;

describe('requests on one connection', () => {
  it.each<[string, string]>([
    ['lengths of both kinds', `${POST}Content-Length: ${BOB.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['lengths of both kinds, the other order', `${POST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['two lengths', `${POST}Content-Length: ${BOB.length}\r\nContent-Length: 0\r\n\r\n${BOB}${SECOND}`],
    ['two lengths in one line', `${POST}Content-Length: ${BOB.length}, 0\r\n\r\n${BOB}${SECOND}`],
    ['a length with a sign', `${POST}Content-Length: +${BOB.length}\r\n\r\n${BOB}${SECOND}`],
    ['a negative length', `${POST}Content-Length: -1\r\n\r\n${BOB}${SECOND}`],
    ['a length in hex', `${POST}Content-Length: 0x5\r\n\r\n${BOB}${SECOND}`],
    ['a length that is too long', `${POST}Content-Length: ${BOB.length + SECOND.length + 10}\r\n\r\n${BOB}${SECOND}`],
    ['a length that is too short', `${POST}Content-Length: 9\r\n\r\n${BOB}${SECOND}`],
    ['a length of 2^64', `${POST}Content-Length: 18446744073709551616\r\n\r\n${BOB}${SECOND}`],
    ['an encoding in another case', `${POST}Transfer-Encoding: Chunked\r\n\r\n${chunk(EVE)}0\r\n\r\n`],
    ['an encoding that nobody knows', `${POST}Transfer-Encoding: xchunked\r\nContent-Length: ${BOB.length}\r\n\r\n${BOB}${SECOND}`],
    ['chunked, and not last', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['two encodings', `${POST}Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['a packed encoding', `${POST}Transfer-Encoding: gzip, chunked\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['a tab before the encoding', `${POST}Transfer-Encoding:\tchunked\r\nContent-Length: 3\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['a vertical tab before the encoding', `${POST}Transfer-Encoding:\u000bchunked\r\nContent-Length: 3\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['a blank before the colon', `${POST}Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['a blank before the name', `${POST} Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['an encoding in a folded line', `${POST}X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['a bare line feed', `${POST}X: y\nContent-Length: ${EVE.length}\r\n\r\n${EVE}${SECOND}`],
    ['a bare carriage return', `${POST}X: y\rContent-Length: ${EVE.length}\r\n\r\n${EVE}${SECOND}`],
    ['line feeds only', `${POST}Content-Length: ${EVE.length}\r\n\r\n${EVE}`.replaceAll('\r\n', '\n')],
    ['an extension of a chunk', `${POST}Transfer-Encoding: chunked\r\n\r\n${chunk(EVE, ';x="\r\n')}0\r\n\r\n${SECOND}`],
    ['a chunk of 2^64', `${POST}Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n${EVE}\r\n0\r\n\r\n${SECOND}`],
    ['a chunk in bare line feeds', `${POST}Transfer-Encoding: chunked\r\n\r\n${EVE.length.toString(16)}\n${EVE}\n0\n\n${SECOND}`],
    ['trailers that say something else', `${POST}Transfer-Encoding: chunked\r\nTrailer: Content-Type\r\n\r\n${chunk(EVE)}0\r\nContent-Type: application/json\r\nAuthorization: whm root:x\r\n\r\n`],
    ['a body on a GET', `GET {prefix}/execute/Email/add_pop?${BOB} HTTP/1.1\r\n${HEAD}Content-Length: ${SECOND.length}\r\n\r\n${SECOND}`],
    ['a second request behind a good one', `GET {prefix}/execute/Email/add_pop?${BOB} HTTP/1.1\r\n${HEAD}\r\n${SECOND}`],
    ['a second one while the body of the first is awaited', `${POST}Content-Length: ${EVE.length}\r\nExpect: 100-continue\r\n\r\n${SECOND}`],
    ['an expectation that nobody knows', `${POST}Content-Length: ${EVE.length}\r\nExpect: 200-ok\r\n\r\n${EVE}`],
    ['an upgrade', `POST {prefix}/execute/Email/add_pop HTTP/1.1\r\n${HEAD}${FORM}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: ${EVE.length}\r\n\r\n${EVE}${SECOND}`],
    ['an upgrade to a web socket', `GET {prefix}/execute/Email/list_pops HTTP/1.1\r\n${HEAD}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n${SECOND}`],
    ['HTTP/1.0 without a length', `POST {prefix}/execute/Email/add_pop HTTP/1.0\r\n${HEAD}${FORM}\r\n\r\n${EVE}`],
    ['HTTP/1.0 in chunks', `POST {prefix}/execute/Email/add_pop HTTP/1.0\r\n${HEAD}${FORM}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(EVE)}0\r\n\r\n${SECOND}`],
    ['HTTP/0.9', 'GET {prefix}/execute/Email/list_pops\r\n'],
    ['HTTP/1.2', `GET {prefix}/execute/Email/list_pops HTTP/1.2\r\n${HEAD}\r\n`],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an absolute address', SECOND.replace('GET {prefix}', 'GET http://gw.example{prefix}')],
    ['an absolute address of another host', SECOND.replace('GET {prefix}', 'GET http://127.0.0.1:1{prefix}')],
    ['an authority', SECOND.replace('GET {prefix}/execute/Email/list_pops', 'CONNECT 127.0.0.1:80')],
    ['an asterisk', SECOND.replace('GET {prefix}/execute/Email/list_pops', 'OPTIONS *')],
    ['a blank in the address', SECOND.replace('/list_pops', '/list_pops x')],
    ['a tab in the address', SECOND.replace('/list_pops', '/list_pops\t')],
    ['letters beyond ASCII in the address', SECOND.replace('/list_pops', '/list_pops\u00e9')],
    ['two addresses', `GET {prefix}/execute/Email/add_pop?${BOB} {prefix}/execute/Email/list_pops HTTP/1.1\r\n${HEAD}\r\n`],
    ['two credentials', SECOND.replace('Connection', 'Authorization: cpanel alice:MADEUPTOKENOFTHEPANEL1234567890A\r\nConnection')],
    ['the panel’s own credential', SECOND.replace('{authorization}', 'cpanel alice:MADEUPTOKENOFTHEPANEL1234567890A')],
    ['a credential of a session', SECOND.replace('Authorization: {authorization}', 'Cookie: cpsession=alice%3a{authorization}')],
    ['a credential of a proxy', SECOND.replace('Authorization', 'Proxy-Authorization')],
    ['a credential in the address', SECOND.replace('GET ', 'GET http://alice:MADEUPTOKENOFTHEPANEL1234567890A@gw.example')],
    ['a header that takes the credential away', SECOND.replace('Connection: close', 'Connection: close, Authorization')],
  ])('are told apart as all others would, or refused: %s', async (_what, text) => {
    const { beyond, heard } = await scene.strikeRaw('mailbox', text);
    // What is read as a form of its own may add a mailbox, if it is the one that was granted.
    expect(beyond).toEqual([]);
    for (const answer of heard) expect(answer).not.toContain('MADEUPTOKEN');
  });
});

describe('the name of the host', () => {
  const names = ['other.example', 'gw.example:2083', 'GW.EXAMPLE', 'gw.example.', 'gw.example\r\nHost: other.example', 'gw.example, other.example', 'gw.example@other.example', 'gw.example/x', '', '[::1]', 'gw.example\r\nX-Forwarded-Host: other.example\r\nForwarded: host=other.example\r\nX-Host: other.example'];

  it.each(names)('changes nothing of what a token may do: %j', async (name) => {
    for (const path of ['{prefix}/execute/Email/list_pops', '/execute/Email/list_pops', '//execute/Email/list_pops', '/cpsess1/execute/Email/list_pops']) {
      const request = `GET ${path} HTTP/1.1\r\nHost: ${name}\r\nAuthorization: {authorization}\r\nConnection: close\r\n\r\n`;
      expect((await scene.strikeRaw('mailbox', request)).beyond).toEqual([]);
    }
  });

  it('said twice is refused, and so is none', async () => {
    for (const hosts of ['Host: a.example\r\nHost: b.example\r\n', 'Host: a.example\r\nhOST: a.example\r\n', '']) {
      const answer = await onTheWire(gateway, `GET /execute/DomainInfo/list_domains HTTP/1.1\r\n${hosts}Authorization: cpanel alice:x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    }
  });
});
