import { setTimeout as pause } from 'node:timers/promises';
import { HttpLane } from '../http-lane.js';
import { program } from '../skeleton/program.js';

/** Verifies going on at a steady rate, whatever the answers take: a slow one does not keep the next from being asked. */
export interface VerifyLoadSettings {
  /** `http://127.0.0.1:PORT`; they share the load. */
  readonly gateways: readonly string[];
  readonly callerToken: string;
  /** Asked about by turns; all live. */
  readonly tokens: readonly string[];
  readonly ratePerSecond: number;
}

/** Since the last time it was asked for. */
export interface VerifyLoadTaken {
  /** From when each was to be sent until it was answered. */
  readonly latenciesMs: readonly number[];
  /** How many were answered otherwise than that the token may, or not at all, by what came instead. */
  readonly failures: Readonly<Record<string, number>>;
}

const LANES_PER_GATEWAY = 12;
const TICK_MS = 2;

let latenciesMs: number[] = [];
let failures: Record<string, number> = {};

program(
  async ({ gateways, callerToken, tokens, ratePerSecond }: VerifyLoadSettings) => {
    const idle = await Promise.all(gateways.flatMap((url) => Array.from({ length: LANES_PER_GATEWAY }, () => lane(url, callerToken, tokens))));
    void ask(idle, ratePerSecond);
    return {};
  },
  () => {
    const taken: VerifyLoadTaken = { latenciesMs, failures };
    latenciesMs = [];
    failures = {};
    return taken;
  },
);

interface Asker {
  ask(at: number): Promise<string | null>;
}

async function lane(url: string, callerToken: string, tokens: readonly string[]): Promise<Asker> {
  const { hostname, port, host } = new URL(url);
  const head = `POST /v1/verify HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${callerToken}\r\nContent-Type: application/json\r\n`;
  const requests = tokens.map((token) => {
    const body = JSON.stringify({ token });
    return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  });
  const open = () => HttpLane.open(hostname, Number(port));
  let connection = await open();
  return {
    async ask(at) {
      try {
        const { status, body } = await connection.ask(requests[at % requests.length]!);
        if (status !== 200) return `status ${status}`;
        return body.includes('"allowed":true') ? null : 'a live token was refused';
      } catch (error) {
        connection = await open();
        return (error as Error).message;
      }
    },
  };
}

async function ask(idle: Asker[], ratePerSecond: number): Promise<never> {
  const startedMs = performance.now();
  for (let asked = 0; ; ) {
    for (const due = ((performance.now() - startedMs) * ratePerSecond) / 1000; asked < due && idle.length > 0; asked++) {
      const asker = idle.shift()!;
      const plannedMs = startedMs + (asked * 1000) / ratePerSecond;
      void asker.ask(asked).then((problem) => {
        idle.push(asker);
        if (problem === null) latenciesMs.push(performance.now() - plannedMs);
        else failures[problem] = (failures[problem] ?? 0) + 1;
      });
    }
    await pause(TICK_MS);
  }
}
