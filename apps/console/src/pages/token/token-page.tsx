import { Container, Grid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { tokenQuery, type ReadToken, type TokenRef } from '../../api/token.js';
import { AnchorLink } from '../../app/links.js';
import { usePolling } from '../../app/polling.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import '../../texts/account-pages.js';
import { CredentialsCard } from './credentials-card.js';
import { EditDrawer } from './edit-drawer.js';
import { EndedAlert } from './ended-alert.js';
import type { Outcome } from '../../app/outcome.js';
import { RecentEntries } from './recent-entries.js';
import { RegenerateDialog } from './regenerate-dialog.js';
import { RevokeDialog } from './revoke-dialog.js';
import { TokenAbilities } from './token-abilities.js';
import { TokenDetails } from './token-details.js';
import { TokenHeader, type TokenAction } from './token-header.js';
import { TokenRights } from './token-rights.js';

/** While an old secret works, it is looked at more often who still uses it. */
const OVERLAP_POLL_MS = 5_000;
const POLL_MS = 30_000;

export function TokenPage() {
  const { tenant, account, token } = useParams({ from: '/signed-in/t/$tenant/a/$account/tokens/$token' });
  const at = { tenant, account, token };
  const polling = usePolling(POLL_MS);
  const { data, error } = useQuery({
    ...tokenQuery(at),
    refetchInterval: ({ state }) => (polling !== false && (state.data?.credentials.length ?? 0) > 1 ? OVERLAP_POLL_MS : polling),
  });
  return (
    <Container size="lg" px={0}>
      {data ? <OneToken key={token} at={at} read={data} /> : error ? <NoToken error={error} /> : <TokenSkeleton />}
    </Container>
  );
}

function OneToken({ at, read }: { readonly at: TokenRef; readonly read: ReadToken }) {
  const [action, setAction] = useState<TokenAction | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { token, credentials } = read;
  const close = () => setAction(null);
  const done = (what: Outcome) => {
    setOutcome(what);
    close();
  };
  const begin = (what: TokenAction) => {
    setOutcome(null);
    setAction(what);
  };
  const ended = token.state === 'revoked' || token.state === 'expired';
  return (
    <Stack gap="lg">
      <TokenHeader token={token} onAction={begin} />
      {outcome && <ReceiptAlert {...outcome} onClose={() => setOutcome(null)} />}
      {ended && <EndedAlert token={token} />}
      {!ended && credentials.length > 1 && <CredentialsCard at={at} credentials={credentials} onDone={done} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
          <Stack gap="lg">
            <TokenRights token={token} />
            {!ended && <TokenAbilities at={at} token={token} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
          <TokenDetails token={token} />
        </Grid.Col>
        <Grid.Col span={12}>
          <RecentEntries at={at} />
        </Grid.Col>
      </Grid>
      <EditDrawer at={at} read={read} opened={action === 'edit'} onClose={close} onDone={done} />
      <RegenerateDialog at={at} name={token.name} opened={action === 'regenerate'} onClose={close} onDone={done} />
      <RevokeDialog at={at} name={token.name} opened={action === 'revoke'} onClose={close} onDone={done} />
    </Stack>
  );
}

function NoToken({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const params = useParams({ from: '/signed-in/t/$tenant/a/$account/tokens/$token' });
  const gone = error instanceof ApiFailure && error.status !== null && [400, 404].includes(error.status);
  return (
    <Stack>
      <Title order={1}>{t('token.gone.title')}</Title>
      {gone ? <Text>{t('token.gone.text')}</Text> : <ProblemAlert error={error} />}
      <AnchorLink to="/t/$tenant/a/$account/tokens" params={params}>
        {t('token.back')}
      </AnchorLink>
    </Stack>
  );
}

function TokenSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" aria-busy aria-label={t('token.loading')} role="status">
      <Skeleton h={20} w={90} />
      <Skeleton h={38} w={260} maw="100%" />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
          <Skeleton h={420} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
          <Skeleton h={420} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
