import { Card, Group, SimpleGrid, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { Token } from '@portcullis/client';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { TokenState } from '../../app/token-state.js';
import { TokenExpiry, TokenLastUsed, TokenName, TokenRights } from './token-cells.js';
import { useShownRows, type TokenListProps } from './use-shown-rows.js';
import classes from './tokens.module.css';

/** px: each card, and the gap below it. */
const CARD_HEIGHT = 182;
const GAP = 12;
const SKELETONS = 4;

/** What the table says, for narrow screens. */
export function TokenCards(props: TokenListProps) {
  const { t } = useTranslation();
  const { frame, shown } = useShownRows(props, CARD_HEIGHT + GAP);
  const skeletons = props.isPending ? SKELETONS : props.hasMore ? 1 : 0;
  return (
    <div ref={frame}>
      <div role="list">
        <div style={{ height: shown.before }} />
        {shown.rows.map(({ token }) => (
          <div role="listitem" key={token.id} style={{ height: CARD_HEIGHT + GAP }}>
            <TokenCard token={token} />
          </div>
        ))}
        <div style={{ height: shown.after }} />
      </div>
      <Stack gap={GAP} aria-hidden>
        {Array.from({ length: skeletons }, (_, index) => (
          <Skeleton key={index} height={CARD_HEIGHT} radius="md" />
        ))}
      </Stack>
      {props.isPending && <VisuallyHidden role="status">{t('tokens.loading')}</VisuallyHidden>}
    </div>
  );
}

const TokenCard = memo(function TokenCard({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  return (
    <Card withBorder h={CARD_HEIGHT} padding="md" className={classes.card}>
      <Stack gap="sm" h="100%" justify="space-between">
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
          <div className={classes.cardName}>
            <TokenName token={token} />
          </div>
          <TokenState state={token.state} />
        </Group>
        <div>
          <TokenRights token={token} />
        </div>
        <SimpleGrid cols={2} spacing="md">
          <div>
            <Text size="xs" c="dimmed">
              {t('tokens.columns.lastUsed')}
            </Text>
            <TokenLastUsed token={token} brief />
          </div>
          <div>
            <Text size="xs" c="dimmed">
              {t('tokens.columns.expires')}
            </Text>
            <TokenExpiry token={token} />
          </div>
        </SimpleGrid>
      </Stack>
    </Card>
  );
});
