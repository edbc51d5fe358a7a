import { Agent, request, type IncomingMessage } from 'node:http';

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `never`: nobody was there to hear it. `lost`: nobody knows what became of it. */
export type Heard = { readonly status: number; readonly body: unknown } | 'never' | 'lost';

/** A process that is frozen for six seconds answers when it goes on, and that answer is wanted. */
const TIMEOUT_MS = 12_000;

/** Asks one gateway, with as many connections as it takes. */
export class GatewayClient {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly address: { readonly host: string; readonly port: number };

  /** @param name as the stack names the process */
  constructor(
    readonly name: string,
    url: string,
    private readonly bearer: string,
  ) {
    const { hostname, port } = new URL(url);
    this.address = { host: hostname, port: Number(port) };
  }

  ask({ method, path, body, headers = {} }: Question, timeoutMs = TIMEOUT_MS): Promise<Heard> {
    const sent = body === undefined ? null : JSON.stringify(body);
    const all = {
      authorization: `Bearer ${this.bearer}`,
      ...(sent !== null && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }),
      ...headers,
    };
    return new Promise((resolve) => {
      const asked = request({ ...this.address, agent: this.agent, method, path, headers: all, timeout: timeoutMs });
      asked.once('response', (response) => {
        bodyOf(response).then(
          (answered) => resolve({ status: response.statusCode!, body: answered }),
          () => resolve('lost'),
        );
      });
      asked.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'never' : 'lost'));
      asked.once('timeout', () => asked.destroy());
      asked.end(sent ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

async function bodyOf(response: IncomingMessage): Promise<unknown> {
  let text = '';
  response.setEncoding('utf8');
  for await (const part of response) text += part as string;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
