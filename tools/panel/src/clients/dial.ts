import { request } from 'node:http';

/**
 * For clients that know a host name and a port and nothing else: where the connection goes in a test, and the name that
 * they would have looked up.
 */
export interface Dialled {
  readonly connectTo: { readonly host: string; readonly port: number };
  /** Sent as `Host`, with a port if one is written. */
  readonly host: string;
}

export interface DialledRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** How long the client waits for an answer. */
  readonly timeoutMs: number;
}

export interface DialledReply {
  readonly status: number;
  readonly body: string;
}

/** Over plain http; redirects are not followed. @throws Error when the connection fails or the time is up. */
export function dial({ connectTo, host }: Dialled, sent: DialledRequest): Promise<DialledReply> {
  const length = sent.body !== undefined && { 'Content-Length': String(sent.body.length) };
  const options = {
    ...connectTo,
    method: sent.method,
    path: sent.path,
    headers: { Host: host, ...sent.headers, ...length },
    agent: false,
    signal: AbortSignal.timeout(sent.timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode!, body: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.once('error', reject);
    outgoing.end(sent.body);
  });
}
