import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack, type Stack } from '@portcullis/stack';
import { apiOf } from './clients/api.js';
import { eventually } from './eventually.js';

/** For specs that break processes: a stack of their own, one process of each service, on data that is thrown away. */
export interface OwnStack {
  /** The running stack; another object after each start. */
  readonly stack: Stack;
  /** Its keyrings are in `keys/gateway.json` and `keys/tokens.json` there. */
  readonly dataDir: string;
  /** Stops it and starts it again on the same data. */
  restart(): Promise<void>;
  /** Resolves when every service answers through every gateway: asked for real, since `/readyz` may be a second old. */
  untilReady(): Promise<void>;
  /** Stops it and removes the data. */
  discard(): Promise<void>;
}

/** All processes starting at once on two busy cores. */
const RESTARTED_MS = 60_000;

export async function ownStack(): Promise<OwnStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-own-stack-'));
  chmodSync(dataDir, 0o711); // Postgres may run as another user and passes through
  const gatewayVariables = { PORTCULLIS_ADDRESS_RATE_LIMIT: '1000000/60', PORTCULLIS_FAILURE_LIMIT: '1000000/60' };
  const start = () => startStack({ dataDir, durable: false, gateways: 2, gatewayVariables });
  let stack = await start();
  return {
    get stack() {
      return stack;
    },
    dataDir,
    async restart() {
      await stack.stop();
      stack = await start();
    },
    async untilReady() {
      const { gateways, operatorToken } = stack.info;
      await eventually(async () => {
        const reads = gateways.map((gateway) => apiOf(gateway, operatorToken).get('/v1/tenants/demo/audit?limit=1'));
        for (const answer of await Promise.all(reads)) expect(answer.status).toBe(200);
      }, RESTARTED_MS);
    },
    async discard() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const frozen = new Set<number>();

/** Stops a process and its children from running, Postgres's backends say, without ending them. */
export function freeze(pid: number): void {
  stopRunning(pid); // the parent first: it makes no more children then
  childrenOf(pid).forEach(stopRunning);
}

function stopRunning(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  frozen.add(pid);
}

/** Lets all go on that was frozen. Nothing stops in order while it is frozen, so: after each test, failed ones too. */
export function thaw(): void {
  for (const pid of frozen) process.kill(pid, 'SIGCONT');
  frozen.clear();
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // proc(5): state and parent follow the command in brackets, which may itself hold brackets.
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent ? [Number(name)] : [];
    } catch {
      return []; // gone meanwhile
    }
  });
}
