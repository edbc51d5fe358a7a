import { Alert, Button, Card, Container, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery, signIn } from '../../api/session.js';
import { ProblemAlert } from '../../app/problem-alert.js';

/** For whoever comes without a session: account holders are sent back to their panel, staff may use a token. */
export function SignInPage() {
  const { t } = useTranslation();
  const { to = '/', why } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      setText('');
      queries.removeQueries({ queryKey: sessionQuery.queryKey });
      await router.navigate({ href: to, replace: true });
    },
  });
  return (
    <Container size={480} py="xl" component="main">
      <Stack>
        <Title order={1}>{t('signIn.title')}</Title>
        {why !== undefined && (
          <Alert color={why === 'ended' ? 'blue' : 'orange'} role="alert" title={t(`signIn.why.${why}.title`)}>
            {t(`signIn.why.${why}.text`)}
          </Alert>
        )}
        <Text>{t('signIn.fromPanel')}</Text>
        <Card withBorder component="section" aria-labelledby="staff">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              signing.mutate(text.trim());
            }}
          >
            <Stack>
              <Title order={2} size="h4" id="staff">
                {t('signIn.staff')}
              </Title>
              <PasswordInput label={t('signIn.token')} description={t('signIn.tokenHint')} value={text} onChange={(event) => setText(event.currentTarget.value)} autoComplete="off" required />
              <ProblemAlert error={signing.error} />
              <Button type="submit" loading={signing.isPending} disabled={text.trim() === ''}>
                {t('signIn.submit')}
              </Button>
            </Stack>
          </form>
        </Card>
      </Stack>
    </Container>
  );
}
