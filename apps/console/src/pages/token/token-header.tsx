import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconBan, IconPencil, IconRefresh } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../app/links.js';
import { useAccountRef } from '../../app/session.js';
import { TokenState } from '../../app/token-state.js';

export type TokenAction = 'edit' | 'regenerate' | 'revoke';

interface TokenHeaderProps {
  readonly token: Token;
  readonly onAction: (action: TokenAction) => void;
}

export function TokenHeader({ token: { name, description, state, form }, onAction }: TokenHeaderProps) {
  const { t } = useTranslation();
  const params = useAccountRef();
  return (
    <Stack gap="xs">
      <AnchorLink to="/t/$tenant/a/$account/tokens" params={params} size="sm">
        <Group gap={4} component="span" display="inline-flex">
          <IconArrowLeft size={16} aria-hidden />
          {t('token.back')}
        </Group>
      </AnchorLink>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} miw={0} maw="100%">
          <Group gap="sm">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            <TokenState state={state} />
          </Group>
          {description !== '' && (
            <Text c="dimmed" maw={640} style={{ overflowWrap: 'anywhere' }}>
              {description}
            </Text>
          )}
        </Stack>
        <Actions state={state} form={form} onAction={onAction} />
      </Group>
    </Stack>
  );
}

/** What has ended is not edited; what has expired can still be revoked, which makes its name free. Sessions are only ever ended. */
function Actions({ state, form, onAction }: Pick<Token, 'state' | 'form'> & Pick<TokenHeaderProps, 'onAction'>) {
  const { t } = useTranslation();
  if (state === 'revoked') return null;
  const revoke = (
    <Button variant="default" c="var(--mantine-color-error)" leftSection={<IconBan size={16} aria-hidden />} onClick={() => onAction('revoke')}>
      {t('token.revoke.open')}
    </Button>
  );
  if (state === 'expired' || form !== 'token') return revoke;
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onAction('edit')}>
        {t('token.edit.open')}
      </Button>
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => onAction('regenerate')}>
        {t('token.regenerate.open')}
      </Button>
      {revoke}
    </Group>
  );
}
