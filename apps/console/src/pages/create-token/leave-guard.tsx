import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

interface LeaveGuardProps {
  /** Something would be lost. */
  readonly isActive: boolean;
  /** A secret that was not put away would be. */
  readonly isSecret: boolean;
}

/** Asks before what was typed, or a secret that is shown once, is left behind. */
export function LeaveGuard({ isActive, isSecret }: LeaveGuardProps) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => isActive, enableBeforeUnload: isActive, disabled: !isActive, withResolver: true });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={t(isSecret ? 'secret.leave.title' : 'createToken.leave.title')} closeButtonProps={{ 'aria-label': t('shell.close') }} centered zIndex={400}>
      <Stack>
        <Text>{t(isSecret ? 'secret.leave.text' : 'createToken.leave.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t('createToken.leave.leave')}
          </Button>
          <Button onClick={() => reset?.()} data-autofocus>
            {t('createToken.leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
