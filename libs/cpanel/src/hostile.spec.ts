import { leafText, parseLeaf, type Leaf } from '@portcullis/access';
import { createState, PLAIN_DIALECT, readAsPanel, type Dialect, type ExecutedCall } from '@portcullis/panel';
import * as fc from 'fast-check';
import { leavesOf } from './leaves.js';
import { loadCatalogue } from './load-catalogue.js';
import { readPanelPath } from './panel-path.js';
import { readCalls } from './read-calls.js';
import { readParameters } from './read-parameters.js';

/** A failure prints its seed. */
const RUNS = process.env['PORTCULLIS_LONG'] === '1' ? 50_000 : 2_000;

const catalogue = loadCatalogue();
const MAIN: Readonly<Record<string, string>> = { alice: 'example.com', bob: 'bob.example' };
const state = createState({
  accounts: [
    { user: 'alice', token: 'A', mainDomain: 'example.com', addonDomains: ['example.net'], subDomains: ['blog.example.com'], owner: 'host' },
    { user: 'bob', token: 'B', mainDomain: 'bob.example', owner: 'host' },
  ],
  whmUsers: [{ user: 'host', token: 'W' }],
  now: () => 1_800_000_000,
});

/** Some functions of each kind, with the parameters that matter to them. */
const FUNCTIONS: readonly (readonly [api: 'uapi' | 'api2' | 'whm', module: string, name: string, parameters: readonly string[]])[] = [
  ['uapi', 'DNS', 'parse_zone', ['zone']],
  ['uapi', 'DNS', 'mass_edit_zone', ['zone', 'serial', 'add', 'edit', 'remove']],
  ['uapi', 'Email', 'add_pop', ['email', 'domain', 'password']],
  ['uapi', 'Email', 'delete_pop', ['email', 'domain']],
  ['uapi', 'Fileman', 'save_file_content', ['dir', 'file', 'content']],
  ['uapi', 'Fileman', 'get_file_content', ['dir', 'file']],
  ['uapi', 'Fileman', 'list_files', ['dir']],
  ['uapi', 'Fileman', 'upload_files', ['dir', 'file-1']],
  ['uapi', 'Fileman', 'upload_files', ['file-1']],
  ['uapi', 'Ftp', 'add_ftp', ['user', 'domain', 'pass', 'homedir']],
  ['uapi', 'Ftp', 'delete_ftp', ['user', 'domain', 'destroy']],
  ['uapi', 'Mysql', 'create_database', ['name']],
  ['uapi', 'Mysql', 'set_privileges_on_database', ['user', 'database', 'privileges']],
  ['uapi', 'SubDomain', 'addsubdomain', ['domain', 'rootdomain', 'dir']],
  ['uapi', 'Tokens', 'create_full_access', ['name']],
  ['uapi', 'Tokens', 'list', []],
  ['api2', 'ZoneEdit', 'add_zone_record', ['domain', 'name', 'type', 'txtdata', 'address']],
  ['api2', 'ZoneEdit', 'edit_zone_record', ['domain', 'Line', 'name', 'type', 'address']],
  ['api2', 'ZoneEdit', 'remove_zone_record', ['domain', 'line']],
  ['api2', 'ZoneEdit', 'fetchzone_records', ['domain']],
  ['api2', 'Cron', 'add_line', ['command', 'minute', 'hour', 'day', 'month', 'weekday']],
  ['api2', 'Fileman', 'fileop', ['op', 'sourcefiles', 'destfiles']],
  ['api2', 'AddonDomain', 'addaddondomain', ['newdomain', 'subdomain', 'dir']],
  ['api2', 'AddonDomain', 'deladdondomain', ['domain', 'subdomain']],
  ['api2', 'Park', 'park', ['domain', 'topdomain']],
  ['api2', 'SSL', 'installssl', ['domain', 'crt', 'key']],
  ['whm', '', 'accountsummary', ['user', 'domain']],
  ['whm', '', 'suspendacct', ['user']],
  ['whm', '', 'createacct', ['username', 'domain', 'password']],
  ['whm', '', 'passwd', ['user', 'password']],
  ['whm', '', 'parse_dns_zone', ['zone']],
  ['whm', '', 'mass_edit_dns_zone', ['zone', 'serial', 'add', 'remove']],
  ['whm', '', 'listaccts', []],
  ['whm', '', 'api_token_create', ['token_name']],
];

const draft = (dname: string, type: string): string => JSON.stringify({ dname, ttl: 300, record_type: type, data: ['192.0.2.1'] });
const anyDomain = fc.constantFrom('example.com', 'example.net', 'Example.COM.', 'bob.example', 'evil.com', 'blog', 'blog.example.com', 'blog_example.com', 'example.com,example.net', 'example.com|bob.example', 'b\u00fccher.example', '\u212aelvin.com', '', 'example.com ', 'example.com..', 'new.example');
const anyPath = fc.constantFrom('public_html', '/home/alice/public_html', '/home/bob/x', '/home/alice/../bob', '/etc', '../x', 'a/../../b', 'a//b/./c', '/public_html', '~bob', '', '/', 'a,b', 'x.txt', '.ssh/authorized_keys', '*', ' a');
const POOLS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  add: fc.tuple(fc.constantFrom('_acme-challenge', 'a.example.com.', 'a.example.com', '@', 'evil.com.', 'A', '*', '', 'a b'), fc.constantFrom('TXT', 'a', 'RAW')).map(([name, type]) => draft(name, type)),
  serial: fc.constantFrom('1', '2027011500', '2024010100'),
  remove: fc.constantFrom('1', '4', '6', 'x'),
  line: fc.constantFrom('1', '5', '8', '0'),
  name: fc.constantFrom('_acme-challenge', 'a.example.com.', 'a', '@', 'alice_db', 'alice_*', 'evil.com.', 'A'),
  type: fc.constantFrom('TXT', 'A', 'txt', 'RAW', 'CNAME'),
  email: fc.constantFrom('bob', 'Bob@Example.com', 'bob@evil.com', 'b,c', 'a@b@example.com', '*@example.com', ''),
  user: fc.constantFrom('bob', 'alice', 'Bob', 'carol', 'bob@example.net', 'alice_u', '*', ''),
  command: fc.constantFrom('/bin/true', 'a\n* * * * * b', 'a %b', ''),
  minute: fc.constantFrom('*', '*/5', '0 0 1 1 * evil #', '@reboot', '1\n2'),
  op: fc.constantFrom('copy', 'unlink', 'extract', 'move', 'mkdir', 'odd'),
  destroy: fc.constantFrom('0', '1', ''),
};
const LIKE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  zone: anyDomain, domain: anyDomain, rootdomain: anyDomain, newdomain: anyDomain, subdomain: anyDomain, topdomain: anyDomain,
  dir: anyPath, file: anyPath, homedir: anyPath, sourcefiles: anyPath, destfiles: anyPath,
  edit: POOLS['add']!.map((json) => json.replace('}', ',"line_index":5}')), Line: POOLS['line']!, database: POOLS['name']!, username: POOLS['user']!,
};
const valueOf = (name: string): fc.Arbitrary<string> => POOLS[name] ?? LIKE[name] ?? fc.constantFrom('1', 'x', '*');

/** Mostly plain, sometimes not. */
const seldom = <Value>(plain: Value, ...odd: Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 24, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

interface Pair {
  readonly name: string;
  readonly value: string;
  readonly inBody: boolean;
}
const respelt = (name: string): fc.Arbitrary<string> => seldom(name, name.toUpperCase(), `${name}-0`, `${name}0`, `${name}[]`, `${name}[1]`, `${name}\0`, ` ${name}`, `${name};x`);
const pairOf = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<Pair> =>
  fc.record({ name: respelt(name), value: fc.oneof({ weight: 30, arbitrary: value }, { weight: 1, arbitrary: value.map((text) => `${text}\0`) }), inBody: fc.boolean() });

/** Each parameter, now and then twice or not at all. */
const pairsOf = (names: readonly string[]): fc.Arbitrary<Pair[]> =>
  fc.tuple(...names.map((name) => fc.array(pairOf(name, valueOf(name)), { minLength: 1, maxLength: 1 }).chain((one) => seldom(1, 0, 2).chain((count) => (count === 1 ? fc.constant(one) : fc.array(pairOf(name, valueOf(name)), { minLength: count, maxLength: count }))))))
    .map((each) => each.flat());

interface Wanted {
  readonly api: 'uapi' | 'api2' | 'whm';
  readonly module: string;
  readonly name: string;
  readonly pairs: Pair[];
}
const anyWanted: fc.Arbitrary<Wanted> = fc.constantFrom(...FUNCTIONS).chain(([api, module, name, parameters]) =>
  fc.record({ api: fc.constant(api), module: module === '' ? fc.constant('') : seldom(module, module.toLowerCase(), 'Batch', 'Portcullis'), name: seldom(name, name.toUpperCase(), 'batch'), pairs: pairsOf(parameters) }));

type Encode = (text: string) => string;
const ENCODERS: readonly Encode[] = [
  encodeURIComponent,
  (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  (text) => encodeURIComponent(text).replaceAll('a', '%61').replaceAll('.', '%2e'),
  // Twice.
  (text) => encodeURIComponent(encodeURIComponent(text)),
  // Hardly at all.
  (text) => text.replace(/[&=#+%\r\n\0 ]/g, encodeURIComponent),
];
const formOf = (pairs: readonly Pair[], encode: Encode, joint = '&'): string => pairs.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join(joint);

interface Hostile {
  readonly tenant: boolean;
  readonly path: string;
  readonly query: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

const anyMultipart = (pairs: readonly Pair[]): fc.Arbitrary<{ contentType: string; body: Buffer }> =>
  fc.record({ line: seldom('\r\n', '\n'), preamble: seldom('', 'x\r\n'), quote: seldom('"', ''), inside: fc.constantFrom('', '\n--b\r\nContent-Disposition: form-data; name="dir"\r\n\r\n/home/alice/evil\r\n--b--'), end: seldom('--b--\r\n', '--b', '--b--\r\n--b\r\n') }).map(({ line, preamble, quote, inside, end }) => ({
    contentType: 'multipart/form-data; boundary=b',
    body: Buffer.from(preamble + pairs.map(({ name, value }) => `--b${line}Content-Disposition: form-data; name=${quote}${name}${quote}${name.startsWith('file-') ? `; filename="${value}"` : ''}${line}${line}${value}${name.startsWith('file-') ? inside : ''}${line}`).join('') + end),
  }));

const anyBody = (pairs: readonly Pair[], encode: Encode): fc.Arbitrary<{ contentType: string | undefined; body: Buffer }> => {
  if (pairs.length === 0) return fc.constant({ contentType: undefined, body: Buffer.alloc(0) });
  const form = { contentType: 'application/x-www-form-urlencoded', body: Buffer.from(formOf(pairs, encode)) };
  const json = { contentType: 'application/json', body: Buffer.from(`{${pairs.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`) };
  const upload = pairs.some(({ name }) => name.startsWith('file-'));
  return fc.oneof({ weight: upload ? 1 : 6, arbitrary: seldom(form, { ...form, contentType: 'text/plain' }, { ...form, contentType: 'application/json' }, { ...form, body: Buffer.from(formOf(pairs, encode, ';')) }) }, { weight: 2, arbitrary: fc.constant(json) }, { weight: upload ? 9 : 2, arbitrary: anyMultipart(pairs) });
};

const plain = (pairs: Readonly<Record<string, string>>): Pair[] => Object.entries(pairs).map(([name, value]) => ({ name, value, inBody: false }));

/** How calls are put into one request. */
const anyRequest: fc.Arbitrary<Hostile> = fc.array(anyWanted, { minLength: 1, maxLength: 3 }).chain((wanted) => {
  const [{ api, module, name: functionName, pairs }] = wanted as [Wanted];
  const strict = wanted.filter((one) => one.api === 'uapi').map((one, index): Pair => ({ name: `command-${index}`, value: JSON.stringify([one.module, one.name, Object.fromEntries(one.pairs.map((pair) => [pair.name, pair.value]))]), inBody: false }));
  const commands = wanted.filter((one) => one.api === 'whm').map((one): Pair => ({ name: 'command', value: `${one.name}?${formOf(one.pairs, encodeURIComponent)}`, inBody: false }));
  const v = api === 'uapi' ? '3' : '2';
  const dispatch = plain({ cpanel_jsonapi_apiversion: v, cpanel_jsonapi_module: module, cpanel_jsonapi_func: functionName });
  const ways: [path: string, tenant: boolean, pairs: readonly Pair[]][] = api === 'whm'
    ? [[`/json-api/${functionName}`, true, [...plain({ 'api.version': '1' }), ...pairs]], [`/json-api/${functionName}`, true, pairs], ['/json-api/batch', true, [...plain({ 'api.version': '1' }), ...commands]]]
    : [
        ['/json-api/cpanel', false, [...dispatch, ...pairs]],
        ['/json-api/cpanel', true, [...dispatch, ...plain({ cpanel_jsonapi_user: 'alice' }), ...pairs]],
        ...(api === 'uapi'
          ? [
              [`/execute/${module}/${functionName}`, false, pairs], ['/execute/Batch/strict', false, strict],
              ['/json-api/uapi_cpanel', true, [...plain({ 'api.version': '1', 'cpanel.user': 'alice', 'cpanel.module': module, 'cpanel.function': functionName }), ...pairs]],
              ['/json-api/uapi_cpanel', true, [...plain({ 'api.version': '1', 'cpanel.user': 'bob', 'cpanel.module': 'Batch', 'cpanel.function': 'strict' }), ...strict]],
            ] satisfies [string, boolean, readonly Pair[]][]
          : []),
      ];
  return fc.record({
    way: fc.constantFrom(...ways),
    encode: fc.oneof({ weight: 6, arbitrary: fc.constant(ENCODERS[0]!) }, { weight: 4, arbitrary: fc.constantFrom(...ENCODERS.slice(1)) }),
    joint: seldom('&', ';', '&&'),
    extra: seldom<Pair[]>([], plain({ cpanel_jsonapi_func: 'list' }), plain({ cpanel_jsonapi_user: 'bob' }), plain({ 'CPANEL_JSONAPI_MODULE': 'Tokens' }), plain({ 'cpanel.user-1': 'bob' }), plain({ 'api.version': '0' })),
    everythingIn: fc.constantFrom<'query' | 'body' | 'both' | 'each'>('query', 'query', 'body', 'each', 'each'),
    prefix: seldom('', '/', '/cpsess12', '/./', '/x/..'),
    // The same parameter once more, in a way that only some readers see.
    smuggled: fc.option(fc.record({ which: fc.nat({ max: 9 }), value: fc.oneof(anyDomain, anyPath), how: fc.constantFrom('semicolon', 'semicolon', 'upper', 'suffix') }), { freq: 1 }),
  }).chain(({ way: [path, tenant, given], encode, joint, extra, everythingIn, prefix, smuggled }) => {
    const own = given.filter(({ name }) => !/^(?:cpanel|api)[._]/.test(name));
    const name = own[(smuggled?.which ?? 0) % Math.max(own.length, 1)]?.name ?? 'zone';
    const once = smuggled === null || smuggled.how === 'semicolon' ? [] : plain({ [smuggled.how === 'upper' ? name.toUpperCase() : `${name}-1`]: smuggled.value });
    const tail = smuggled?.how === 'semicolon' ? `&x=1;${encodeURIComponent(name)}=${encodeURIComponent(smuggled.value)}` : '';
    const all = smuggled?.which === 0 ? [...once, ...given, ...extra] : [...given, ...extra, ...once];
    const inBody = all.filter((pair) => pair.name.startsWith('file-') || everythingIn === 'body' || (everythingIn === 'each' && pair.inBody));
    const inQuery = all.filter((pair) => !inBody.includes(pair));
    return anyBody(inBody, encode).map(({ contentType, body }): Hostile => {
      const form = contentType === 'application/x-www-form-urlencoded';
      return { tenant, path: prefix + path, query: formOf(inQuery, encode, joint) + (form ? '' : tail), contentType, body: form ? Buffer.concat([body, Buffer.from(tail)]) : body };
    });
  });
});

const DIALECTS: readonly Dialect[] = ([{}, { duplicates: 'last' }, { bodyWins: true }, { semicolons: true }, { semicolons: true, duplicates: 'last' }, { keysWithoutCase: true }, { keysWithoutCase: true, duplicates: 'last' }, { suffixes: true }, { duplicates: 'last', bodyWins: true, semicolons: true, keysWithoutCase: true, suffixes: true }] satisfies Partial<Dialect>[]).map((dialect) => ({ ...PLAIN_DIALECT, ...dialect }));

/** What the gateway makes of it: calls to judge, with what goes on; null where it refuses or answers by itself. */
const gateway = ({ tenant, path, query, contentType, body }: Hostile) => {
  const target = readPanelPath(path);
  if (!target.ok) return null;
  const parameters = readParameters({ query, contentType, body });
  if (!parameters.ok) return null;
  const request = readCalls(target.value, parameters.value, { kind: tenant ? 'tenant' : 'account' }, catalogue);
  if (!request.ok || (request.value.claimedUser ?? 'alice') !== 'alice') return null;
  if (request.value.calls[0].handler === 'tokens') return null;
  const url = `${request.value.canonicalPath}${query === '' ? '' : `?${query}`}`;
  const calls = request.value.calls.map((call) => {
    const user = call.account ?? (tenant ? 'host' : 'alice');
    return { call, user, leaves: leavesOf(call, { user, mainDomain: MAIN[user] ?? null }) };
  });
  return { calls, url };
};

/** Whether whoever was granted all these leaves was granted what the panel touched. */
const covered = (touched: string, leaves: readonly Leaf[]): boolean => {
  const kind = touched.slice(0, touched.indexOf(':'));
  // Nothing has such a name: the panel had only begun to look.
  if (!['path', 'cron_line', 'record'].includes(kind) && parseLeaf(touched) === null) return true;
  return leaves.length === 0 || leaves.some((leaf) => {
    if (leaf.kind === 'unread') {
      if (leaf.of === 'cron_line') return kind === 'cron_line';
      return leaf.of !== 'record' || leaf.zone === null || (kind === 'record' && touched.slice(7).replace(/\/.*/, '').endsWith(leaf.zone)) || touched === `zone:${leaf.zone}`;
    }
    if (leaf.kind === 'account' && leaf.account === leaf.name) return true;
    if (leaf.kind === 'cron_line') return touched === `cron_line:${leaf.command}`;
    if (leaf.kind === 'path' && leaf.path.endsWith('/*')) return touched.startsWith(`path:${leaf.path.slice(0, -1)}`);
    // Zones are named where a record of theirs is to change.
    if (leaf.kind === 'record' && touched === `zone:${leaf.zone}`) return true;
    return leafText(leaf) === touched;
  });
};

const WRAPPERS = /^(?:uapi Batch::strict|whm ::(?:batch|cpanel|uapi_cpanel))$/;
const nameOf = ({ api, module, function: name, user }: Pick<ExecutedCall, 'api' | 'module' | 'function' | 'user'>) => `${api} ${module}::${name} ${user}`;

describe('a request that is meant to deceive', () => {
  it('is refused, answered by ourselves, or judged by all that any panel would do about it', () => {
    let forwarded = 0;
    let executed = 0;
    fc.assert(fc.property(anyRequest, (hostile) => {
      const read = gateway(hostile);
      if (read === null) return;
      forwarded++;
      const request = { method: 'POST', url: read.url, authorization: hostile.tenant ? 'whm host:W' : 'cpanel alice:A', contentType: hostile.contentType, body: hostile.body };
      for (const dialect of DIALECTS) {
        for (const done of readAsPanel(request, dialect, state)) {
          if (WRAPPERS.test(`${done.api} ${done.module}::${done.function}`)) continue;
          executed++;
          const same = read.calls.filter(({ call, user }) => nameOf({ ...call, user }) === nameOf(done));
          expect(same.length > 0 ? nameOf(done) : read.calls.map(({ call, user }) => nameOf({ ...call, user }))).toBe(nameOf(done));
          const leaves = same.flatMap((one) => one.leaves);
          const beyond = same.some((one) => one.leaves.length === 0) ? [] : done.touched.filter((touched) => !covered(touched.replace(/^((?:zone|domain|mailbox|ftp_user):.*)\.$/, '$1'), leaves));
          expect({ beyond, leaves: beyond.length > 0 ? leaves : [] }).toEqual({ beyond: [], leaves: [] });
        }
      }
    }), { numRuns: RUNS });
    // Else it would prove nothing.
    expect(forwarded).toBeGreaterThan(RUNS / 5);
    expect(executed).toBeGreaterThan(RUNS / 2);
  });

  it('of any text at all never throws, and names are leaves that could be granted, or unread', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', undefined), anyRequest, (text, other, contentType, hostile) => {
      gateway({ ...hostile, query: text, contentType, body: Buffer.from(other) });
      gateway({ ...hostile, path: text });
      for (const { leaves } of gateway(hostile)?.calls ?? []) {
        for (const leaf of leaves) {
          const isOne = leaf.kind === 'unread' || leaf.kind === 'cron_line' || (leaf.kind === 'path' && leaf.path.endsWith('/*')) || parseLeaf(leafText(leaf)) !== null;
          expect(isOne ? '' : leafText(leaf)).toBe('');
        }
      }
    }), { numRuns: RUNS });
  });
});
