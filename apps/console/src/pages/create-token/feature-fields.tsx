import { Accordion, Badge, Checkbox, Group, Input, SegmentedControl, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { featureTitle, groupedFeatures, type GroupedFeatures } from '../../words/features.js';
import { canBeLimited } from './domain-limits.js';
import type { Draft } from './draft.js';
import { asDomain } from './preset-inputs.js';
import classes from './create-token.module.css';

type Chosen = Draft['features'];

interface FeatureFieldsProps {
  /** What the account has: nothing else can be given away. */
  readonly offered: readonly string[];
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
  readonly domains: readonly string[];
  readonly limits: readonly string[];
  readonly onLimits: (limits: readonly string[]) => void;
  readonly error: string | null;
}

/** Features to choose from, as panels group them, each for reading or for changes as well. */
export function FeatureFields({ offered, chosen, onChosen, domains, limits, onLimits, error }: FeatureFieldsProps) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<string[]>([]);
  const groups = groupedFeatures(offered, t, search);
  const unlimited = Object.keys(chosen).filter((feature) => !canBeLimited(feature));
  return (
    <Stack gap="md">
      <TextInput
        label={t('createToken.features.search')}
        placeholder={t('createToken.features.searchHint')}
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {groups.length === 0 ? (
        <Text c="dimmed" role="status">
          {t('createToken.features.none', { search })}
        </Text>
      ) : (
        <Accordion multiple variant="contained" order={3} value={search === '' ? opened : groups.map(({ group }) => group)} onChange={(groups) => search === '' && setOpened(groups)}>
          {groups.map((group) => (
            <FeatureGroup key={group.group} group={group} chosen={chosen} onChosen={onChosen} />
          ))}
        </Accordion>
      )}
      {error !== null && <Input.Error role="alert">{error}</Input.Error>}
      <TagsInput
        label={t('createToken.features.limits')}
        description={t('createToken.features.limitsHint')}
        placeholder={limits.length === 0 ? 'example.com' : t('createToken.pick')}
        data={[...domains]}
        value={[...limits]}
        onChange={(texts) => onLimits(texts.map(asDomain))}
        splitChars={[',', ' ']}
      />
      {limits.length > 0 && unlimited.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('createToken.features.notLimited', { features: new Intl.ListFormat(i18n.language).format(unlimited.map((feature) => featureTitle(feature, t))) })}
        </Text>
      )}
    </Stack>
  );
}

interface FeatureGroupProps {
  readonly group: GroupedFeatures;
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
}

function FeatureGroup({ group: { group, features }, chosen, onChosen }: FeatureGroupProps) {
  const { t } = useTranslation();
  const title = t(`rights.featureGroups.${group}`);
  const count = features.filter(({ name }) => name in chosen).length;
  const without = (names: readonly string[]): Chosen => Object.fromEntries(Object.entries(chosen).filter(([name]) => !names.includes(name)));
  const withAll = (): Chosen => ({ ...Object.fromEntries(features.map(({ name }) => [name, 'read' as const])), ...chosen });
  return (
    <Accordion.Item value={group}>
      <Accordion.Control>
        <Group justify="space-between" pe="sm">
          <Text fw={600}>{title}</Text>
          {count > 0 && (
            <Badge variant="filled" tt="none">
              {t('createToken.features.chosen', { count })}
            </Badge>
          )}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <div className={classes.feature}>
          <Checkbox
            label={t('createToken.features.all', { group: title })}
            checked={count === features.length}
            indeterminate={count > 0 && count < features.length}
            onChange={({ currentTarget: { checked } }) => onChosen(checked ? withAll() : without(features.map(({ name }) => name)))}
          />
        </div>
        {features.map(({ name, title: feature }) => (
          <div key={name} className={classes.feature}>
            <Checkbox
              label={feature}
              checked={name in chosen}
              onChange={({ currentTarget: { checked } }) => onChosen(checked ? { ...chosen, [name]: 'read' } : without([name]))}
            />
            {name in chosen && (
              <SegmentedControl
                size="xs"
                aria-label={t('createToken.features.accessOf', { feature })}
                value={chosen[name]!}
                onChange={(access) => onChosen({ ...chosen, [name]: access })}
                data={[
                  { value: 'read', label: t('createToken.features.read') },
                  { value: 'all', label: t('createToken.features.write') },
                ]}
              />
            )}
          </div>
        ))}
      </Accordion.Panel>
    </Accordion.Item>
  );
}
