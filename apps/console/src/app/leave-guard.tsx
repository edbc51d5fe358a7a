import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

interface LeaveGuardProps {
  /** Something would be lost. */
  readonly isActive: boolean;
  /** What is asked, and what would be lost. */
  readonly title: string;
  readonly text: string;
}

/** Asks before what was typed, or a secret that is shown once, is left behind. */
export function LeaveGuard({ isActive, title, text }: LeaveGuardProps) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => isActive, enableBeforeUnload: isActive, disabled: !isActive, withResolver: true });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }} centered zIndex={400}>
      <Stack>
        <Text>{text}</Text>
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
