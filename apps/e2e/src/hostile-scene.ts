import { connect } from 'node:net';
import { startPanel, type Dialect, type ExecutedCall, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { callPanel } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';

/** Ways to read what can be read in several: each of them is a panel that the same attempts are aimed at. */
const DIALECTS: readonly Partial<Dialect>[] = [
  {},
  { duplicates: 'last', bodyWins: true },
  { semicolons: true, keysWithoutCase: true, suffixes: true },
  { duplicates: 'last', bodyWins: true, semicolons: true, keysWithoutCase: true, suffixes: true },
];
const FEATURES = ['cron', 'filemanager', 'popaccts', 'zoneedit'];
const ROOT_TOKEN = 'MADEUPTOKENOFTHEWHMROOT123456789';

/** Tokens that are limited to one thing, by what they are limited to. */
const LIMITED = {
  mailbox: { operations: ['Email::add_pop', 'Email::delete_pop'], resource: 'mailbox:bob@alice.example' },
  record: { operations: ['DNS::mass_edit_zone', 'ZoneEdit::add_zone_record'], resource: 'record:_acme-challenge.alice.example/TXT' },
  path: { operations: ['Fileman::get_file_content', 'Fileman::save_file_content', 'Fileman::upload_files', 'Fileman::fileop'], resource: 'path:/public_html/site/**' },
  account: { operations: ['WHM::suspendacct', 'Email::add_pop'], resource: 'account:alice' },
} as const;
export type Limit = keyof typeof LIMITED;

export interface Attempt {
  readonly method?: string;
  /** Below the tenant's prefix, unless it begins with a scheme or with `>`, which is taken off. */
  readonly path: string;
  /** Whole lines. */
  readonly headers?: readonly string[];
  /** Its length is told, unless `headers` tell how long it is. */
  readonly body?: string;
}

export interface Struck {
  /** What panels did that the token was not granted. */
  readonly beyond: readonly string[];
  /** How many functions they carried out. */
  readonly done: number;
  readonly heard: readonly string[];
}

interface Target {
  readonly panel: Panel;
  readonly provider: Provider;
  readonly secrets: Readonly<Record<Limit, string>>;
}

export interface HostileScene {
  /** Makes the same attempt at a panel of each dialect. */
  strike(as: Limit, attempt: Attempt): Promise<Struck>;
  /** Sends these bytes, in which `{prefix}` and `{authorization}` are filled in. */
  strikeRaw(as: Limit, text: string): Promise<Struck>;
  readonly targets: readonly Target[];
  close(): Promise<void>;
}

/** A connection on which nothing comes for so long is given up. */
const SILENT_MS = 5_000;

export const FORM = 'Content-Type: application/x-www-form-urlencoded';
export const JSON_TYPE = 'Content-Type: application/json';

export async function startHostileScene(): Promise<HostileScene> {
  const { gateway } = sharedStack();
  const targets = await Promise.all(DIALECTS.map(makeTarget));

  const send = async (as: Limit, text: string, isWhole: boolean): Promise<Struck> => {
    const each = await Promise.all(
      targets.map(async (target) => {
        const { provider, panel, secrets } = target;
        panel.clearExecuted();
        const filled = text.replaceAll('{prefix}', `/t/${provider.slug}`).replaceAll('{authorization}', `${as === 'account' ? 'whm root' : 'cpanel alice'}:${secrets[as]}`);
        const fence = (): Promise<unknown> => callPanel({ base: gateway, provider }, { path: '/execute/DomainInfo/list_domains' });
        const heard = await conversation(gateway, filled, isWhole ? null : fence);
        const done = panel.executed().filter((call) => !isOurs(call));
        return { heard, done: done.length, beyond: done.flatMap((call) => beyond(as, call)) };
      }),
    );
    return { heard: each.map(({ heard }) => heard), done: each.reduce((sum, { done }) => sum + done, 0), beyond: each.flatMap((one) => one.beyond) };
  };
  return {
    targets,
    strikeRaw: (as, text) => send(as, text, false),
    strike: (as, { method = 'GET', path, headers = [], body }) => {
      const isTold = headers.some((line) => /^(?:content-length|transfer-encoding)\s*:/i.test(line));
      const length = body === undefined || isTold ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`];
      const address = path.startsWith('>') ? path.slice(1) : `{prefix}${path}`;
      const lines = [`${method} ${address} HTTP/1.1`, 'Host: gw.example', 'Authorization: {authorization}', 'Connection: close', ...headers, ...length];
      return send(as, `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`, !isTold);
    },
    close: async () => void (await Promise.all(targets.map(({ panel }) => panel.close()))),
  };
}

async function makeTarget(dialect: Partial<Dialect>): Promise<Target> {
  const { gateway, operatorToken } = sharedStack();
  const operator = apiOf(gateway, operatorToken);
  const accounts = [
    { user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example', addonDomains: ['alice2.example'], owner: 'root' },
    { user: 'victim', token: 'NOBODYSTOKEN', mainDomain: 'victim.example', owner: 'root' },
  ];
  const panel = await startPanel({ accounts, whmUsers: [{ user: 'root', token: ROOT_TOKEN }], dialect });
  const provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  expect(await operator.put(`${provider.path}/upstream`, { scheme: 'whm', user: 'root', token: ROOT_TOKEN })).toMatchObject({ status: 200 });
  expect(await operator.put(`${provider.path}/feature-lists/plan`, { features: FEATURES })).toMatchObject({ status: 200 });
  const limited = async (limit: Limit): Promise<[Limit, string]> => {
    const { operations, resource } = LIMITED[limit];
    const grants = operations.map((operation) => ({ operation, resources: [resource] }));
    const [path, more] = limit === 'account' ? [provider.path, { kind: 'tenant' }] : [provider.account.path, {}];
    const token: Issued = await issue(operator, `${path}/tokens`, { name: newSlug(), access: 'restricted', grants, ...more });
    return [limit, token.secret];
  };
  const secrets = Object.fromEntries(await Promise.all((Object.keys(LIMITED) as Limit[]).map(limited))) as Record<Limit, string>;
  return { panel, provider, secrets };
}

/**
 * What comes back until the gateway closes. Where it may wait for more than was sent, the connection is broken off once calls
 * made meanwhile, with `fence`, have been answered.
 */
async function conversation(base: string, text: string, fence: (() => Promise<unknown>) | null): Promise<string> {
  const { hostname, port } = new URL(base);
  let heard = '';
  const socket = connect(Number(port), hostname, () => socket.write(Buffer.from(text, 'latin1')));
  socket.setEncoding('latin1').on('data', (chunk: string) => (heard += chunk));
  // Reset by the gateway while we still send.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  if (fence === null) {
    const end = (): unknown => socket.destroy();
    socket.setTimeout(SILENT_MS, end).on('data', () => (isComplete(heard) ? end() : undefined));
    return closed.then(() => heard);
  }
  await Promise.race([closed, fence().then(fence).then(fence)]);
  socket.destroy();
  await closed;
  await fence();
  return heard;
}

function isComplete(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, Math.max(head, 0)))?.[1];
  return length !== undefined && answer.length >= head + 4 + Number(length);
}

/** What the gateway asks for itself, and the calls that tell that it is at work. */
function isOurs({ module, function: name }: ExecutedCall): boolean {
  return (module === 'DNS' && name === 'parse_zone') || (module === 'DomainInfo' && name === 'list_domains');
}

function beyond(as: Limit, { api, module, function: name, user, touched }: ExecutedCall): string[] {
  if (as === 'account' && api === 'whm' && ['cpanel', 'uapi_cpanel', 'batch'].includes(name)) return [];
  const { operations, resource } = LIMITED[as];
  const operation = `${api === 'whm' ? 'WHM' : module}::${name}`;
  if (!(operations as readonly string[]).includes(operation)) return [operation];
  if (as === 'account') return api === 'whm' ? touched.filter((one) => one !== 'account:alice') : user === 'alice' ? [] : [`${operation} of ${user}`];
  const names = touched.map((one) => one.replace(/\.$/, ''));
  const root = resource.replace(/\/\*\*$/, '');
  return names.filter((one) => one !== root && !(as === 'path' && one.startsWith(`${root}/`)) && !(as === 'record' && one === 'zone:alice.example'));
}
