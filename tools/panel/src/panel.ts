import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccounts, type Account, type AccountOptions } from './account.js';
import { readAuthorization } from './authorization.js';
import { readParameters } from './call-parameters.js';
import { callUapi } from './modules/uapi.js';
import { RecordedCalls, type RecordedCall } from './recorded-calls.js';
import * as replies from './replies.js';
import type { Reply } from './replies.js';

export interface PanelOptions {
  readonly accounts: readonly AccountOptions[];
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Hears one entry a call: names and outcome, never a token, a query string or a body. */
  readonly log?: (entry: PanelLogEntry) => void;
}

export interface PanelLogEntry {
  readonly level: 30 | 50;
  readonly msg: 'call' | 'failure';
  readonly httpStatus: number;
  readonly user?: string;
  /** `Module::function`, as asked for. */
  readonly call?: string;
  /** The UAPI status: 1 when the function succeeded. */
  readonly status?: 0 | 1;
}

/** `hang` never answers, `reset` breaks the connection, `garbage` is no JSON; none of them does what was asked. */
export type Misbehaviour = 'redirect' | 'hang' | 'reset' | 'unauthorized' | 'garbage';

export interface Panel {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends all connections, also those that hang. */
  close(): Promise<void>;
  /** The last 1000 requests, oldest first, refused and misbehaved ones too; not those with a body over 8 MiB. */
  calls(): readonly RecordedCall[];
  clearCalls(): void;
  /** The next request that nobody else has spoken for is answered like this; several orders queue up. */
  misbehave(order: { readonly next: Misbehaviour }): void;
}

const MAX_REQUEST_HEAD_BYTES = 65_536; // request lines of 32 KB are legal here: certificates travel in them
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const UAPI_PATH = /^\/execute\/([A-Za-z0-9_]+)\/([A-Za-z0-9_]+)$/;

/**
 * Starts a stand-in for a panel: UAPI over plain http, for tests and the demo.
 * @throws Error when the accounts contradict each other or the address cannot be listened on.
 */
export async function startPanel(options: PanelOptions): Promise<Panel> {
  const accounts = createAccounts(options.accounts);
  const recorded = new RecordedCalls();
  const misbehaviours: Misbehaviour[] = [];
  const host = options.host ?? '127.0.0.1';
  let url = '';

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === null) return write(response, replies.bodyTooLarge);
    recorded.add({ method: request.method!, url: request.url!, rawHeaders: request.rawHeaders, body });
    const misbehaviour = misbehaviours.shift();
    if (misbehaviour === 'hang') return;
    if (misbehaviour === 'reset') return void request.socket.resetAndDestroy();
    const { reply, ...facts } = misbehaviour
      ? { reply: misbehaving(misbehaviour, url) }
      : answer(accounts, request, body);
    options.log?.({ level: 30, msg: 'call', httpStatus: reply.status, ...facts });
    write(response, reply);
  }

  const server = createServer({ maxHeaderSize: MAX_REQUEST_HEAD_BYTES }, (request, response) => {
    serve(request, response).catch(() => {
      if (request.socket.destroyed) return; // the caller left in the middle of its own request
      options.log?.({ level: 50, msg: 'failure', httpStatus: replies.internalError.status });
      write(response, replies.internalError);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  return {
    url,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    calls: () => recorded.list(),
    clearCalls: () => recorded.clear(),
    misbehave: ({ next }) => void misbehaviours.push(next),
  };
}

type Answer = { readonly reply: Reply } & Pick<PanelLogEntry, 'user' | 'call' | 'status'>;

function answer(accounts: ReadonlyMap<string, Account>, request: IncomingMessage, body: Buffer): Answer {
  const [path, query] = divide(request.url!, '?');
  // The path is taken as it is: prefixes, doubled slashes and escapes are for whoever stands in front to resolve.
  const match = UAPI_PATH.exec(path);
  if (!match) return { reply: replies.uapiOnly };
  const [, module, name] = match as unknown as [string, string, string];
  const call = `${module}::${name}`;
  const credential = readAuthorization(request.headers.authorization);
  const account = credential && accounts.get(credential.user);
  if (!account || account.token !== credential.token) return { reply: replies.loginPage, call };
  const parameters = readParameters(query, request.headers['content-type'] ?? '', body);
  if (!parameters) return { reply: replies.unreadableBody, call, user: account.user };
  const outcome = callUapi(module, name, account, parameters);
  return { reply: replies.uapiReply(outcome), call, user: account.user, status: outcome.ok ? 1 : 0 };
}

/** A redirect leads back here, so that a client that follows it leaves a second call behind. */
function misbehaving(misbehaviour: 'redirect' | 'unauthorized' | 'garbage', url: string): Reply {
  if (misbehaviour === 'redirect') return replies.redirect(`${url}/redirected`);
  return misbehaviour === 'unauthorized' ? replies.loginPage : replies.garbage;
}

/** Null when the body is larger than the panel takes; the rest of it is read and dropped. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) chunks = [];
    else chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? null : Buffer.concat(chunks);
}

function write(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    Server: 'portcullis-stand-in-panel',
    'Content-Type': reply.contentType,
    'Content-Length': Buffer.byteLength(reply.body),
    ...(reply.location !== undefined && { Location: reply.location }),
  });
  response.end(reply.body);
}

function divide(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}
