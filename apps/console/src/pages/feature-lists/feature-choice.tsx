import { Checkbox, Fieldset, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../../api/catalogue.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { groupedFeatures, type GroupedFeatures } from '../../words/features.js';
import classes from './feature-lists.module.css';

interface FeatureChoiceProps {
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
  /** What may be chosen beside the catalogue's, which knows no features that only this provider has. */
  readonly also: readonly string[];
}

/** All features that there are, as panels group them, to choose from. */
export function FeatureChoice({ chosen, onChosen, also }: FeatureChoiceProps) {
  const { t } = useTranslation();
  const { data: catalogue, error } = useQuery(catalogueQuery);
  const [search, setSearch] = useState('');
  const offered = [...new Set([...(catalogue?.features ?? []).map(({ name }) => name), ...also])];
  const groups = groupedFeatures(offered, t, search);
  return (
    <Stack gap="md">
      <ProblemAlert error={error} />
      <TextInput
        label={t('featureLists.search')}
        placeholder={t('featureLists.searchHint')}
        type="search"
        maw={420}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {groups.length === 0 && catalogue !== undefined && (
        <Text c="dimmed" role="status">
          {t('featureLists.none', { search })}
        </Text>
      )}
      <div className={classes.groups}>
        {groups.map((group) => (
          <FeatureGroup key={group.group} group={group} chosen={chosen} onChosen={onChosen} />
        ))}
      </div>
    </Stack>
  );
}

interface FeatureGroupProps {
  readonly group: GroupedFeatures;
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
}

function FeatureGroup({ group: { group, features }, chosen, onChosen }: FeatureGroupProps) {
  const { t } = useTranslation();
  const title = t(`rights.featureGroups.${group}`);
  const names = features.map(({ name }) => name);
  const count = names.filter((name) => chosen.includes(name)).length;
  const without = (some: readonly string[]): readonly string[] => chosen.filter((name) => !some.includes(name));
  return (
    <Fieldset legend={title} className={classes.group}>
      <Stack gap={10}>
        <Checkbox
          label={t('featureLists.all')}
          classNames={{ label: classes.all! }}
          checked={count === names.length}
          indeterminate={count > 0 && count < names.length}
          onChange={({ currentTarget: { checked } }) => onChosen(checked ? [...without(names), ...names] : without(names))}
        />
        {features.map(({ name, title: feature }) => (
          <Checkbox key={name} label={feature} checked={chosen.includes(name)} onChange={({ currentTarget: { checked } }) => onChosen(checked ? [...chosen, name] : without([name]))} />
        ))}
      </Stack>
    </Fieldset>
  );
}
