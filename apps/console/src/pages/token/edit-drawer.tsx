import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReadToken, TokenRef } from '../../api/token.js';
import { EditForm } from './edit-form.js';
import type { Outcome } from '../../app/outcome.js';

interface EditDrawerProps {
  readonly at: TokenRef;
  readonly read: ReadToken;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** Editing stands beside the page, and ends by its own buttons: a stray click loses nothing of what was typed. */
export function EditDrawer({ at, read, opened, onClose, onDone }: EditDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      {...{ opened, onClose, position: 'right', size: 'lg', padding: 'lg', closeOnClickOutside: false }}
      title={t('token.edit.title', { name: read.token.name })}
      closeButtonProps={{ 'aria-label': t('token.close') }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
    >
      <EditForm at={at} read={read} onClose={onClose} onDone={onDone} />
    </Drawer>
  );
}
