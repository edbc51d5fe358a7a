import { Alert, Stack, Text } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../app/links.js';
import { Moment } from '../../app/moment.js';
import { useAccountRef } from '../../app/session.js';

/** Of a token that is over: that it is, since when and why, and what to do instead of editing it. */
export function EndedAlert({ token: { state, revokedAt, revokedReason, expiresAt } }: { readonly token: Token }) {
  const { t } = useTranslation();
  const params = useAccountRef();
  const revoked = state === 'revoked';
  const at = revoked ? revokedAt : expiresAt;
  return (
    <Alert variant="default" icon={<IconBan aria-hidden />} title={t(revoked ? 'token.ended.revoked' : 'token.ended.expired')}>
      <Stack gap={4}>
        {at !== null && (
          <Text size="sm" component="div">
            <Moment at={at} />
            {revokedReason !== null && `: ${revokedReason}`}
          </Text>
        )}
        <Text size="sm">{t(revoked ? 'token.ended.revokedHint' : 'token.ended.expiredHint')}</Text>
        <AnchorLink to="/t/$tenant/a/$account/tokens/new" params={params} size="sm">
          {t('token.ended.create')}
        </AnchorLink>
      </Stack>
    </Alert>
  );
}
