import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './answer.js';
import type { ExecutedCall } from './executed-call.js';
import type { Answer } from './panel-request.js';
import { createState, type StateOptions } from './panel-state.js';
import { RecordedCalls, type RecordedCall } from './recorded-calls.js';
import * as replies from './replies.js';
import type { Reply } from './replies.js';

export interface PanelOptions extends StateOptions {
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
  /** `Module::function` or a WHM function, as asked for. */
  readonly call?: string;
  /** 1 when the function succeeded. */
  readonly status?: 0 | 1;
}

/**
 * `hang` never answers, `reset` breaks the connection, `garbage` is no JSON, `unauthorized` is a login page and
 * `forbidden` the 403 of `/json-api`; none of them does what was asked. `slow` does it, and keeps the second half of the
 * reply's body back until `release`.
 */
export type Misbehaviour = 'redirect' | 'hang' | 'reset' | 'unauthorized' | 'forbidden' | 'garbage' | 'slow';

export interface Panel {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends all connections, also those that hang. */
  close(): Promise<void>;
  /** The last 1000 requests, oldest first, refused and misbehaved ones too; not those with a body over 8 MiB. */
  calls(): readonly RecordedCall[];
  clearCalls(): void;
  /** Every function it really carried out, oldest first, those inside batches and wrappers too. */
  executed(): readonly ExecutedCall[];
  clearExecuted(): void;
  /** The next request that nobody else has spoken for is answered like this; several orders queue up. */
  misbehave(order: { readonly next: Misbehaviour }): void;
  /** Sends what `slow` kept back so far. */
  release(): void;
}

const MAX_REQUEST_HEAD_BYTES = 65_536; // request lines of 32 KB are legal here: certificates travel in them
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * Starts a stand-in for a panel: UAPI, API 2 and WHM over plain http, for tests and the demo.
 * @throws Error when the accounts contradict each other or the address cannot be listened on.
 */
export async function startPanel(options: PanelOptions): Promise<Panel> {
  const state = createState(options);
  const recorded = new RecordedCalls();
  const misbehaviours: Misbehaviour[] = [];
  let keptBack: (() => void)[] = [];
  const host = options.host ?? '127.0.0.1';
  let url = '';

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === null) return write(response, replies.bodyTooLarge);
    recorded.add({ method: request.method!, url: request.url!, rawHeaders: request.rawHeaders, body });
    const misbehaviour = misbehaviours.shift();
    if (misbehaviour === 'hang') return;
    if (misbehaviour === 'reset') return void request.socket.resetAndDestroy();
    const { reply, ...facts } = respond(misbehaviour, request, body);
    options.log?.({ level: 30, msg: 'call', httpStatus: reply.status, ...facts });
    if (misbehaviour === 'slow') keptBack.push(writeHalf(response, reply));
    else write(response, reply);
  }

  function respond(misbehaviour: Misbehaviour | undefined, request: IncomingMessage, body: Buffer): Answer {
    if (misbehaviour === 'redirect') return { reply: replies.redirect(`${url}/redirected`) }; // leaves a second call
    if (misbehaviour === 'unauthorized') return { reply: replies.loginPage };
    if (misbehaviour === 'forbidden') return { reply: replies.accessDenied };
    if (misbehaviour === 'garbage') return { reply: replies.garbage };
    const { authorization, 'content-type': contentType } = request.headers;
    return answer(state, { method: request.method!, url: request.url!, authorization, contentType, body });
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
    executed: () => state.executed.list(),
    clearExecuted: () => state.executed.clear(),
    misbehave: ({ next }) => void misbehaviours.push(next),
    release() {
      for (const send of keptBack) send();
      keptBack = [];
    },
  };
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
  writeHead(response, reply);
  response.end(reply.body);
}

/** Sends the first half of the body; the function it gives sends the rest. */
function writeHalf(response: ServerResponse, reply: Reply): () => void {
  const body = Buffer.from(reply.body);
  const half = Math.floor(body.length / 2);
  writeHead(response, reply);
  response.write(body.subarray(0, half));
  return () => void response.end(body.subarray(half));
}

function writeHead(response: ServerResponse, reply: Reply): void {
  const headers = {
    Server: 'portcullis-stand-in-panel',
    'Content-Type': reply.contentType,
    'Content-Length': Buffer.byteLength(reply.body),
    ...(reply.location !== undefined && { Location: reply.location }),
    ...(reply.close && { Connection: 'close' }),
  };
  if (reply.statusMessage === undefined) response.writeHead(reply.status, headers);
  else response.writeHead(reply.status, reply.statusMessage, headers);
}
