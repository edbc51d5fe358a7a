import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A line to a broker, to be cut and mended. */
export class Line {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(brokerUrl: string): Promise<Line> {
    const { hostname, port } = new URL(brokerUrl);
    const server = createServer((near) => {
      if (line.isCut) return void near.destroy();
      const far = connect(Number(port), hostname);
      for (const [one, other] of [[near, far], [far, near]] as const) {
        line.sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy()).on('close', () => line.sockets.delete(one) && other.destroy());
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const line = new Line(server, `nats://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return line;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}
