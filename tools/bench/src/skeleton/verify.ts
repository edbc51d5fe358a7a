import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { program } from './program.js';

/** A gateway that answers questions about tokens, with nothing to it: two digests, two look-ups. It checks, decides, bounds and logs nothing. */
export interface VerifySettings {
  readonly callerToken: string;
  /** The one that is asked about. */
  readonly token: string;
  readonly answer: object;
}

export interface VerifyReady {
  readonly port: number;
}

program(async ({ callerToken, token, answer }: VerifySettings): Promise<VerifyReady> => {
  const callers = new Set([digestOf(callerToken)]);
  const answers = new Map([[digestOf(token), answer]]);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const asked = JSON.parse(Buffer.concat(parts).toString()) as { token: string };
      const isKnown = callers.has(digestOf(request.headers.authorization!.slice('Bearer '.length)));
      const found = isKnown ? answers.get(digestOf(asked.token)) : undefined;
      const text = JSON.stringify(found ?? null);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port };
});

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
