import { useMediaQuery } from '@mantine/hooks';
import { TokenCards } from './token-cards.js';
import { TokenTable } from './token-table.js';
import type { TokenListProps } from './use-shown-rows.js';

/** The tokens as a table, or as cards where a table has no room. Only what is on the screen is there. */
export function TokenList(props: TokenListProps) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return isPhone ? <TokenCards {...props} /> : <TokenTable {...props} />;
}
