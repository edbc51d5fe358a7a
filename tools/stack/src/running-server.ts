import type { ProcessSpec } from './child.js';
import { Supervisor } from './supervisor.js';

/** A server without the rest of the stack, as tests use it. */
export interface RunningServer {
  /** With credentials, where it wants any. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts one server and waits until it answers.
 * @throws StackError with the end of its log when it does not.
 */
export async function runAlone(spec: ProcessSpec, url: string): Promise<RunningServer> {
  const supervisor = new Supervisor({ restart: false, onChange: () => {}, say: () => {} });
  try {
    await supervisor.start(spec);
    await supervisor.untilProcessReady(spec.name);
  } catch (error) {
    supervisor.killAll();
    throw error;
  }
  return { url, pid: supervisor.running()[0]!.pid, stop: () => supervisor.stopProcess(spec.name) };
}
