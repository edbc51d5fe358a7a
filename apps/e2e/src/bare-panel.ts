import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A panel that does whatever a test says, for what the stand-in does not do. */
export interface BarePanel {
  readonly url: string;
  /** Connections made to it so far. */
  connections: number;
  /** The head of every request that came, in order. */
  readonly heads: IncomingMessage[];
  /** How the requests from now on are answered. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Ends all connections, also those that hang. */
  close(): Promise<void>;
}

/** With `tls` it speaks https, with this key and certificate in PEM. */
export async function startBarePanel(tls?: { readonly key: string; readonly cert: string }): Promise<BarePanel> {
  const listener: RequestListener = (request, response) => {
    panel.heads.push(request);
    panel.answer(request, response);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', () => panel.connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const panel: BarePanel = {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: 0,
    heads: [],
    answer: (_request, response) => void response.end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return panel;
}

/**
 * A certificate that no authority vouches for, as anybody can make one who gets between the gateway and a panel.
 * For 127.0.0.1, valid until 2126. The key protects nothing.
 */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJDRAMVE82Kx2yFw/
DIZZflKQKS+HhHV2D4xj1K85ZZyhRANCAASMqOnSixA3P20BII0lxDlX8HUBjpjF
fXSIqL2xs3Lcohg5vGOkGcwdK6R9PTzQb02fkrhgrn1RLALPOggJK3aW
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUHEDnU/ZG5Dy2X6DHs2XB/SlIem4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzIzMzAzMVoYDzIxMjYxMDMw
MjMzMDMxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASMqOnSixA3P20BII0lxDlX8HUBjpjFfXSIqL2xs3Lcohg5vGOkGcwd
K6R9PTzQb02fkrhgrn1RLALPOggJK3aWo2QwYjAdBgNVHQ4EFgQU68NhYcZ9G+J1
E7RnrikCmkfCfPwwHwYDVR0jBBgwFoAU68NhYcZ9G+J1E7RnrikCmkfCfPwwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQDgsQvuvXOrm6V/xGl4rCr6UW1Cerw7VghdCJw0ty3TagIgEtQP8QkhKLKbNVDk
UB7/kOROxW2n3nRrhyIIpbn1/mo=
-----END CERTIFICATE-----`,
};
