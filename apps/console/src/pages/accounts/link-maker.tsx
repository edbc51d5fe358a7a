import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard, useInterval } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { Account } from '@portcullis/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createLink } from '../../api/accounts.js';
import { ProblemAlert } from '../../app/problem-alert.js';

interface MadeLink {
  readonly url: string;
  readonly expiresAt: string;
}

const secondsLeft = ({ expiresAt }: MadeLink): number => Math.max(0, Math.ceil((Date.parse(expiresAt) - Date.now()) / 1000));

/** Makes a link that opens the console once. It stays in here, and goes with the dialog. */
export function LinkMaker({ account: { id, tenantId, username }, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<MadeLink | null>(null);
  const making = useMutation({
    // Nothing that the query cache keeps may hold the link.
    gcTime: 0,
    mutationFn: async () => setMade(await createLink({ tenant: tenantId, account: id })),
  });
  return (
    <Stack>
      <Text size="sm">{t('accounts.linking.text', { username })}</Text>
      {made !== null && <OneLink key={made.url} made={made} />}
      <ProblemAlert error={making.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t(made === null ? 'accounts.cancel' : 'accounts.linking.close')}
        </Button>
        <Button variant={made === null ? 'filled' : 'default'} loading={making.isPending} onClick={() => making.mutate()} data-autofocus>
          {t(made === null ? 'accounts.linking.submit' : 'accounts.linking.another')}
        </Button>
      </Group>
    </Stack>
  );
}

function OneLink({ made }: { readonly made: MadeLink }) {
  const { t } = useTranslation();
  const { copy, copied, error } = useClipboard();
  const [left, setLeft] = useState(() => secondsLeft(made));
  useInterval(() => setLeft(secondsLeft(made)), 1000, { autoInvoke: true });
  return (
    <div>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('accounts.linking.label')}
          value={made.url}
          readOnly
          disabled={left === 0}
          onFocus={({ currentTarget }) => currentTarget.select()}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          autoComplete="off"
          spellCheck={false}
        />
        <Button
          w={120}
          disabled={left === 0}
          color={copied ? 'green.9' : 'indigo'}
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => copy(made.url)}
        >
          {t(copied ? 'accounts.linking.copied' : 'accounts.linking.copy')}
        </Button>
      </Group>
      <Text size="sm" mt={4}>
        {left === 0 ? t('accounts.linking.ended') : t('accounts.linking.ends', { count: left })}
      </Text>
      {error !== null && (
        <Text size="sm" role="alert">
          {t('accounts.linking.byHand')}
        </Text>
      )}
    </div>
  );
}
