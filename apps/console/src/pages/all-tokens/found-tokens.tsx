import { Alert, Code, List, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { operations } from '@portcullis/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usernamesQuery } from '../../api/tenant-tokens.js';

type Found = operations['revokeTenantTokens']['responses'][200]['content']['application/json']['first'];

interface FoundTokensProps {
  readonly tenant: string;
  readonly count: number;
  /** The oldest of them. */
  readonly first: Found;
}

/** What would be revoked. Takes the focus, since what was pressed for it is gone. */
export function FoundTokens({ tenant, count, first }: FoundTokensProps) {
  const { t } = useTranslation();
  const { data: usernames } = useQuery(usernamesQuery(tenant));
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4" ref={title} tabIndex={-1} style={{ outline: 'none' }}>
        {t('allTokens.bulk.found', { count })}
      </Title>
      {first.length > 0 && (
        <>
          <Text size="sm">{t('allTokens.bulk.oldest')}</Text>
          <ScrollArea.Autosize mah={240} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': t('allTokens.bulk.oldest') }}>
            <List size="sm" spacing={4}>
              {first.map(({ id, name, accountId }) => (
                <List.Item key={id}>
                  <Code>{name}</Code> {accountId === null ? t('allTokens.of.tenant') : (usernames?.get(accountId) ?? accountId)}
                </List.Item>
              ))}
            </List>
          </ScrollArea.Autosize>
          <Alert color="orange" variant="outline" p="sm" icon={<IconAlertTriangle aria-hidden />}>
            <Text size="sm">{t('allTokens.bulk.sessions')}</Text>
          </Alert>
        </>
      )}
    </Stack>
  );
}
