import { Alert, List, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { changedMeanwhile, type Edited } from './edit-fields.js';
import { valueWords } from './values.js';

interface MeanwhileAlertProps {
  readonly was: Token;
  readonly now: Token;
  /** What is about to be changed on top of that. */
  readonly mine: Partial<Edited>;
}

/** What somebody else has changed of a token while it was being edited here. */
export function MeanwhileAlert({ was, now, mine }: MeanwhileAlertProps) {
  const { t, i18n } = useTranslation();
  const words = (field: (typeof fields)[number], token: Token) => valueWords(field, token, t, i18n.language);
  const fields = changedMeanwhile(was, now);
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconUsers aria-hidden />} title={t('token.meanwhile.title')}>
      <List size="sm" spacing={4}>
        {fields.map((field) => (
          <List.Item key={field}>
            <Text size="sm" span style={{ overflowWrap: 'anywhere' }}>
              {t('token.meanwhile.change', { field: t(`token.fields.${field}`), was: words(field, was), now: words(field, now) })}
              {field in mine && <b> {t('token.meanwhile.yours', { mine: words(field, { ...now, ...mine }) })}</b>}
            </Text>
          </List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        {t(fields.length === 0 ? 'token.meanwhile.same' : Object.keys(mine).length === 0 ? 'token.meanwhile.nothingLeft' : 'token.meanwhile.hint')}
      </Text>
    </Alert>
  );
}
