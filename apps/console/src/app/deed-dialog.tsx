import { Modal, type ModalProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DeedDialogProps<Begun> extends Pick<ModalProps, 'size' | 'centered'> {
  /** null: nothing. */
  readonly begun: Begun | null;
  readonly titleOf: (begun: Begun) => string;
  readonly onClose: () => void;
  readonly children: (begun: Begun) => ReactNode;
}

/** One dialog for whatever is begun on a page, which gives the focus back. What it showed last stays while it goes. */
export function DeedDialog<Begun>({ begun, titleOf, onClose, children, ...looks }: DeedDialogProps<Begun>) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(begun);
  if (begun !== null && begun !== shown) setShown(begun);
  return (
    <Modal
      {...looks}
      {...{ opened: begun !== null, onClose, closeOnClickOutside: false, title: shown && titleOf(shown) }}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
      onExitTransitionEnd={() => setShown(null)}
    >
      {shown !== null && children(shown)}
    </Modal>
  );
}
