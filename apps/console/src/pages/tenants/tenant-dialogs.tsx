import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';
import type { Outcome } from '../token/outcome.js';
import { CreateTenantForm } from './create-tenant-form.js';
import { EditTenantForm, TEXTS } from './edit-tenant-form.js';
import type { Deed } from './tenant-actions.js';

/** What was begun on the page. */
export type Begun = Deed | { readonly kind: 'create' };

interface TenantDialogsProps {
  /** null: nothing. */
  readonly begun: Begun | null;
  /** Whom a new one can stand below. */
  readonly parents: readonly Tenant[];
  /** Whom a new one is to stand below; null: nobody, which only operators may choose. */
  readonly parent: string | null;
  readonly onClose: () => void;
  readonly onMade: (tenant: Tenant) => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** One dialog for whatever is begun, which gives the focus back. What it showed last stays while it goes. */
export function TenantDialogs({ begun, parents, parent, onClose, onMade, onDone }: TenantDialogsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Begun | null>(begun);
  if (begun !== null && begun !== shown) setShown(begun);
  return (
    <Modal
      {...{ opened: begun !== null, onClose, centered: true, closeOnClickOutside: false, title: shown && titleOf(shown) }}
      closeButtonProps={{ 'aria-label': t('tenants.close') }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
      onExitTransitionEnd={() => setShown(null)}
    >
      {shown !== null &&
        (shown.kind === 'create' || shown.kind === 'createBelow' ? (
          <CreateTenantForm {...{ parents, mayStandAlone: parent === null, onClose, onDone: onMade }} parent={shown.kind === 'createBelow' ? shown.tenant.id : parent} />
        ) : (
          <EditTenantForm {...{ deed: shown, onClose, onDone }} />
        ))}
    </Modal>
  );

  function titleOf(one: Begun): string {
    if (one.kind === 'create' || one.kind === 'createBelow') return t('tenants.form.title');
    return t(`tenants.${TEXTS[one.kind]}.title`, { name: one.tenant.name });
  }
}
