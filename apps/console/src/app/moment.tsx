import { Tooltip } from '@mantine/core';
import i18next from 'i18next';
import { useState, useSyncExternalStore } from 'react';
import { distance, moment } from '../words/moments.js';

const TICK_MS = 30_000;

/** One clock for all that is on the page: a list shows hundreds of moments. */
const listeners = new Set<() => void>();
let nowMs = Date.now();
let ticking: number | undefined;

function listen(listener: () => void): () => void {
  if (listeners.size === 0) {
    nowMs = Date.now();
    ticking = window.setInterval(() => {
      nowMs = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(ticking);
  };
}

/** What time it is, told again every half minute, in milliseconds since 1970. */
export const useNow = (): number => useSyncExternalStore(listen, () => nowMs);

/**
 * A moment as people say it, with the date in their own zone beside the pointer and for readers of screens. What shows the date is made once somebody
 * comes near: a list has hundreds of moments.
 */
export function Moment({ at }: { readonly at: string }) {
  // Not by the hook, which costs a list more than all else.
  const { language } = i18next;
  const now = useNow();
  const [isNear, setIsNear] = useState(false);
  const atMs = Date.parse(at);
  const exactly = moment(atMs, language);
  const words = distance(atMs, now, language);
  const come = (): void => setIsNear(true);
  return isNear ? (
    <Tooltip label={exactly} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at} aria-label={exactly}>
        {words}
      </time>
    </Tooltip>
  ) : (
    <time dateTime={at} aria-label={exactly} onPointerEnter={come} onTouchStart={come}>
      {words}
    </time>
  );
}
