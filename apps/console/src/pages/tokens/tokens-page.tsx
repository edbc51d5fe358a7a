import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { tokensQuery } from '../../api/tokens.js';
import { ButtonLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { useAccountRef } from '../../app/session.js';
import { NoTokens, NothingFound } from './no-tokens.js';
import { TokenList } from './token-list.js';
import { TokenToolbar } from './token-toolbar.js';
import { isNarrowed } from './tokens-search.js';
import classes from './tokens.module.css';

/** All tokens of an account. */
export function TokensPage() {
  const { t } = useTranslation();
  const account = useAccountRef();
  const search = useSearch({ from: '/signed-in/t/$tenant/a/$account/tokens' });
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(tokensQuery(account, search));
  const tokens = data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = data !== undefined && tokens.length === 0 && !isPlaceholderData;

  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Group justify="space-between" align="flex-end" gap="md">
        <div>
          <Title order={1}>{t('tokens.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('tokens.intro')}
          </Text>
        </div>
        {!(isEmpty && !isNarrowed(search)) && (
          <ButtonLink to="/t/$tenant/a/$account/tokens/new" params={account} size="md" leftSection={<IconPlus size={18} aria-hidden />} className={classes.create}>
            {t('tokens.create')}
          </ButtonLink>
        )}
      </Group>
      {isEmpty && !isNarrowed(search) ? (
        <NoTokens />
      ) : (
        <>
          <TokenToolbar />
          {error !== null && (
            <Stack align="flex-start">
              <ProblemAlert error={error} />
              <Button variant="default" onClick={() => void (data === undefined ? refetch() : fetchNextPage())}>
                {t('tokens.again')}
              </Button>
            </Stack>
          )}
          {isEmpty ? (
            <NothingFound />
          ) : (
            (isPending || tokens.length > 0) && (
              <div className={isPlaceholderData ? classes.stale : undefined} aria-busy={isPlaceholderData || isPending}>
                <TokenList tokens={tokens} isPending={isPending} hasMore={hasNextPage && error === null} onEnd={() => void (isFetchingNextPage || isPlaceholderData || fetchNextPage())} />
              </div>
            )
          )}
          <Text size="sm" c="dimmed" role="status">
            {data !== undefined && !isEmpty && (hasNextPage ? t('tokens.countSoFar', { count: tokens.length }) : t('tokens.count', { count: tokens.length }))}
          </Text>
        </>
      )}
    </Stack>
  );
}
