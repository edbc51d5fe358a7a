import type { ChangePosition, Receipt } from '@portcullis/contracts';
import { newId } from '@portcullis/kernel';
import type { Gateway } from '../../gateway.js';

/**
 * Carries out a power-taking call and puts its receipt in place of the bare change. No process keeps facts in memory: every
 * decision reads both authorities, so a change is in force everywhere once it is committed, and there are no verifiers to
 * hear from.
 */
export async function receipted<Value extends { change: ChangePosition }>(
  { elapsedMs, randomBytes }: Pick<Gateway, 'elapsedMs' | 'randomBytes'>,
  takePower: () => Promise<Value>,
): Promise<Omit<Value, 'change'> & { enforcement: Receipt }> {
  const startedMs = elapsedMs();
  const { change, ...rest } = await takePower();
  return {
    ...rest,
    enforcement: {
      id: newId('rcp', randomBytes),
      parts: [change],
      verifiers: { live: 0, confirmed: 0, fenced: 0 },
      durationMs: Math.round((elapsedMs() - startedMs) * 1000) / 1000,
    },
  };
}
