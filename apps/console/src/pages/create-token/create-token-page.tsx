import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function CreateTokenPage() {
  const { t } = useTranslation();
  return <Title order={1}>{t('createToken.title')}</Title>;
}
