import type { Account, Receipt } from '@portcullis/client';

/** What somebody is about to do with accounts. */
export type Begun = { readonly what: 'create' } | { readonly what: 'link' | 'edit' | 'suspend' | 'unsuspend'; readonly account: Account };

/** What was done last. `receipt` null: it took nothing from anybody. */
export interface AccountOutcome {
  readonly title: string;
  readonly receipt: Receipt | null;
}

/** What each dialog about one account is given. */
export interface AccountDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
  readonly onDone: (outcome: AccountOutcome) => void;
}
