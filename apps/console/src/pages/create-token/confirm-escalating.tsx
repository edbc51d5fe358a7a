import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiFailure } from '../../api/api.js';

interface ConfirmEscalatingProps {
  /** What the server asks about; null: nothing. */
  readonly error: ApiFailure | null;
  readonly onNo: () => void;
  readonly onYes: () => void;
}

/** Asks before a token is made that gets beyond what it was given. */
export function ConfirmEscalating({ error, onNo, onYes }: ConfirmEscalatingProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={error !== null} onClose={onNo} title={t('createToken.confirm.title')} closeButtonProps={{ 'aria-label': t('shell.close') }} centered>
      <Stack>
        <Text>{t('createToken.confirm.text')}</Text>
        <List>
          {error?.problem?.errors?.map(({ pointer, detail }) => <List.Item key={pointer}>{detail}</List.Item>) ?? <List.Item>{error?.problem?.detail}</List.Item>}
        </List>
        <Text>{t('createToken.confirm.advice')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onNo} data-autofocus>
            {t('createToken.confirm.no')}
          </Button>
          <Button color="red.9" onClick={onYes}>
            {t('createToken.confirm.yes')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
