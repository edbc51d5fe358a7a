import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function DenialPage() {
  const { t } = useTranslation();
  return <Title order={1}>{t('token.title')}</Title>;
}
