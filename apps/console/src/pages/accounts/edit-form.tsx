import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../app/problem-alert.js';
import { AccountFields } from './account-fields.js';
import type { AccountDialogProps } from './begun.js';
import { areDomains, sameTexts } from './domains.js';
import { MeanwhileAlert } from './meanwhile-alert.js';
import { useAccountEdit } from './use-account-edit.js';

/** Changes the domains and the feature list of an account. What is sent is just what was changed. */
export function EditForm({ account, onClose, onDone }: AccountDialogProps) {
  const { t } = useTranslation();
  const { base, before, error, isPending, edit } = useAccountEdit(account, onDone);
  /** null: as it is. */
  const [domains, setDomains] = useState<readonly string[] | null>(null);
  const [featureList, setFeatureList] = useState<string | null>(null);
  const changes = {
    ...(domains !== null && !sameTexts(domains, base.domains) && { domains }),
    ...(featureList !== null && featureList !== base.featureList && { featureList }),
  };
  const isFit = areDomains(domains ?? base.domains);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(changes).length === 0) onClose();
        else if (isFit) edit({ edit: changes, title: t('accounts.editing.done', { username: base.username }) });
      }}
    >
      <Stack>
        {before !== null && <MeanwhileAlert was={before} now={base} />}
        <AccountFields
          tenant={base.tenantId}
          domains={domains ?? base.domains}
          onDomains={setDomains}
          domainsError={isFit ? null : t('accounts.fields.domains.misfit')}
          featureList={featureList ?? base.featureList}
          onFeatureList={setFeatureList}
          featureListError={null}
        />
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="xs">
          {Object.keys(changes).length === 0 && (
            <Text size="sm" c="dimmed">
              {t('accounts.editing.nothing')}
            </Text>
          )}
          <Button variant="default" onClick={onClose}>
            {t('accounts.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('accounts.editing.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
