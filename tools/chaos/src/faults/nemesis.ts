import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StackError, type HostDoings, type Stack } from '@portcullis/stack';
import type { Fault } from './fault.js';

/** Does to a stack what a fault says, and undoes it when its time is over. */
export class Nemesis {
  private readonly frozen = new Set<string>();

  constructor(
    private readonly stack: Stack,
    private readonly host: HostDoings,
  ) {}

  /** Resolves when it is over. @returns false: there was nothing to be done it to, such as a process that is being started. */
  async strike(fault: Fault): Promise<boolean> {
    try {
      await this.attempt(fault);
      return true;
    } catch (error) {
      if (error instanceof StackError) return false;
      throw error;
    }
  }

  private async attempt(fault: Fault): Promise<void> {
    const { stack, host } = this;
    switch (fault.kind) {
      case 'kill':
        return stack.kill(fault.process, 'SIGKILL');
      case 'freeze':
        stack.kill(fault.process, 'SIGSTOP');
        this.frozen.add(fault.process);
        await pause(fault.forMs);
        return this.thaw(fault.process);
      case 'cut': {
        const link = stack.link(fault.process, fault.from);
        link.fail(fault.how);
        await pause(fault.forMs);
        return link.heal();
      }
      case 'restart':
        return fault.server === 'nats' ? this.restartNats(fault.how) : this.restartPostgres(fault.how);
      case 'delete stream':
        // A broker that is away has no stream to delete.
        return host.deleteStream('events').catch(() => {});
      case 'set clock':
        return host.setWallClock(fault.process, fault.aheadMs);
    }
  }

  /** After a run that was cut short: what is frozen does not stop in order. */
  thawAll(): void {
    for (const process of this.frozen) this.thaw(process);
  }

  private thaw(process: string): void {
    this.frozen.delete(process);
    try {
      this.stack.kill(process, 'SIGCONT');
    } catch (error) {
      if (!(error instanceof StackError)) throw error; // it was killed meanwhile
    }
  }

  private async restartNats(how: 'orderly' | 'killed' | 'emptied'): Promise<void> {
    if (how === 'killed') return this.stack.kill('nats', 'SIGKILL');
    await this.stack.stopProcess('nats');
    if (how === 'emptied') for (const name of readdirSync(this.stack.natsStoreDir)) rmSync(join(this.stack.natsStoreDir, name), { recursive: true });
    await this.stack.startProcess('nats');
  }

  private async restartPostgres(how: 'fast' | 'immediate'): Promise<void> {
    if (how === 'immediate') return this.stack.kill('postgres', 'SIGQUIT');
    await this.stack.stopProcess('postgres');
    await this.stack.startProcess('postgres');
  }
}
