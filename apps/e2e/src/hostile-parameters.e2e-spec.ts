import { FORM, JSON_TYPE, startHostileScene, type Attempt, type HostileScene, type Limit } from './hostile-scene.js';

let scene: HostileScene;
beforeAll(async () => (scene = await startHostileScene()));
afterAll(() => scene.close());

const encoded = encodeURIComponent;
const get = (call: string, query: string): Attempt => ({ path: `/execute/${call}?${query}` });
const post = (call: string, query: string, body: string, type = FORM): Attempt => ({ method: 'POST', path: `/execute/${call}${query && '?'}${query}`, headers: [type], body });
const api2 = (module: string, name: string, query: string): Attempt => ({ path: `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${name}&${query}` });

/** Ways to name `theirs` beside `mine`, of which some panel may see the one, and whoever stands in front the other. */
function twice(name: string, mine: string, theirs: string): string[] {
  const [own, other] = [`${name}=${mine}`, `${name}=${theirs}`];
  const respelt = [name.toUpperCase(), `${name}-0`, `${name}-1`, `${name}0`, `${name}[]`, `${name}[0]`, `${name}%5B%5D`, `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`, ` ${name}`.replace(' ', '+'), `${name}+`, `${name}%00`, `${name}%0d`, `${name}.`, `${name}%5B`];
  return [
    `${own}&${other}`, `${other}&${own}`, `${own};${other}`, `${own}&x=1;${other}`, `x;${other}&${own}`, `${own}%26${other}`, `${own}%2526${encoded(other)}`, `${own}%3B${other}`,
    `${own}%00${theirs}`, `${own},${theirs}`, `${own}|${theirs}`, `${own}%0a${theirs}`, `${own}%0d%0a${other}`, `${own}+${theirs}`, `${own}#&${other}`, `${own}?${other}`, `${own}%`, `${own}%u0041&${other}`, `${own}%c0%af&${other}`,
    ...respelt.flatMap((odd) => [`${own}&${odd}=${theirs}`, `${odd}=${theirs}&${own}`]),
  ];
}

async function expectNothingBeyond(as: Limit, attempts: readonly Attempt[]): Promise<number> {
  let done = 0;
  for (const attempt of attempts) {
    const struck = await scene.strike(as, attempt);
    expect({ attempt, beyond: struck.beyond }).toEqual({ attempt, beyond: [] });
    done += struck.done;
  }
  return done;
}

describe('a token for one mailbox', () => {
  const ADD = 'Email/add_pop';
  const rest = 'domain=alice.example&password=Correct1horse';

  it('reaches it, and no other, however the other is named', async () => {
    expect(await expectNothingBeyond('mailbox', [get(ADD, `email=bob&${rest}`), get(ADD, 'email=Bob@ALICE.example.&password=Correct1horse'), post(ADD, '', `email=bob&${rest}`), post(ADD, '', '{"email":"bob","domain":"alice.example","password":"x"}', JSON_TYPE)])).toBeGreaterThanOrEqual(8);
    const queries = [...twice('email', 'bob', 'eve'), 'email=bo%62,eve', 'email=%2562ob', 'email=bob%40victim.example', 'email=bob@alice.example@victim.example', 'email=eve%40alice.example%00bob', 'email=*', 'email='];
    await expectNothingBeyond('mailbox', queries.map((query) => get(ADD, `${query}&${rest}`)));
    await expectNothingBeyond('mailbox', twice('email', 'bob', 'eve').map((query) => post(ADD, '', `${query}&${rest}`)));
  });

  it('reaches it at its domain, and at none that looks like it', async () => {
    const domains = ['alice2.example', 'alice.example.alice2.example', 'alice.example..', '.alice.example', 'alice%00.example', 'alice.example%00.alice2.example', '%D0%B0lice.example', 'xn--lice-8ve.example', 'al%C4%B1ce.example', 'alice%E3%80%82example', 'alice%EF%BC%8Eexample', '%E2%84%AAalice.example', 'alice.example%20', '%20alice.example', 'alice.example%0a', '', 'alice.example/', 'alice.example:443', 'alice.example@alice2.example'];
    await expectNothingBeyond('mailbox', domains.map((domain) => get(ADD, `email=bob&domain=${domain}&password=x`)));
    await expectNothingBeyond('mailbox', twice('domain', 'alice.example', 'alice2.example').map((query) => get(ADD, `email=bob&${query}&password=x`)));
  });

  it('names it in one place: not in the query and in the body', async () => {
    const pairs = [['email=bob', 'email=eve'], ['email=eve', 'email=bob'], ['EMAIL=eve', 'email=bob'], ['email-0=bob', 'email=eve'], ['email=bob', 'domain=alice2.example&domain=alice.example'], ['email=bob&domain=alice.example', 'domain=alice2.example']];
    await expectNothingBeyond('mailbox', pairs.map(([query, body]) => post(ADD, query!, `${body!}&${rest}`)));
    await expectNothingBeyond('mailbox', pairs.map(([query, body]) => post(ADD, query!, JSON.stringify({ ...Object.fromEntries(new URLSearchParams(body)), password: 'x' }), JSON_TYPE)));
  });

  it.each([
    '{"email":"bob","email":"eve","domain":"alice.example","password":"x"}',
    '{"email":"bob","\\u0065mail":"eve","domain":"alice.example","password":"x"}',
    '{"email":["bob","eve"],"domain":"alice.example","password":"x"}',
    '{"email":{"0":"eve"},"domain":"alice.example","password":"x"}',
    '{"email":"bob","EMAIL":"eve","domain":"alice.example","password":"x"}',
    '{"email":"bob\\u0000eve","domain":"alice.example","password":"x"}',
    '{"email":"bob","domain":"alice.example","password":"x"}{"email":"eve"}',
    '{"email":"bob","__proto__":{"email":"eve"},"domain":"alice.example","password":"x"}',
    '[{"email":"eve","password":"x"}]',
    '{"email":null,"domain":"alice.example","password":"x"}',
    '\u00ef\u00bb\u00bf{"email":"eve","password":"x"}',
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    `{"email":${'['.repeat(20_000)}"eve"${']'.repeat(20_000)},"password":"x"}`,
  ])('of JSON takes what all read alike: %.80s', async (body) => {
    await expectNothingBeyond('mailbox', [post(ADD, '', body, JSON_TYPE), post(ADD, '', body), post(ADD, '', body, 'Content-Type: text/json')]);
  });
});

describe('a token for one record', () => {
  const EDIT = 'DNS/mass_edit_zone';
  const draft = (dname: string, type = 'TXT', more: object = {}) => JSON.stringify({ dname, ttl: 60, record_type: type, data: [type === 'A' ? '192.0.2.66' : 'v'], ...more });
  const MINE = encoded(draft('_acme-challenge'));
  const edit = (query: string): Attempt => get(EDIT, `zone=alice.example&serial=2024010100&${query}`);

  it('reaches no other record, however it is named', async () => {
    expect(await expectNothingBeyond('record', [edit(`add=${MINE}`)])).toBe(4);
    const names = ['www', '@', '', '*', 'www.alice.example.', '_acme-challenge.', '_acme-challenge.www', '_acme-challenge.alice2.example.', 'x._acme-challenge', '_acme-challenge\u0000www', '_acme-challenge\nwww', '_acme-challenge. www', '_acme-challenge..', '_acme-challenge.alice.example', 'alice.example', '\\_acme-challenge'];
    await expectNothingBeyond('record', names.map((name) => edit(`add=${encoded(draft(name))}`)));
    await expectNothingBeyond('record', ['A', 'CNAME', 'RAW', 'TXT ', 'txt\n', 'NS', '*', ''].map((type) => edit(`add=${encoded(draft('_acme-challenge', type))}`)));
    await expectNothingBeyond('record', twice('add', MINE, encoded(draft('www'))).map(edit));
  });

  it('reaches no other record by tricks of JSON, or by another zone', async () => {
    const drafts = ['{"dname":"_acme-challenge","dname":"www","ttl":60,"record_type":"TXT","data":["v"]}', draft('_acme-challenge', 'TXT', { DNAME: 'www' }), draft('_acme-challenge', 'TXT', { name: 'www' }), `[${draft('www')}]`, `${draft('_acme-challenge')}${draft('www')}`, draft('_acme-challenge', 'TXT', { data: ['v\nwww 60 IN A 192.0.2.66'] })];
    await expectNothingBeyond('record', drafts.map((json) => edit(`add=${encoded(json)}`)));
    await expectNothingBeyond('record', twice('zone', 'alice.example', 'alice2.example').map((query) => get(EDIT, `${query}&serial=2024010100&add=${MINE}`)));
    await expectNothingBeyond('record', [...twice('name', '_acme-challenge', 'www'), ...twice('domain', 'alice.example', 'alice2.example'), ...twice('type', 'TXT', 'A&address=192.0.2.66')].map((query) => api2('ZoneEdit', 'add_zone_record', `domain=alice.example&name=_acme-challenge&type=TXT&txtdata=v&${query}`)));
  });

  it('reads no zone', async () => {
    for (const attempt of [get('DNS/parse_zone', 'zone=alice.example'), api2('ZoneEdit', 'fetchzone_records', 'domain=alice.example'), edit('remove=22'), edit(`edit=${encoded(draft('_acme-challenge', 'TXT', { line_index: 22 }))}`)]) {
      const { beyond, heard } = await scene.strike('record', attempt);
      expect(beyond).toEqual([]);
      for (const answer of heard) expect(answer).not.toMatch(/data_b64|txtdata|192\.0\.2\.10/);
    }
  });
});

describe('a token for one directory', () => {
  const SAVE = 'Fileman/save_file_content';

  it('reaches nothing outside of it, however a path is written', async () => {
    expect(await expectNothingBeyond('path', [get(SAVE, 'dir=public_html/site&file=a.txt&content=x'), get(SAVE, 'dir=/home/alice/public_html/site&file=a.txt&content=x')])).toBe(8);
    const directories = ['public_html/site/..', 'public_html/site/../..', 'public_html/site/%2e%2e', 'public_html/site/%252e%252e', 'public_html/site/..%2f..', 'public_html/site/..%252f', 'public_html/site%00/../..', 'public_html%5csite%5c..', 'public_html/site/.../', '../alice', '/etc', '/home/victim/public_html/site', '/home/alice/../victim', '~victim', '~', '%7e', '/public_html/site', '//home//alice//.ssh', 'public_html/Site', 'PUBLIC_HTML/site', 'public_html/site%20/..', 'public_html/site,.ssh', 'public_html/site|.ssh', '', '.', '/', 'public_html/sitex', 'public_html/site%0a/../..', 'file:///home/alice', 'public_html/site;/../..', 'public_html/site%EF%BC%8F..', 'public_html/site%c0%af..'];
    await expectNothingBeyond('path', directories.flatMap((dir) => [get(SAVE, `dir=${dir}&file=a.txt&content=x`), get('Fileman/get_file_content', `dir=${dir}&file=.bashrc`)]));
    const files = ['../x', '%2e%2e%2fx', '..%2f..%2f.ssh%2fauthorized_keys', '/home/alice/.bashrc', '~/.bashrc', 'a%00/../../x', '..%5cx', 'a,../x', '..', '.'];
    await expectNothingBeyond('path', files.map((file) => get(SAVE, `dir=public_html/site&file=${file}&content=x`)));
    await expectNothingBeyond('path', [...twice('dir', 'public_html/site', '.ssh'), 'file=b#&x=1', 'x=#'].map((query) => get(SAVE, `${query}&file=a.txt&content=x`)));
  });

  it('moves and copies nothing into it or out of it', async () => {
    const lists = [['public_html/site/a', 'x'], ['.bashrc', 'public_html/site/x'], ['public_html/site/a,.bashrc', 'public_html/site/x'], ['public_html/site/a', 'public_html/site/b,.ssh/x'], ['public_html/site/../../.bashrc', 'public_html/site/x'], ['public_html/site/%252e%252e/x', 'public_html/site/x'], ['public_html/site/a', ''], ['public_html/site/a', 'public_html/site/..']];
    await expectNothingBeyond('path', lists.flatMap(([from, to]) => ['copy', 'move', 'rename', 'unlink', 'extract', 'COPY', 'copy%00', ''].map((op) => api2('Fileman', 'fileop', `op=${op}&sourcefiles=${from!}&destfiles=${to!}`))));
  });
});
