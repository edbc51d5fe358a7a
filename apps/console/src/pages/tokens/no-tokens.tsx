import { Button, Card, EmptyState, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconArrowRight, IconChartLine, IconEye, IconHourglassEmpty, IconLock, IconPlus, IconRouter, IconSearchOff, IconTarget } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AnchorLink, ButtonLink } from '../../app/links.js';
import { useAccountRef } from '../../app/session.js';
import { WITHOUT_FILTERS } from './tokens-search.js';
import { useTokensSearch } from './use-tokens-search.js';
import classes from './tokens.module.css';

const POINTS = [
  ['narrow', IconTarget],
  ['seen', IconEye],
  ['ended', IconHourglassEmpty],
] as const;

/** What most people come for. */
const PRESETS = [
  ['acme-dns-01', IconLock],
  ['dynamic-dns', IconRouter],
  ['read-only-monitoring', IconChartLine],
] as const;

/** What a token is for, and where to begin, for whoever has none. */
export function NoTokens() {
  const { t } = useTranslation();
  const account = useAccountRef();
  return (
    <Stack gap="xl">
      <Card withBorder padding="xl" radius="lg">
        <Stack gap="xl">
          <div>
            <Title order={2} size="h3">
              {t('tokens.empty.title')}
            </Title>
            <Text mt="xs" maw={640}>
              {t('tokens.empty.text')}
            </Text>
          </div>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
            {POINTS.map(([point, Icon]) => (
              <Group key={point} align="flex-start" wrap="nowrap" gap="sm">
                <ThemeIcon variant="light" size="lg" radius="md" aria-hidden>
                  <Icon size={20} />
                </ThemeIcon>
                <div>
                  <Text fw={600}>{t(`tokens.empty.points.${point}.title`)}</Text>
                  <Text size="sm" c="dimmed">
                    {t(`tokens.empty.points.${point}.text`)}
                  </Text>
                </div>
              </Group>
            ))}
          </SimpleGrid>
        </Stack>
      </Card>
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('tokens.empty.start')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
          {PRESETS.map(([preset, Icon]) => (
            <Card key={preset} withBorder padding="lg" className={`${classes.card} ${classes.preset}`}>
              <Group justify="space-between" mb="sm">
                <Icon size={26} aria-hidden />
                <IconArrowRight size={18} aria-hidden />
              </Group>
              <AnchorLink to="/t/$tenant/a/$account/tokens/new" params={account} search={{ preset }} className={classes.link} fw={600}>
                {t(`rights.presets.${preset}.title`)}
              </AnchorLink>
              <Text size="sm" c="dimmed" mt={4}>
                {t(`tokens.empty.presets.${preset}`)}
              </Text>
            </Card>
          ))}
        </SimpleGrid>
        <Group>
          <ButtonLink to="/t/$tenant/a/$account/tokens/new" params={account} size="md" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('tokens.empty.other')}
          </ButtonLink>
        </Group>
      </Stack>
    </Stack>
  );
}

/** Filters that let nothing through. */
export function NothingFound() {
  const { t } = useTranslation();
  const [, change] = useTokensSearch();
  return (
    <EmptyState py="xl" icon={<IconSearchOff aria-hidden />} title={t('tokens.nothing.title')} description={t('tokens.nothing.text')}>
      <EmptyState.Actions>
        <Button variant="default" onClick={() => change(WITHOUT_FILTERS)}>
          {t('tokens.clear')}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
