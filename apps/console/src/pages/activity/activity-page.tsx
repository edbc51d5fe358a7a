import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function ActivityPage() {
  const { t } = useTranslation();
  return <Title order={1}>{t('activity.title')}</Title>;
}
