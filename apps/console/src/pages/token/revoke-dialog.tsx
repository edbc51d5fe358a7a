import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { revokeToken, tokenKey, type TokenRef } from '../../api/token.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import type { Outcome } from '../../app/outcome.js';

interface RevokeDialogProps {
  readonly at: TokenRef;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** Asks once more, by name: what is revoked never comes back. */
export function RevokeDialog({ at, name, opened, onClose, onDone }: RevokeDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const revoking = useMutation({
    mutationFn: () => revokeToken(at, reason.trim()),
    onSuccess: async ({ enforcement }) => {
      void queries.invalidateQueries({ queryKey: ['tokens', at.tenant, at.account] });
      void queries.invalidateQueries({ queryKey: ['audit', at.tenant, at.account] });
      await queries.invalidateQueries({ queryKey: tokenKey(at), exact: true });
      onDone({ title: t('token.revoke.done', { name }), receipt: enforcement, taken: 'dead' });
    },
  });
  return (
    <Modal {...{ opened, onClose, centered: true }} title={t('token.revoke.title', { name })} closeButtonProps={{ 'aria-label': t('token.close') }} styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          revoking.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t('token.revoke.text')}</Text>
          <TextInput label={t('token.revoke.reason')} description={t('token.revoke.reasonHint')} value={reason} maxLength={200} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
          <ProblemAlert error={revoking.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('token.cancel')}
            </Button>
            <Button type="submit" color="red.9" loading={revoking.isPending}>
              {t('token.revoke.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
