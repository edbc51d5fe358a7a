import { Alert, List, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { Account } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { sameTexts } from './domains.js';

/** What somebody else has made of an account while it was about to be changed here. */
export function MeanwhileAlert({ was, now }: { readonly was: Account; readonly now: Account }) {
  const { t, i18n } = useTranslation();
  const domainsOf = ({ domains }: Account): string => (domains.length === 0 ? t('accounts.noDomains') : new Intl.ListFormat(i18n.language).format(domains));
  const stateOf = ({ status }: Account): string => t(`accounts.states.${status === 'suspended' ? 'suspended' : 'active'}`);
  const changes = [
    ...(was.featureList === now.featureList ? [] : [t('accounts.meanwhile.featureList', { was: was.featureList, now: now.featureList })]),
    ...(sameTexts(was.domains, now.domains) ? [] : [t('accounts.meanwhile.domains', { was: domainsOf(was), now: domainsOf(now) })]),
    ...(was.status === now.status ? [] : [t('accounts.meanwhile.status', { was: stateOf(was), now: stateOf(now) })]),
  ];
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconUsers aria-hidden />} title={t('accounts.meanwhile.title')}>
      <List size="sm" spacing={4}>
        {(changes.length === 0 ? [t('accounts.meanwhile.none')] : changes).map((change) => (
          <List.Item key={change} style={{ overflowWrap: 'anywhere' }}>
            {change}
          </List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        {t('accounts.meanwhile.hint')}
      </Text>
    </Alert>
  );
}
