import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopySecret } from './copy.js';
import { FirstCall } from './first-call.js';
import { Snippets } from './snippets-tabs.js';
import classes from './secret.module.css';

interface SecretDialogProps {
  readonly token: Token;
  /** Stays in here: nothing else may keep it. */
  readonly secret: string;
  /** The secret is to be forgotten now. */
  readonly onClose: () => void;
}

/** The one time that a secret is shown: to copy, and to try at once. Whoever did not copy it is asked before it goes. */
export function SecretDialog({ token, secret, onClose }: SecretDialogProps) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [isCopied, setIsCopied] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => (isCopied ? onClose() : setIsAsking(true));
  const copied = useCallback((): void => {
    setIsCopied(true);
    setIsAsking(false);
  }, []);

  return (
    <Modal
      opened
      onClose={close}
      title={
        <Text component="span" fw={700} size="lg">
          {t('secret.title')}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      size={760}
      fullScreen={isPhone}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="lg" onCopy={copied}>
        <Text>{t('secret.intro', { name: token.name })}</Text>
        <Group gap="sm" align="flex-end" wrap="nowrap" className={classes.secret}>
          <TextInput
            label={t('secret.label')}
            value={secret}
            readOnly
            data-autofocus
            onFocus={({ currentTarget }) => currentTarget.select()}
            classNames={{ root: classes.field!, input: classes.text! }}
            autoComplete="off"
            spellCheck={false}
          />
          <CopySecret secret={secret} onCopied={copied} />
        </Group>
        <Snippets token={token} secret={secret} onCopied={copied} />
        <FirstCall token={token} />
        {isAsking ? (
          <Alert className={classes.asking} variant="outline" icon={<IconAlertTriangle aria-hidden />} role="alert" title={t('secret.notCopied.title')}>
            <Stack gap="sm">
              <Text size="sm">{t('secret.notCopied.text')}</Text>
              <Group>
                <Button variant="default" onClick={() => setIsAsking(false)} autoFocus>
                  {t('secret.notCopied.back')}
                </Button>
                <Button color="red.9" onClick={onClose}>
                  {t('secret.notCopied.close')}
                </Button>
              </Group>
            </Stack>
          </Alert>
        ) : (
          <Group justify="flex-end">
            <Button variant={isCopied ? 'filled' : 'default'} onClick={close}>
              {t('secret.done')}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}
