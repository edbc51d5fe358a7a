import { ActionIcon, Button, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './secret.module.css';

/** Copies, and says so to whoever asks before a secret goes: only once it is so. A page that came over plain http may not copy. */
function useCopying(text: string, onCopied: () => void) {
  const { copy, copied, error } = useClipboard();
  useEffect(() => {
    if (copied) onCopied();
  }, [copied, onCopied]);
  return { isCopied: copied, isRefused: error !== null, copy: () => copy(text) };
}

interface CopySecretProps {
  readonly secret: string;
  readonly onCopied: () => void;
}

/** The button beside the secret. */
export function CopySecret({ secret, onCopied }: CopySecretProps) {
  const { t } = useTranslation();
  const { isCopied, isRefused, copy } = useCopying(secret, onCopied);
  return (
    <div>
      <Button w={120} color={isCopied ? 'green.9' : 'indigo'} leftSection={isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />} onClick={copy}>
        {t(isCopied ? 'secret.copied' : 'secret.copy')}
      </Button>
      {isRefused && (
        <Text size="sm" role="alert">
          {t('secret.byHand')}
        </Text>
      )}
    </div>
  );
}

interface CopyTextProps {
  readonly text: string;
  readonly what: string;
  readonly onCopied: () => void;
}

/** The sign on a snippet. */
export function CopyText({ text, what, onCopied }: CopyTextProps) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopying(text, onCopied);
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <ActionIcon className={classes.copy} variant="default" size="lg" aria-label={isCopied ? t('secret.copied') : t('secret.copyPart', { what })} onClick={copy}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
