import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '@nats-io/transport-node';
import { natsOptions } from '../skeleton/nats-options.js';
import { program } from '../skeleton/program.js';
import type { Subjects } from './subjects.js';

/** A gateway with nothing to it: it asks whom a call is about, has the token revoked, and answers. */
export interface FrontSettings {
  readonly natsUrl: string;
  readonly subjects: Subjects;
}

export interface FrontReady {
  readonly port: number;
}

const ASK_TIMEOUT_MS = 5_000;

program(async ({ natsUrl, subjects }: FrontSettings): Promise<FrontReady> => {
  const nats = await connect(natsOptions(natsUrl));
  const http = createServer((request, response) => {
    const at = request.url!.slice(1);
    const ask = async (): Promise<string> => {
      await nats.request(subjects.target, '{}', { timeout: ASK_TIMEOUT_MS });
      return (await nats.request(subjects.revoke, at, { timeout: ASK_TIMEOUT_MS })).string();
    };
    ask().then(
      (body) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { port: (http.address() as AddressInfo).port };
});
