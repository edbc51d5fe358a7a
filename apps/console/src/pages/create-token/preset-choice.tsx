import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconListCheck, IconLockOpen } from '@tabler/icons-react';
import type { EffectivePolicy } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import type { Preset } from '../../api/catalogue.js';
import { AnchorLink } from '../../app/links.js';
import { useAccountRef } from '../../app/session.js';
import type { NewTokenSearch } from './new-token-search.js';
import { presetIcon } from './preset-icons.js';
import classes from './create-token.module.css';

interface PresetChoiceProps {
  readonly presets: readonly Preset[];
  readonly policy: EffectivePolicy;
}

/** What people make tokens for; each card is a link, so that going back comes here again. */
export function PresetChoice({ presets, policy }: PresetChoiceProps) {
  const { t } = useTranslation();
  const offered = policy.presets === null ? presets : presets.filter(({ name }) => policy.presets?.includes(name));
  return (
    <Stack gap="xl">
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {t('createToken.choose.title')}
          </Title>
          <Text c="dimmed">{t('createToken.choose.intro')}</Text>
        </div>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {offered.map(({ name, title, description }) => {
            const key = name as 'acme-dns-01';
            return (
              <ChoiceCard
                key={name}
                search={{ preset: name }}
                icon={presetIcon(name)}
                title={t(`rights.presets.${key}.title`, { defaultValue: title })}
                text={t(`createToken.choose.presets.${key}`, { defaultValue: description })}
              />
            );
          })}
        </SimpleGrid>
      </Stack>
      {policy.presets === null ? (
        <Stack gap="md">
          <Title order={2} size="h3">
            {t('createToken.choose.custom')}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            <ChoiceCard search={{ access: 'restricted' }} icon={IconListCheck} title={t('createToken.choose.restricted.title')} text={t('createToken.choose.restricted.text')} />
            <ChoiceCard search={{ access: 'full' }} icon={IconLockOpen} title={t('createToken.choose.full.title')} text={t('createToken.choose.full.text')} />
          </SimpleGrid>
        </Stack>
      ) : (
        <Text c="dimmed">{t('createToken.choose.notOffered')}</Text>
      )}
    </Stack>
  );
}

interface ChoiceCardProps {
  readonly search: NewTokenSearch;
  readonly icon: typeof IconListCheck;
  readonly title: string;
  readonly text: string;
}

function ChoiceCard({ search, icon: Icon, title, text }: ChoiceCardProps) {
  return (
    <Card withBorder padding="lg" className={classes.choice}>
      <Group wrap="nowrap" align="flex-start" gap="md">
        <span className={classes.sign}>
          <Icon size={22} aria-hidden />
        </span>
        <div>
          <AnchorLink to="/t/$tenant/a/$account/tokens/new" params={useAccountRef()} search={search} className={classes.link} fw={600}>
            {title}
          </AnchorLink>
          <Text size="sm" c="dimmed" mt={4}>
            {text}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
