import type { Token } from '@portcullis/client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface TokenListProps {
  readonly tokens: readonly Token[];
  /** Nothing is here yet, not even from before. */
  readonly isPending: boolean;
  readonly hasMore: boolean;
  /** The end of what is here comes near. */
  readonly onEnd: () => void;
}

/** What of a list is on the screen, and how much room the rest takes. */
export interface ShownRows {
  readonly rows: readonly { readonly index: number; readonly token: Token }[];
  /** px */
  readonly before: number;
  readonly after: number;
}

/** So many rows before the end the next ones are asked for: a page comes sooner than people scroll there. */
const NEAR_END = 40;
const OVERSCAN = 4;

/** `frame`: what the rows stand in. `heightOf`: of each row, in px; they have all the same. */
export function useShownRows({ tokens, hasMore, onEnd }: TokenListProps, heightOf: number): { readonly frame: React.RefObject<HTMLDivElement | null>; readonly shown: ShownRows } {
  const frame = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above can change its height: a problem comes, filters wrap. Not with each scroll: the browser would lay the page out twice.
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = frame.current === null ? 0 : frame.current.getBoundingClientRect().top + window.scrollY;
      setScrollMargin((before) => (Math.abs(top - before) > 1 ? top : before));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: tokens.length,
    estimateSize: () => heightOf,
    overscan: OVERSCAN,
    scrollMargin,
    getItemKey: (index) => tokens[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= tokens.length - NEAR_END) onEnd();
  }, [hasMore, last, tokens.length, onEnd]);
  return {
    frame,
    shown: {
      rows: items.map(({ index }) => ({ index, token: tokens[index]! })),
      before: (items[0]?.start ?? scrollMargin) - scrollMargin,
      after: virtualizer.getTotalSize() + scrollMargin - (items.at(-1)?.end ?? virtualizer.getTotalSize() + scrollMargin),
    },
  };
}
