import { Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
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

/** A moment as people say it, with the date in their own zone beside the pointer and for readers of screens. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const atMs = Date.parse(at);
  const exactly = moment(atMs, i18n.language);
  return (
    <Tooltip label={exactly} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit aria-label={exactly}>
        {distance(atMs, now, i18n.language)}
      </Text>
    </Tooltip>
  );
}
