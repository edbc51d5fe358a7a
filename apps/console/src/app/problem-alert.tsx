import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/api.js';

/** Why something was not done, and what to do about it. Nothing where there is no error. */
export function ProblemAlert({ error }: { readonly error: unknown }) {
  const { t, i18n } = useTranslation();
  if (error === null || error === undefined) return null;
  const problem = error instanceof ApiFailure ? error.problem : null;
  const lost = error instanceof ApiFailure && problem === null;
  const advice = problem && `problems.${problem.code}`;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t(lost ? 'problems.lost.title' : 'problems.title')}>
      {problem && <Text size="sm">{problem.detail}</Text>}
      {problem?.errors !== undefined && problem.errors.length > 0 && (
        <List size="sm">
          {problem.errors.map(({ pointer, detail }) => (
            <List.Item key={pointer}>{`${pointer}: ${detail}`}</List.Item>
          ))}
        </List>
      )}
      <Text size="sm">{t(lost ? 'problems.lost.advice' : advice !== null && i18n.exists(advice) ? (advice as 'problems.advice') : 'problems.advice')}</Text>
      {problem && (
        <Text size="xs" c="dimmed">
          {t('problems.request', { id: problem.request_id })}
        </Text>
      )}
    </Alert>
  );
}
