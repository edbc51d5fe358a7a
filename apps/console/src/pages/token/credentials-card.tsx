import { Badge, Button, Card, Code, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { finishRegeneration, tokenKey, type Credential, type TokenRef } from '../../api/token.js';
import { Moment } from '../../app/moment.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { LastUse } from './token-details.js';
import type { Outcome } from '../../app/outcome.js';

interface CredentialsCardProps {
  readonly at: TokenRef;
  readonly credentials: readonly Credential[];
  readonly onDone: (outcome: Outcome) => void;
}

/** While an old secret still works: who uses which, so that it can be ended once all have changed over. */
export function CredentialsCard({ at, credentials, onDone }: CredentialsCardProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const finishing = useMutation({
    mutationFn: () => finishRegeneration(at),
    onSuccess: async ({ enforcement }) => {
      void queries.invalidateQueries({ queryKey: ['audit', at.tenant, at.account] });
      await queries.invalidateQueries({ queryKey: tokenKey(at), exact: true });
      onDone({ title: t('token.credentials.finished'), receipt: enforcement, taken: 'dead' });
    },
  });
  return (
    <Card withBorder component="section" aria-labelledby="credentials" padding="lg">
      <Group justify="space-between" gap="sm" mb="xs">
        <Title order={2} size="h4" id="credentials">
          {t('token.credentials.title')}
        </Title>
        <Button size="xs" variant="default" c="var(--mantine-color-error)" loading={finishing.isPending} onClick={() => finishing.mutate()}>
          {t('token.credentials.finish')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {t('token.credentials.hint')}
      </Text>
      <ProblemAlert error={finishing.error} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {credentials.toSorted((one, other) => Number(one.endsAt === null) - Number(other.endsAt === null)).map((credential) => (
          <OneSecret key={credential.publicId} credential={credential} />
        ))}
      </SimpleGrid>
    </Card>
  );
}

function OneSecret({ credential: { publicId, endsAt, uses, lastUsed, createdAt } }: { readonly credential: Credential }) {
  const { t, i18n } = useTranslation();
  const old = endsAt !== null;
  return (
    <Card withBorder padding="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Badge variant="default" tt="none" fw={600}>
            {t(old ? 'token.credentials.old' : 'token.credentials.new')}
          </Badge>
          <Code fz="xs">{publicId}</Code>
        </Group>
        <Text size="sm" component="div">
          {t(old ? 'token.credentials.ends' : 'token.credentials.made')} <Moment at={endsAt ?? createdAt} />
        </Text>
        <div>
          {lastUsed !== null && (
            <Text size="xs" c="dimmed">
              {t('token.credentials.used', { count: uses, number: new Intl.NumberFormat(i18n.language).format(uses) })}
            </Text>
          )}
          <Text size="sm" component="div">
            {lastUsed === null ? t(old ? 'token.credentials.nobodyOld' : 'token.credentials.nobodyNew') : <LastUse {...lastUsed} />}
          </Text>
        </div>
      </Stack>
    </Card>
  );
}
