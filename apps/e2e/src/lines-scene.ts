import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer, type RawRequest } from './clients/raw-http.js';
import { callPanel } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';

export const ZONE = 'alice.example';
export const MINE = `record:_acme-challenge.${ZONE}/TXT`;
const ROOT_TOKEN = 'MADEUPTOKENOFTHEWHMROOT123456789';
const AS_PANEL = { authorization: `cpanel alice:${PANEL_TOKEN}` };

export interface ZoneRecord {
  readonly line: number;
  readonly name: string;
  readonly type: string;
  readonly data: readonly string[];
}

/** A provider whose panel is reached through a relay, where a test may hold an answer back or do something before it goes on. */
export interface LinesScene {
  readonly panel: Panel;
  readonly provider: Provider;
  /** What the gateway asked the panel for, in order: path without query. */
  readonly asked: string[];
  /** Awaited between an answer of the panel and its way back. */
  meanwhile: (path: string) => Promise<void> | void;
  token(...grants: readonly object[]): Promise<Issued>;
  tenantToken(...grants: readonly object[]): Promise<Issued>;
  call(token: Issued, request: Partial<RawRequest>): Promise<RawAnswer>;
  whm(token: Issued, path: string): Promise<RawAnswer>;
  /** Straight at the panel, past the gateway. */
  directly(path: string): Promise<Record<string, unknown>>;
  zone(): Promise<{ serial: string; records: readonly ZoneRecord[] }>;
  close(): Promise<void>;
}

export async function startLinesScene(): Promise<LinesScene> {
  const { gateway, operatorToken } = sharedStack();
  const operator = apiOf(gateway, operatorToken);
  const panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: ZONE, owner: 'root' }], whmUsers: [{ user: 'root', token: ROOT_TOKEN }] });
  const relay = await startBarePanel();
  const provider = await makeProvider(operator);
  await connectPanel(operator, provider, relay.url);
  expect(await operator.put(`${provider.path}/upstream`, { scheme: 'whm', user: 'root', token: ROOT_TOKEN })).toMatchObject({ status: 200 });
  expect(await operator.put(`${provider.path}/feature-lists/plan`, { features: ['cron', 'zoneedit', 'popaccts'] })).toMatchObject({ status: 200 });
  const restricted = (path: string, grants: readonly object[], more: object = {}) => issue(operator, `${path}/tokens`, { name: newSlug(), access: 'restricted', grants, ...more });
  const directly = async (path: string): Promise<Record<string, unknown>> => JSON.parse((await exchange(panel.url, { path, headers: AS_PANEL })).body.toString()) as Record<string, unknown>;

  const scene: LinesScene = {
    ...{ panel, provider, asked: [], meanwhile: () => undefined, directly },
    token: (...grants) => restricted(provider.account.path, grants),
    tenantToken: (...grants) => restricted(provider.path, grants, { kind: 'tenant' }),
    call: (token, request) => callPanel({ base: gateway, provider, token }, request),
    whm: ({ secret }, path) => exchange(gateway, { path: `/t/${provider.slug}${path}`, headers: { authorization: `whm root:${secret}` } }),
    async zone() {
      const { data } = (await directly(`/execute/DNS/parse_zone?zone=${ZONE}`)) as { data: { type: string; line_index: number; dname_b64: string; record_type: string; data_b64: string[] }[] };
      const text = (base64: string) => Buffer.from(base64, 'base64').toString();
      const records = data.filter(({ type }) => type === 'record').map((one) => ({ line: one.line_index, name: text(one.dname_b64), type: one.record_type, data: one.data_b64.map(text) }));
      return { records, serial: records.find(({ type }) => type === 'SOA')!.data[2]! };
    },
    close: async () => void (await Promise.all([panel.close(), relay.close()])),
  };
  relay.answer = relayTo(panel, scene);
  return scene;
}

function relayTo(panel: Panel, scene: LinesScene): BarePanel['answer'] {
  return (request, response) => {
    const relayed = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const path = request.url!.split('?')[0]!;
      scene.asked.push(path);
      const { host: _, 'content-length': __, 'transfer-encoding': ___, connection: ____, ...headers } = request.headers;
      const answer = await exchange(panel.url, { method: request.method!, path: request.url!, headers, ...(chunks.length > 0 && { body: Buffer.concat(chunks) }) });
      await scene.meanwhile(path);
      response.writeHead(answer.status, { 'content-type': answer.headers['content-type']! }).end(answer.body);
    };
    relayed().catch(() => response.destroy());
  };
}
