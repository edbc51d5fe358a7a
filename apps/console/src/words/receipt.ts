import type { Receipt } from '@portcullis/client';
import type { TFunction } from 'i18next';

/** What a receipt is of: what was ended, or what counts anew. */
export type Taken = 'dead' | 'inForce';

/**
 * What became of a call that took power, in a sentence: `Dead on 3 of 3 gateways after 4 ms.` Those that were silent until they had to stop
 * answering from memory are told apart: it is dead there as well, and nobody said so.
 */
export function receiptWords({ parts, verifiers: { live, confirmed, fenced }, durationMs, pending }: Receipt, taken: Taken, t: TFunction, language: string): string {
  if (parts.length === 0) return t('receipt.nothing');
  if (live === 0) return t(`receipt.${taken}.nobody`);
  const time = durationWords(durationMs, t, language);
  if (pending) return t(`receipt.${taken}.pending`, { count: live, done: confirmed + fenced });
  if (fenced > 0) return [t(`receipt.${taken}.done`, { count: live, done: live, time }), t('receipt.fenced', { count: fenced })].join(' ');
  return t(`receipt.${taken}.done`, { count: live, done: confirmed, time });
}

/** `4 ms`, `2.1 s`. */
export function durationWords(ms: number, t: TFunction, language: string): string {
  const unit = (value: number, name: 'millisecond' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: name === 'second' ? 1 : 0 }).format(value);
  if (ms < 1) return t('receipt.instantly');
  return ms < 1000 ? unit(ms, 'millisecond') : unit(ms / 1000, 'second');
}
