import type { ChangePosition, Receipt } from '@portcullis/contracts';
import { newId } from '@portcullis/kernel';
import type { Gateway } from '../../gateway.js';

type Parts = Pick<Gateway, 'elapsedMs' | 'randomBytes'>;

/**
 * Carries out a call that may take power, and says how to tell of the changes it made. No process keeps facts in memory: every
 * decision reads both authorities, so a change is in force everywhere once it is committed, and there are no verifiers to
 * hear from.
 */
export async function carriedOut<Value>(
  { elapsedMs, randomBytes }: Parts,
  takePower: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly receipt: (changes: readonly ChangePosition[]) => Receipt }> {
  const startedMs = elapsedMs();
  const value = await takePower();
  const durationMs = Math.round((elapsedMs() - startedMs) * 1000) / 1000;
  const receipt = (changes: readonly ChangePosition[]): Receipt => ({
    id: newId('rcp', randomBytes),
    parts: [...changes],
    verifiers: { live: 0, confirmed: 0, fenced: 0 },
    durationMs,
  });
  return { value, receipt };
}

/** The same for a call that makes one change: its receipt in place of the bare change. */
export async function receipted<Value extends { change: ChangePosition }>(
  parts: Parts,
  takePower: () => Promise<Value>,
): Promise<Omit<Value, 'change'> & { enforcement: Receipt }> {
  const { value, receipt } = await carriedOut(parts, takePower);
  const { change, ...rest } = value;
  return { ...rest, enforcement: receipt([change]) };
}

/** The same for a call that may find nothing to change: no receipt then. */
export async function receiptedIfChanged<Value extends { change: ChangePosition | null }>(
  parts: Parts,
  takePower: () => Promise<Value>,
): Promise<Omit<Value, 'change'> & { enforcement: Receipt | null }> {
  const { value, receipt } = await carriedOut(parts, takePower);
  const { change, ...rest } = value;
  return { ...rest, enforcement: change && receipt([change]) };
}
