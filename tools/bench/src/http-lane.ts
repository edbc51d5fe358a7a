import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One HTTP/1.1 connection that asks one thing after the other. A bare socket: what a client of any comfort costs would count as the
 * product's. Bodies must be ASCII, with a length.
 */
export class HttpLane {
  private received = '';
  private waiting: { answer(answer: HttpAnswer): void; fail(error: Error): void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('utf8');
    socket.on('data', (text: string) => this.hear(text));
    socket.on('error', (error) => this.waiting?.fail(error));
    socket.on('close', () => this.waiting?.fail(new Error('the gateway closed a connection')));
  }

  static open(host: string, port: number): Promise<HttpLane> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port }, () => resolve(new HttpLane(socket)));
      socket.once('error', reject);
    });
  }

  /** @throws Error when the connection breaks. */
  ask(request: string): Promise<HttpAnswer> {
    return new Promise((answer, fail) => {
      this.waiting = { answer, fail };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private hear(text: string): void {
    this.received += text;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    if (this.received.length < end + 4 + length) return;
    const body = this.received.slice(end + 4, end + 4 + length);
    this.received = this.received.slice(end + 4 + length);
    const { waiting } = this;
    this.waiting = null;
    waiting?.answer({ status: Number(head.slice(9, 12)), body });
  }
}
