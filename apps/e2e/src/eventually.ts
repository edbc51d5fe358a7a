import { setTimeout as pause } from 'node:timers/promises';

/** Tries until `attempt` no longer throws. @throws what it threw last, when time is up. */
export async function eventually<T>(attempt: () => Promise<T>, withinMs = 20_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(50);
    }
  }
}
