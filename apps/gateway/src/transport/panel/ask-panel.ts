import { Fault } from '@portcullis/kernel';
import type { Dispatcher } from 'undici';
import type { PanelCredential } from '../../use-cases/panel-asked.js';
import type { Exchange, PanelConnections } from './connections.js';

/** A zone of ten thousand records fits. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export interface Question {
  readonly method: 'GET' | 'POST';
  /** Path and query, canonical. */
  readonly path: string;
  readonly body?: { readonly bytes: string | Buffer; readonly type: string };
}

export interface PanelAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Asks the panel something that the gateway itself wants to know, or to have done, with the owner's credential. Once.
 * @throws Fault when no usable answer comes, Unsent when it was not asked
 */
export async function askPanel(connections: PanelConnections, { panelUrl, header }: PanelCredential, { method, path, body }: Question, exchange: Exchange): Promise<PanelAnswer> {
  const base = new URL(panelUrl);
  const options: Dispatcher.RequestOptions = {
    method,
    origin: base.origin,
    path: base.pathname.replace(/\/+$/, '') + path,
    headers: {
      [header.name]: header.value,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': body.type }),
    },
    ...(body !== undefined && { body: body.bytes }),
  };
  const { statusCode, headers, body: stream } = await new Promise<Dispatcher.ResponseData>((resolve, reject) => {
    connections.within(exchange, () => connections.request(options, (error, answer) => (error ? reject(error) : resolve(answer))));
  });
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    // Leaving the loop ends the stream, and with it the exchange.
    if (sizeBytes > MAX_ANSWER_BYTES) throw new Fault('the answer of the panel is too long', 'broken');
    chunks.push(chunk);
  }
  return { status: statusCode, type: String(headers['content-type'] ?? 'application/json'), body: Buffer.concat(chunks) };
}
