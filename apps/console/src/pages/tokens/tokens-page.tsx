import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function TokensPage() {
  const { t } = useTranslation();
  return <Title order={1}>{t('tokens.title')}</Title>;
}
