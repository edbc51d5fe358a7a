import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountOutcome, Begun } from './begun.js';
import { CreateForm } from './create-form.js';
import { EditForm } from './edit-form.js';
import { LinkMaker } from './link-maker.js';
import { StatusForm } from './status-form.js';

interface AccountDialogsProps {
  readonly tenant: string;
  readonly begun: Begun | null;
  readonly onClose: () => void;
  readonly onDone: (outcome: AccountOutcome) => void;
}

/** One dialog for whatever is begun. What it showed last stays while it goes. */
export function AccountDialogs({ tenant, begun, onClose, onDone }: AccountDialogsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Begun | null>(begun);
  if (begun !== null && begun !== shown) setShown(begun);
  return (
    <Modal
      {...{ opened: begun !== null, onClose, centered: true, closeOnClickOutside: false, title: <Title begun={shown} /> }}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
      onExitTransitionEnd={() => setShown(null)}
    >
      {shown !== null && <Dialog {...{ tenant, begun: shown, onClose, onDone }} />}
    </Modal>
  );
}

function Dialog({ tenant, begun, onClose, onDone }: AccountDialogsProps & { readonly begun: Begun }) {
  switch (begun.what) {
    case 'create':
      return <CreateForm {...{ tenant, onClose, onDone }} />;
    case 'edit':
      return <EditForm {...{ account: begun.account, onClose, onDone }} />;
    case 'link':
      return <LinkMaker {...{ account: begun.account, onClose }} />;
    case 'suspend':
    case 'unsuspend':
      return <StatusForm {...{ account: begun.account, what: begun.what, onClose, onDone }} />;
  }
}

const TITLES = { edit: 'accounts.editing.title', link: 'accounts.linking.title', suspend: 'accounts.suspending.title', unsuspend: 'accounts.unsuspending.title' } as const;

function Title({ begun }: { readonly begun: Begun | null }) {
  const { t } = useTranslation();
  if (begun === null) return null;
  return begun.what === 'create' ? t('accounts.creating.title') : t(TITLES[begun.what], { username: begun.account.username });
}
