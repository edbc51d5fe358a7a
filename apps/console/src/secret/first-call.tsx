import { Loader, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { firstUseQuery } from '../api/first-use.js';
import { useAccountRef } from '../app/session.js';
import classes from './secret.module.css';

/** Waits for the first call with the new secret, and says from where it came and by what. */
export function FirstCall({ token: { id } }: { readonly token: Token }) {
  const { t } = useTranslation();
  const { data: use } = useQuery(firstUseQuery(useAccountRef(), id));
  return (
    <div className={classes.call} data-used={use ? true : undefined} role="status">
      {use ? <IconCircleCheck size={28} aria-hidden /> : <Loader size={24} aria-hidden />}
      <div>
        <Text fw={600}>{t(use ? 'secret.used.title' : 'secret.waiting.title')}</Text>
        <Text size="sm" className={classes.said}>
          {use ? [t('secret.used.text', { ip: use.ip }), ...(use.agent === null ? [] : [t('secret.used.agent', { agent: use.agent })])].join(' ') : t('secret.waiting.text')}
        </Text>
      </div>
    </div>
  );
}
