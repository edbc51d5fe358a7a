import type { Receipt } from '@portcullis/client';
import { plain } from './plain-text.js';

/** Null: nothing was taken, nor given. */
export function receiptText(receipt: Receipt | null): string {
  if (receipt === null) return 'Nothing that it may do was changed.';
  return `${reachedText(receipt)}: receipt ${plain(receipt.id)}.`;
}

/** How far a change has come, without a full stop. */
export function reachedText({ parts, verifiers, durationMs, pending }: Receipt): string {
  const { live, confirmed, fenced } = verifiers;
  const heard = `${confirmed} of ${counted(live)}`;
  if (pending) return `Under way, in force on ${heard} so far`;
  if (parts.length === 0) return 'Long in force everywhere';
  const time = `after ${durationMs.toFixed(0)} ms`;
  if (live === 0) return `In force everywhere ${time}; no gateway answered from memory`;
  if (fenced === 0) return `In force on ${heard} ${time}`;
  return `In force on ${heard} ${time}; ${fenced} did not answer and ${fenced === 1 ? 'has' : 'have'} stopped answering from memory`;
}

/** Whatever answers from memory is a gateway to whoever reads this, or works like one. */
function counted(live: number): string {
  return live === 1 ? '1 gateway' : `${live} gateways`;
}

export function receiptDetails(receipt: Receipt): string {
  const { id, parts } = receipt;
  const places = parts.map(({ authority, shard, epoch, rev }) => `  ${plain(authority)}, shard ${shard}, epoch ${plain(epoch)}, change ${plain(rev)}\n`);
  return `${plain(id)}\n${places.join('')}${reachedText(receipt)}.\n`;
}
