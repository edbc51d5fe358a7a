import { Alert, Text } from '@mantine/core';
import { IconCircleCheck, IconClock } from '@tabler/icons-react';
import type { Receipt } from '@portcullis/client';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { receiptWords, type Taken } from '../words/receipt.js';

interface ReceiptAlertProps {
  /** What was done. */
  readonly title: string;
  /** null: nothing was taken from anybody, so that nobody had to hear of it. */
  readonly receipt: Receipt | null;
  readonly taken: Taken;
  readonly onClose?: () => void;
  /** What can be done next. */
  readonly children?: ReactNode;
}

/** That something was done, and how it spread. Takes the focus, since what was pressed for it is often gone. */
export function ReceiptAlert({ title, receipt, taken, onClose, children }: ReceiptAlertProps) {
  const { t, i18n } = useTranslation();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), [receipt]);
  const Icon = receipt?.pending ? IconClock : IconCircleCheck;
  return (
    <Alert
      {...{ ref: alert, tabIndex: -1, role: 'status', variant: 'light', color: 'teal', title, icon: <Icon aria-hidden /> }}
      {...(onClose && { withCloseButton: true, closeButtonLabel: t('shell.close'), onClose })}
    >
      {receipt && <Text size="sm">{receiptWords(receipt, taken, t, i18n.language)}</Text>}
      {children}
    </Alert>
  );
}
