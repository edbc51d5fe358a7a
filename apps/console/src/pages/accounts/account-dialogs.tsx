import { useTranslation } from 'react-i18next';
import { DeedDialog } from '../../app/deed-dialog.js';
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

const TITLES = { edit: 'accounts.editing.title', link: 'accounts.linking.title', suspend: 'accounts.suspending.title', unsuspend: 'accounts.unsuspending.title' } as const;

export function AccountDialogs({ begun, ...rest }: AccountDialogsProps) {
  const { t } = useTranslation();
  const titleOf = (one: Begun): string => (one.what === 'create' ? t('accounts.creating.title') : t(TITLES[one.what], { username: one.account.username }));
  return (
    <DeedDialog {...{ begun, titleOf, onClose: rest.onClose }} centered>
      {(one) => <Form {...rest} begun={one} />}
    </DeedDialog>
  );
}

function Form({ tenant, begun, onClose, onDone }: AccountDialogsProps & { readonly begun: Begun }) {
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
