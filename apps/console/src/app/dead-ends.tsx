import { Button, Center, Container, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from './links.js';
import { ProblemAlert } from './problem-alert.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Container size="sm" py="xl" component="main">
      <Stack align="flex-start">
        <Title order={1}>{t('shell.notFound.title')}</Title>
        <Text>{t('shell.notFound.text')}</Text>
        <AnchorLink to="/">{t('shell.notFound.back')}</AnchorLink>
      </Stack>
    </Container>
  );
}

/** What a page shows when it could not be read, or broke. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <Container size="sm" py="xl" component="main">
      <Stack>
        <Title order={1}>{t('shell.crash.title')}</Title>
        <ProblemAlert error={error} />
        <Group>
          <Button onClick={reset}>{t('shell.crash.again')}</Button>
          <AnchorLink to="/">{t('shell.notFound.back')}</AnchorLink>
        </Group>
      </Stack>
    </Container>
  );
}

/** While it is found out who is signed in. */
export function OpeningPage() {
  const { t } = useTranslation();
  return (
    <Center h="100vh" component="main">
      <Stack align="center">
        <Loader aria-hidden />
        <Text role="status">{t('signIn.opening')}</Text>
      </Stack>
    </Center>
  );
}
