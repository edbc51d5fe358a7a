import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../app/problem-alert.js';
import type { AccountDialogProps } from './begun.js';
import { MeanwhileAlert } from './meanwhile-alert.js';
import { useAccountEdit } from './use-account-edit.js';

const WAYS = {
  suspend: { texts: 'suspending', status: 'suspended', color: 'red.9' },
  unsuspend: { texts: 'unsuspending', status: 'active', color: 'indigo' },
} as const;

/** Asks once more before all tokens of an account stop, or work again. */
export function StatusForm({ account, what, onClose, onDone }: AccountDialogProps & { readonly what: keyof typeof WAYS }) {
  const { t } = useTranslation();
  const { base, before, error, isPending, edit } = useAccountEdit(account, onDone);
  const { texts, status, color } = WAYS[what];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        edit({ edit: { status }, title: t(`accounts.${texts}.done`, { username: base.username }) });
      }}
    >
      <Stack>
        {before !== null && <MeanwhileAlert was={before} now={base} />}
        <Text size="sm">{t(`accounts.${texts}.text`)}</Text>
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('accounts.cancel')}
          </Button>
          <Button type="submit" color={color} loading={isPending}>
            {t(`accounts.${texts}.submit`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
