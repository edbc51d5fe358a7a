import { Select, TagsInput, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { featureListsQuery } from '../../api/feature-lists.js';
import { ProblemAlert } from '../../app/problem-alert.js';

interface AccountFieldsProps {
  readonly tenant: string;
  readonly domains: readonly string[];
  readonly onDomains: (domains: readonly string[]) => void;
  readonly domainsError: string | null;
  readonly featureList: string | null;
  readonly onFeatureList: (featureList: string | null) => void;
  readonly featureListError: string | null;
}

/** What can be said of an account both when it is made and later. */
export function AccountFields({ tenant, domains, onDomains, domainsError, featureList, onFeatureList, featureListError }: AccountFieldsProps) {
  const { t } = useTranslation();
  const { data, error } = useQuery(featureListsQuery(tenant));
  return (
    <>
      <TagsInput
        label={t('accounts.fields.domains.label')}
        description={t('accounts.fields.domains.hint')}
        placeholder={domains.length === 0 ? 'example.com' : ''}
        value={[...domains]}
        onChange={(texts) => onDomains(texts.map((text) => text.trim().toLowerCase()))}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        maxTags={1000}
        error={domainsError}
      />
      <Select
        label={t('accounts.fields.featureList.label')}
        description={t('accounts.fields.featureList.hint')}
        data={data?.map(({ name }) => name) ?? (featureList === null ? [] : [featureList])}
        value={featureList}
        onChange={onFeatureList}
        error={featureListError}
        searchable={(data?.length ?? 0) > 8}
        allowDeselect={false}
        required
      />
      {data?.length === 0 && <Text size="sm">{t('accounts.fields.featureList.none')}</Text>}
      <ProblemAlert error={error} />
    </>
  );
}
