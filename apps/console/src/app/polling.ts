import { useIdle } from '@mantine/hooks';

/** After this long without a key or a pointer nobody is taken to look. */
const IDLE_MS = 5 * 60_000;

/**
 * How often to read again what others may change, in milliseconds; false: not at all, since nobody is there. A page that went on asking would
 * keep its session alive for whoever comes by. TanStack pauses by itself where the page is hidden.
 */
export function usePolling(everyMs: number): number | false {
  return useIdle(IDLE_MS, { initialState: false }) ? false : everyMs;
}
